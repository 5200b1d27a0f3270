/** Answers for what is kept of one source, as the host sees it: what waits to be on disk, and when the leader takes it in. */
import type { Failure } from '../../domain/failure';
import { describeFailure } from '../../domain/failure';
import { err, ok, type Result } from '../../domain/result';
import type { StoredSource } from '../../ports/issueStore';
import type { KeptRecord } from '../../ports/keptStore';
import { JobQueue } from './jobQueue';
import { LoadedRecords } from './loadedRecords';
import type { SourcePorts } from './sourceFile';
import type { SourceJob } from './storeMessages';

/** The leader takes the inbox in when more files than these wait in it. */
const mostWaiting = 36;

/** Records that go to disk together. */
interface Batch {
  readonly records: KeptRecord[];
  readonly kept: Promise<Result<void, Failure>>;
}

export class SourceRecords {
  private readonly queue = new JobQueue(Promise.resolve());
  /** Has not begun, and takes more. */
  private batch: Batch | null = null;
  /** Files in the inbox, as far as this process knows. */
  private inbox = 0;
  private complaint: string | null = null;

  /** @param folder the source's, absolute */
  constructor(
    private readonly source: StoredSource,
    private readonly folder: string,
    private readonly ports: SourcePorts,
  ) {}

  /** As `KeptStore.loadKept`. */
  load(): Promise<Result<ReadonlyMap<string, KeptRecord>, Failure>> {
    return this.queue.run(async () => {
      let records = new LoadedRecords();
      const done = await this.ports.thread.do({ kind: 'loadKept', ...this.job() }, [], () => {
        records = new LoadedRecords();
        return (json) => {
          records.add(json);
        };
      });
      if (!done.ok) return done;
      if (done.value.kind === 'failed') return err(done.value.failure);
      this.inbox = done.value.waiting;
      if (this.inbox > 0) this.takeSoon();
      return ok(await records.all());
    });
  }

  /** As `KeptStore.keep`. What is handed over while a write is under way is written as one. */
  keep(records: readonly KeptRecord[]): Promise<Result<void, Failure>> {
    if (records.length === 0) return Promise.resolve(ok(undefined));
    if (this.batch !== null) {
      this.batch.records.push(...records);
      return this.batch.kept;
    }
    const together = [...records];
    const kept = this.queue.run(() => {
      this.batch = null;
      return this.write(together);
    });
    this.batch = { records: together, kept };
    return kept;
  }

  /** Takes in what waits, if this process leads, and settles when nothing is being done any more. */
  async close(): Promise<void> {
    await this.queue.idle();
    if (this.inbox > 0) await this.take();
  }

  private async write(records: readonly KeptRecord[]): Promise<Result<void, Failure>> {
    const done = await this.ports.thread.do({ kind: 'keep', ...this.job(), records });
    if (!done.ok) return done;
    if (done.value.kind === 'failed') return err(done.value.failure);
    this.inbox = done.value.waiting;
    if (this.inbox > mostWaiting) this.takeSoon();
    return ok(undefined);
  }

  private takeSoon(): void {
    void this.queue.run(() => this.take());
  }

  private async take(): Promise<void> {
    const epoch = this.ports.leadership.epochOf(this.source);
    if (epoch === null) return;
    const done = await this.ports.thread.do({ kind: 'take', ...this.job(), epoch });
    const failure = done.ok ? (done.value.kind === 'failed' ? done.value.failure : null) : done.error;
    if (failure !== null) {
      this.complain(`${this.source.id}: what is kept waits in its inbox. ${describeFailure(failure)}`);
      return;
    }
    this.complaint = null;
    this.inbox = 0;
  }

  /** Logs a sentence, once as long as it is the same. */
  private complain(sentence: string): void {
    if (this.complaint === sentence) return;
    this.complaint = sentence;
    this.ports.log.warn(sentence);
  }

  private job(): SourceJob {
    return { folder: this.folder, source: this.source, nowMs: this.ports.clock.nowMs() };
  }
}
