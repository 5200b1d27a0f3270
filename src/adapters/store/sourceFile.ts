/** Answers for what one source's files hold of its issues over time, what waits to be written, one job at a time. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Failure } from '../../domain/failure';
import { err, ok, type Result } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { Saved, Sparable, StoredReading, StoredSource } from '../../ports/issueStore';
import type { Leadership } from '../../ports/leadership';
import type { Log } from '../../ports/log';
import { JobQueue } from './jobQueue';
import { readClaims } from './leader/claims';
import { LeftOut } from './leftOut';
import { newestReading, type NewestReading } from './newestReading';
import { changeLayout, emptyLayout, type Layout, type LayoutChange } from './readingDiff';
import type { FileVersion, SaveJob, SaveOutcome, SourceJob } from './storeMessages';
import type { StoreThread } from './storeThread';

/** How often a save begins anew because another window wrote the file meanwhile, or it has to become smaller. */
const maxAttempts = 5;

/** A file that was too large is made this much smaller than it may be, so that not every save has to leave out more. */
const fullEnough = 0.9;

/** What this process last saw in the file. */
interface Known {
  readonly version: FileVersion;
  readonly layout: Layout;
  readonly reading: StoredReading;
}

/** What is to be sent; `base` null: the file is made from nothing. */
type Change = LayoutChange & { readonly base: Known | null };

/** What was handed over. */
interface Handed {
  readonly reading: StoredReading;
  readonly sparable: Sparable | null;
}

/** Sizes in bytes. */
export interface StoreLimits {
  /** Of the file of one source. Issues that may go are left out of a larger one. */
  readonly fileBytes: number;
  /** Of the files of all sources, as far as they can be fetched again. */
  readonly folderBytes: number;
}

export interface SourcePorts {
  readonly thread: Pick<StoreThread, 'do'>;
  readonly leadership: Pick<Leadership, 'epochOf' | 'troubleOf'>;
  readonly clock: Clock;
  readonly log: Log;
}

export class SourceFile {
  private known: Known | null = null;
  /** The newest epoch this process has seen a file of. */
  private seenEpoch = 0;
  /** Handed over and not yet on disk. */
  private unsaved: Handed | null = null;
  /** The load that has not begun, which later ones join. */
  private loading: Promise<Result<StoredReading | null, Failure>> | null = null;
  /** The save that has not begun, which later ones join. */
  private waiting: Promise<Result<Saved, Failure>> | null = null;
  private readonly leftOut = new LeftOut();
  private readonly queue: JobQueue;

  /** @param folder the source's, absolute. Nothing is done before `begin` is settled. */
  constructor(
    private readonly source: StoredSource,
    private readonly folder: string,
    private readonly ports: SourcePorts,
    private readonly limits: StoreLimits,
    begin: Promise<unknown>,
  ) {
    this.queue = new JobQueue(begin);
  }

  /** As `IssueStore.load`. What could not be written yet is answered from memory. */
  load(): Promise<Result<StoredReading | null, Failure>> {
    if (this.unsaved !== null) return Promise.resolve(ok(this.unsaved.reading));
    if (this.loading !== null) return this.loading;
    this.loading = this.queue.run(() => {
      // Who asks from now on is not answered with what may be read by then: another may lead, and have written, since.
      this.loading = null;
      return this.read();
    });
    return this.loading;
  }

