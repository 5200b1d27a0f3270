/** Answers for one source's file over time: what it holds, what waits to be written, one job at a time. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Failure } from '../../domain/failure';
import type { RecordProblem } from '../../domain/issue';
import { err, ok, type Result } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { StoredReading, StoredSource } from '../../ports/issueStore';
import type { Log } from '../../ports/log';
import { LoadedRows } from './loadedRows';
import { changeLayout, emptyLayout, type Layout, type LayoutChange } from './readingDiff';
import type { SaveOutcome } from './storeMessages';
import type { StoreThread } from './storeThread';

/** How often a save begins anew because another window wrote the file meanwhile. */
const maxAttempts = 3;

/** What this process last saw in the file. */
interface Known {
  readonly stamp: string;
  readonly layout: Layout;
  readonly problems: readonly RecordProblem[];
}

export interface SourceFilePorts {
  readonly thread: StoreThread;
  readonly clock: Clock;
  readonly log: Log;
}

export class SourceFile {
  private known: Known | null = null;
  /** The epoch this process writes in; null until it has read one or written the first. */
  private epoch: number | null = null;
  /** Handed over and not yet on disk. */
  private unsaved: StoredReading | null = null;
  private loading: Promise<Result<StoredReading | null, Failure>> | null = null;
  /** The save that has not begun, which later ones join. */
  private waiting: Promise<Result<void, Failure>> | null = null;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly source: StoredSource,
    private readonly file: string,
    private readonly ports: SourceFilePorts,
  ) {}

  /** As `IssueStore.load`. What could not be written yet is answered from memory. */
  load(): Promise<Result<StoredReading | null, Failure>> {
    if (this.unsaved !== null) return Promise.resolve(ok(this.unsaved));
    this.loading ??= this.afterLast(() => this.read()).finally(() => {
      this.loading = null;
    });
    return this.loading;
  }

  /** As `IssueStore.save`. */
  save(reading: StoredReading): Promise<Result<void, Failure>> {
    this.unsaved = reading;
    this.waiting ??= this.afterLast(async () => {
      // What is handed over in the same breath is written as one.
      await nextTurn();
      this.waiting = null;
      return this.unsaved === null ? ok(undefined) : await this.write(this.unsaved);
    });
    return this.waiting;
  }

  /** Settles when nothing is being done or waits. */
  async idle(): Promise<void> {
    let seen: Promise<unknown> | null = null;
    while (seen !== this.last) {
      seen = this.last;
      await seen;
    }
  }

  private afterLast<T>(job: () => Promise<T>): Promise<T> {
    const result = this.last.then(job);
    // An error goes to whoever asked for this job, not to the next one.
    this.last = result.catch(() => undefined);
    return result;
  }

  private async read(): Promise<Result<StoredReading | null, Failure>> {
    let rows = new LoadedRows();
    const done = await this.ports.thread.do({ kind: 'load', ...this.fileJob() }, [], () => {
      rows = new LoadedRows();
      return (json) => {
        rows.add(json);
      };
    });
    this.known = null;
    if (!done.ok) return done;
    const outcome = done.value;
    if (outcome.kind === 'failed') return err(outcome.failure);
    if (outcome.kind === 'none') return ok(null);
    const layout = await rows.layout(outcome.count);
    if (layout === null) {
      await this.ports.thread.do({ kind: 'setAside', ...this.fileJob() });
      return ok(null);
    }
    const { stamp, epoch, via, confirmedAtMs, problems } = outcome;
    this.known = { stamp, layout, problems };
    this.epoch = epoch;
    return ok({ issues: layout.issues, problems, via, confirmedAtMs });
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
          continue;
        case 'outdated':
          this.forget(reading);
          this.known = null;
          this.ports.log.info(`The cache of ${this.source.id} was written by a newer leader and stays as it is.`);
          return ok(undefined);
        case 'saved':
          this.forget(reading);
          this.known = { stamp: outcome.stamp, layout: change.next, problems: reading.problems };
          this.epoch = outcome.epoch;
          this.ports.log.debug(`The cache of ${this.source.id} was written (${change.puts.length} issues changed).`);
          return ok(undefined);
      }
    }
    return err({ kind: 'notWritable', path: this.file, detail: 'another window keeps writing it.' });
  }

  /** What is to be sent. When most of it changed, the file is made from nothing. */
  private change(reading: StoredReading): LayoutChange & { readonly base: string | null } {
    if (this.known !== null) {
      const change = changeLayout(this.known.layout, reading.issues);
      if (change.puts.length * 2 <= reading.issues.length) return { ...change, base: this.known.stamp };
    }
    return { ...changeLayout(emptyLayout, reading.issues), base: null };
  }

  private send(
    { via, confirmedAtMs, problems }: StoredReading,
    { base, puts, moves, removes }: LayoutChange & { readonly base: string | null },
  ): Promise<Result<SaveOutcome, Failure>> {
    const sameProblems = base !== null && this.known?.problems === problems;
    return this.ports.thread.do(
      {
        kind: 'save',
        ...this.fileJob(),
        base,
        epoch: this.epoch,
        via,
        confirmedAtMs,
        problems: sameProblems ? null : problems,
        moves,
        removes,
      },
      puts,
    );
  }

  private fileJob(): { readonly file: string; readonly source: StoredSource; readonly nowMs: number } {
    return { file: this.file, source: this.source, nowMs: this.ports.clock.nowMs() };
  }

  /** A later reading may wait already; it stays. */
  private forget(reading: StoredReading): void {
    if (this.unsaved === reading) this.unsaved = null;
  }
}
