/** Answers for one source's file over time: what it holds, what waits to be written, one job at a time. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Failure } from '../../domain/failure';
import { err, ok, type Result } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { StoredReading, StoredSource } from '../../ports/issueStore';
import type { Log } from '../../ports/log';
import { JobQueue } from './jobQueue';
import type { Leadership } from './leadership';
import { LoadedRows } from './loadedRows';
import { changeLayout, emptyLayout, type Layout, type LayoutChange } from './readingDiff';
import type { FileJob, LoadOutcome, SaveOutcome } from './storeMessages';
import type { StoreThread } from './storeThread';

/** How often a save begins anew because another window wrote the file meanwhile. */
const maxAttempts = 5;

/** What this process last saw in the file. */
interface Known {
  readonly stamp: string;
  readonly layout: Layout;
  readonly reading: StoredReading;
}

/** What is to be sent; `base` null: the file is made from nothing. */
type Change = LayoutChange & { readonly base: Known | null };

export interface SourceFilePorts {
  readonly thread: StoreThread;
  readonly leadership: Leadership;
  readonly clock: Clock;
  readonly log: Log;
}

export class SourceFile {
  private known: Known | null = null;
  /** The newest epoch this process has seen in the file; null until it has read one or written the first. */
  private seenEpoch: number | null = null;
  /** Handed over and not yet on disk. */
  private unsaved: StoredReading | null = null;
  private loading: Promise<Result<StoredReading | null, Failure>> | null = null;
  /** The save that has not begun, which later ones join. */
  private waiting: Promise<Result<void, Failure>> | null = null;
  private readonly queue: JobQueue;

  /** Nothing is done before `begin` is settled. */
  constructor(
    private readonly source: StoredSource,
    private readonly file: string,
    private readonly ports: SourceFilePorts,
    begin: Promise<unknown>,
  ) {
    this.queue = new JobQueue(begin);
  }

  /** As `IssueStore.load`. What could not be written yet is answered from memory. */
  load(): Promise<Result<StoredReading | null, Failure>> {
    if (this.unsaved !== null) return Promise.resolve(ok(this.unsaved));
    if (this.loading !== null) return this.loading;
    const loading = this.queue
      .run(() => this.read())
      .finally(() => {
        if (this.loading === loading) this.loading = null;
      });
    this.loading = loading;
    return loading;
  }

  /** As `IssueStore.save`. */
  save(reading: StoredReading): Promise<Result<void, Failure>> {
    this.unsaved = reading;
    if (this.waiting !== null) return this.waiting;
    const waiting: Promise<Result<void, Failure>> = this.queue.run(async () => {
      // What is handed over in the same breath is written as one.
      await nextTurn();
      // Else the file is about to be cleared, and what is unsaved now was handed over for afterwards.
      if (this.waiting !== waiting) return ok(undefined);
      this.waiting = null;
      return this.unsaved === null ? ok(undefined) : await this.write(this.unsaved);
    });
    this.waiting = waiting;
    return waiting;
  }

  /**
   * Forgets what waits to be written, and does nothing that is asked for from now on before `cleared` is settled; then
   * the file is gone. Settles when nothing is being done any more.
   */
  hold(cleared: Promise<void>): Promise<void> {
    this.unsaved = null;
    this.waiting = null;
    this.loading = null;
    return new Promise((still) => {
      void this.queue.run(async () => {
        still();
        await cleared;
        this.known = null;
      });
    });
  }

  /** Settles when nothing is being done or waits. */
  idle(): Promise<void> {
    return this.queue.idle();
  }

  private async read(): Promise<Result<StoredReading | null, Failure>> {
    let rows = new LoadedRows();
    const done = await this.ports.thread.do({ kind: 'load', ...this.fileJob() }, [], () => {
      rows = new LoadedRows();
      return (json) => {
        rows.add(json);
      };
    });
    if (done.ok && done.value.kind === 'loaded') return await this.adopt(done.value, rows);
    this.known = null;
    if (!done.ok) return done;
    return done.value.kind === 'failed' ? err(done.value.failure) : ok(null);
  }

  private async adopt(
    { stamp, epoch, via, confirmedAtMs, phases, problems, checkpoint, count }: Extract<LoadOutcome, { kind: 'loaded' }>,
    rows: LoadedRows,
  ): Promise<Result<StoredReading | null, Failure>> {
    if (this.seenEpoch !== null && epoch < this.seenEpoch) {
      this.ports.log.info(`The cache of ${this.source.id} was written by an earlier leader and is not adopted.`);
      return ok(this.known?.reading ?? null);
    }
    const layout = await rows.layout(count);
    if (layout === null) {
      this.known = null;
      await this.ports.thread.do({ kind: 'setAside', ...this.fileJob() });
      return ok(null);
    }
    const whole = { issues: layout.issues, problems, via, confirmedAtMs, checkpoint };
    const reading: StoredReading = phases === null ? whole : { ...whole, phases };
    this.known = { stamp, layout, reading };
    this.seenEpoch = epoch;
    return ok(reading);
  }

  private async write(reading: StoredReading): Promise<Result<void, Failure>> {
    for (let attempt = 1; attempt <= maxAttempts; attempt++) {
      const change = this.change(reading);
      const done = await this.send(reading, change);
      if (!done.ok) return done;
      const outcome = done.value;
      switch (outcome.kind) {
        case 'failed':
          return err(outcome.failure);
        case 'moved':
          this.known = null;
          this.ports.log.debug(`The cache of ${this.source.id} was written by another window meanwhile.`);
          continue;
        case 'outdated':
          this.forget(reading);
          this.known = null;
          this.ports.log.info(`The cache of ${this.source.id} was written by a newer leader and stays as it is.`);
          return ok(undefined);
        case 'saved':
          this.forget(reading);
          this.known = { stamp: outcome.stamp, layout: change.next, reading };
          this.seenEpoch = outcome.epoch;
          this.ports.log.debug(`The cache of ${this.source.id} was written (${change.puts.length} issues changed).`);
          return ok(undefined);
      }
    }
    return err({ kind: 'notWritable', path: this.file, detail: 'another window keeps writing it.' });
  }

  /** When most of it changed, the file is made from nothing. */
  private change(reading: StoredReading): Change {
    if (this.known !== null) {
      const change = changeLayout(this.known.layout, reading.issues);
      if (change.puts.length * 2 <= reading.issues.length) return { ...change, base: this.known };
    }
    return { ...changeLayout(emptyLayout, reading.issues), base: null };
  }

  private send(
    { via, confirmedAtMs, phases, problems, checkpoint }: StoredReading,
    { base, puts, moves, removes }: Change,
  ): Promise<Result<SaveOutcome, Failure>> {
    return this.ports.thread.do(
      {
        kind: 'save',
        ...this.fileJob(),
        base: base?.stamp ?? null,
        epoch: this.ports.leadership.epochOf(this.source) ?? this.seenEpoch,
        via,
        confirmedAtMs,
        phases: phases ?? null,
        problems: base?.reading.problems === problems ? null : problems,
        checkpoint: base?.reading.checkpoint === checkpoint ? undefined : checkpoint,
        moves,
        removes,
      },
      puts,
    );
  }

  private fileJob(): FileJob {
    return { file: this.file, source: this.source, nowMs: this.ports.clock.nowMs() };
  }

  /** A later reading may wait already; it stays. */
  private forget(reading: StoredReading): void {
    if (this.unsaved === reading) this.unsaved = null;
  }
}