  /** As `IssueStore.save`. */
  save(reading: StoredReading, sparable: Sparable | null): Promise<Result<Saved, Failure>> {
    this.unsaved = { reading, sparable };
    if (this.waiting !== null) return this.waiting;
    const waiting: Promise<Result<Saved, Failure>> = this.queue.run(async () => {
      // What is handed over in the same breath is written as one.
      await nextTurn();
      // Else the file is about to be cleared, and what is unsaved now was handed over for afterwards.
      if (this.waiting !== waiting) return ok('left');
      this.waiting = null;
      return this.unsaved === null ? ok('left') : await this.write(this.unsaved);
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
    const newest = await newestReading(this.ports.thread, this.job());
    if (newest.ok && newest.value !== null) return ok(this.adopt(newest.value));
    this.known = null;
    return newest.ok ? ok(null) : newest;
  }

  private adopt({ found, layout }: NewestReading): StoredReading | null {
    const { version, via, confirmedAtMs, phases, problems, checkpoint } = found;
    if (version.epoch < this.seenEpoch && !this.beganAnew()) {
      this.ports.log.info(`The cache of ${this.source.id} was written by an earlier leader and is not adopted.`);
      return this.known?.reading ?? null;
    }
    const whole = { issues: layout.issues, problems, via, confirmedAtMs, checkpoint };
    const reading: StoredReading = phases === null ? whole : { ...whole, phases };
    this.known = { version, layout, reading };
    this.seenEpoch = version.epoch;
    return reading;
  }

  /** Whether the folder was cleared, so that epochs begin anew: nothing in it is of the newest that was seen. */
  private beganAnew(): boolean {
    const claims = readClaims(this.folder);
    return claims.ok && claims.value.newestEpoch < this.seenEpoch;
  }

  private async write(handed: Handed): Promise<Result<Saved, Failure>> {
    const { log } = this.ports;
    let reading = this.leftOut.without(handed.reading, handed.sparable);
    for (let attempt = 1; attempt <= maxAttempts; attempt++) {
      const epoch = this.ports.leadership.epochOf(this.source);
      if (epoch === null) {
        const trouble = this.ports.leadership.troubleOf(this.source);
        if (trouble !== null) return err(trouble);
        log.debug(`The cache of ${this.source.id} is written by the process that leads the source.`);
        return this.letGo(handed);
      }
      const change = this.change(reading);
      const done = await this.send(epoch, reading, change);
      if (!done.ok) return done;
      const outcome = done.value;
      switch (outcome.kind) {
        case 'failed':
          return err(outcome.failure);
        case 'moved':
          this.known = null;
          log.debug(`The cache of ${this.source.id} was written by another window meanwhile.`);
          continue;
        case 'tooLarge': {
          const smaller = await this.smaller(handed, outcome.bytes);
          if (smaller === null) return err(this.tooLarge());
          reading = smaller;
          continue;
        }
        case 'outdated':
          this.known = null;
          log.info(`The cache of ${this.source.id} has a newer leader (epoch ${outcome.epoch}), whose reading holds.`);
          return this.letGo(handed);
        case 'saved':
          this.forget(handed);
          this.known = { version: outcome.version, layout: change.next, reading };
          this.seenEpoch = epoch;
          log.debug(`The cache of ${this.source.id} was written (${change.puts.length} issues changed).`);
          return ok('written');
      }
    }
    return err({ kind: 'notWritable', path: this.folder, detail: 'another window keeps writing it.' });
  }

  /** The reading with less in it; null when no more may go. */
  private async smaller({ reading, sparable }: Handed, bytes: number): Promise<StoredReading | null> {
    const rest = await this.leftOut.more(reading, sparable, bytes - this.limits.fileBytes * fullEnough);
    if (rest !== null) {
      const begin = `The cache of ${this.source.id} would be larger than ${inMegabytes(this.limits.fileBytes)} MB`;
      this.ports.log.info(`${begin}: ${this.leftOut.count} closed issues, the oldest, are left out of it.`);
    }
    return rest;
  }

  private tooLarge(): Failure {
    return { kind: 'tooLarge', what: `The cache of ${this.source.id}`, limitBytes: this.limits.fileBytes };
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
    epoch: number,
    { via, confirmedAtMs, phases, problems, checkpoint }: StoredReading,
    { base, puts, moves, removes }: Change,
  ): Promise<Result<SaveOutcome, Failure>> {
    const job: SaveJob = {
      kind: 'save',
      ...this.job(),
      base: base?.version ?? null,
      epoch,
      via,
      confirmedAtMs,
      phases: phases ?? null,
      problems: base?.reading.problems === problems ? null : problems,
      checkpoint: base?.reading.checkpoint === checkpoint ? undefined : checkpoint,
      moves,
      removes,
      mostFileBytes: this.limits.fileBytes,
      mostFolderBytes: this.limits.folderBytes,
    };
    return this.ports.thread.do(job, puts);
  }

  private job(): SourceJob {
    return { folder: this.folder, source: this.source, nowMs: this.ports.clock.nowMs() };
  }

  private letGo(handed: Handed): Result<Saved, Failure> {
    this.forget(handed);
    return ok('left');
  }

  /** A later reading may wait already; it stays. */
  private forget(handed: Handed): void {
    if (this.unsaved === handed) this.unsaved = null;
  }
}

const inMegabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);
