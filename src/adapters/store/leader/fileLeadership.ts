/** Answers for leadership among processes that share a folder: by claims, signs of life and small files. */
import type { Failure } from '../../../domain/failure';
import { describeFailure } from '../../../domain/failure';
import { err, type Result } from '../../../domain/result';
import type { Clock } from '../../../ports/clock';
import type { Disposable } from '../../../ports/disposable';
import type { FileWatcher } from '../../../ports/fileWatcher';
import type { RequestPriority } from '../../../ports/httpClient';
import type { StoredSource } from '../../../ports/issueStore';
import type { Leadership } from '../../../ports/leadership';
import type { Log } from '../../../ports/log';
import type { Random } from '../../../ports/random';
import { atExit } from './atExit';
import { OwnInstance, type ProcessKind } from './instance';
import { sweepInstances } from './instanceSweep';
import { Listeners } from './listeners';
import { SignsOfLife } from './signsOfLife';
import { Standing, type StandingPorts } from './standing';

/** How often a sign of life is given, and the others' are looked at. */
const beatMs = 2_000;

/** A beat that comes later says that this process, or the machine, was suspended, or that the clock was set. */
const latestBeatMs = 2 * beatMs;

/** Files of ended processes are looked for after so many beats: ten minutes. */
const sweepBeats = 300;

export interface FileLeadershipOptions {
  /** Absolute path of the cache's folder; made when a source is joined. */
  readonly folder: string;
  readonly kind: ProcessKind;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly fileWatcher: FileWatcher;
}

/**
 * What holds:
 * 1. An epoch is had by one process only: its claim is a file that is made exclusively, above all that is there, and
 *    looked at again before anything is done in it.
 * 2. Who leads and finds a newer claim, or its own gone, leads no longer from that look on. A look is taken at each
 *    beat (2 s), and soon after something moved in the source's folder. A process that was suspended may believe that
 *    it leads until its first beat afterwards; its epoch is an older one.
 * 3. A leader whose process ended is replaced within a beat, one that gives no sign of life (suspended, hanging) after
 *    three to four, one that left or closed at once.
 * 4. No clock is believed about a sign of life, only that it did not move during beats of our own that came in time;
 *    at first sight the clock's word is taken where it is likely.
 * 5. Where the folder cannot be used this process leads alone, in no epoch ({@link FileLeadership.troubleOf}). That is
 *    logged once, and tried again every half minute.
 * 6. Nothing here keeps a process alive. After {@link FileLeadership.close} nothing is left but claims that say so.
 */
export class FileLeadership implements Leadership {
  private readonly standings = new Map<string, Standing>();
  private readonly ports: StandingPorts;
  private readonly own: OwnInstance;
  private readonly signs: SignsOfLife;
  private readonly changed: Listeners<[StoredSource]>;
  private readonly written: Listeners<[StoredSource]>;
  private readonly requested: Listeners<[StoredSource, RequestPriority]>;
  /** While a source is joined. */
  private running: { beat: Disposable; readonly forgetExit: () => void } | null = null;
  private beats = 0;
  private lastBeatAtMs = 0;
  private hasWarned = false;
  private isClosed = false;

  /** Nothing is written before a source is joined. */
  constructor(private readonly options: FileLeadershipOptions) {
    const { folder, kind, clock, random, log } = options;
    this.own = new OwnInstance(folder, kind, clock, random);
    this.signs = new SignsOfLife(clock);
    this.ports = { ...options, own: this.own, signs: this.signs };
    this.changed = new Listeners(log);
    this.written = new Listeners(log);
    this.requested = new Listeners(log);
  }

  join(source: StoredSource): Promise<void> {
    const key = keyOf(source);
    if (!this.isClosed && !this.standings.has(key)) {
      const standing = this.standingFor(source);
      this.standings.set(key, standing);
      this.start();
      standing.begin();
      this.warnOfTrouble();
    }
    return Promise.resolve();
  }

  leave(source: StoredSource): Promise<void> {
    const key = keyOf(source);
    this.standings.get(key)?.end();
    this.standings.delete(key);
    if (this.standings.size === 0) this.stop();
    return Promise.resolve();
  }

  leads(source: StoredSource): boolean {
    return this.standings.get(keyOf(source))?.leads ?? false;
  }

  epochOf(source: StoredSource): number | null {
    return this.standings.get(keyOf(source))?.epoch ?? null;
  }

  troubleOf(source: StoredSource): Failure | null {
    return this.standings.get(keyOf(source))?.trouble ?? null;
  }

  onDidChange(listener: (source: StoredSource) => void): Disposable {
    return this.changed.add(listener);
  }

  onDidWrite(listener: (source: StoredSource) => void): Disposable {
    return this.written.add(listener);
  }

  onDidRequest(listener: (source: StoredSource, priority: RequestPriority) => void): Disposable {
    return this.requested.add(listener);
  }

  request(source: StoredSource, priority: RequestPriority): Promise<Result<void, Failure>> {
    const standing = this.standings.get(keyOf(source));
    return Promise.resolve(
      standing?.request(priority) ?? err({ kind: 'closed', what: `The leadership of ${source.id}` }),
    );
  }

  close(): Promise<void> {
    this.isClosed = true;
    this.endAll();
    for (const listeners of [this.changed, this.written, this.requested]) listeners.clear();
    return Promise.resolve();
  }

  private endAll(): void {
    for (const standing of this.standings.values()) standing.end();
    this.standings.clear();
    this.stop();
  }

  private standingFor(source: StoredSource): Standing {
    return new Standing(source, this.ports, {
      onDidChange: () => {
        this.changed.tell(source);
      },
      onDidWrite: () => {
        this.written.tell(source);
      },
      onDidRequest: (priority) => {
        this.requested.tell(source, priority);
      },
    });
  }

  private start(): void {
    if (this.running !== null) return;
    const forgetExit = atExit(() => {
      this.endAll();
    });
    this.lastBeatAtMs = this.options.clock.nowMs();
    this.own.beat();
    sweepInstances(this.options.folder, this.lastBeatAtMs);
    this.running = { beat: this.nextBeat(), forgetExit };
  }

  private stop(): void {
    this.running?.beat.dispose();
    this.running?.forgetExit();
    this.running = null;
    this.own.remove();
  }

  private nextBeat(): Disposable {
    return this.options.clock.schedule(beatMs, () => {
      if (this.running === null) return;
      this.running.beat = this.nextBeat();
      this.beat();
    });
  }

  private beat(): void {
    const { clock, folder } = this.options;
    const nowMs = clock.nowMs();
    const sinceMs = nowMs - this.lastBeatAtMs;
    this.lastBeatAtMs = nowMs;
    this.beats += 1;
    this.own.beat();
    const standings = [...this.standings.values()];
    const holders = standings.flatMap(({ holder }) => holder ?? []);
    this.signs.beat([...new Set(holders)], sinceMs >= 0 && sinceMs <= latestBeatMs);
    if (this.beats % sweepBeats === 0) sweepInstances(folder, nowMs);
    for (const standing of standings) standing.beat();
    this.warnOfTrouble();
  }

  private warnOfTrouble(): void {
    const [trouble] = [...this.standings.values()].flatMap((standing) => standing.trouble ?? []);
    if (trouble !== undefined && !this.hasWarned)
      this.options.log.warn(`Nothing is shared with other windows: ${describeFailure(trouble)}`);
    this.hasWarned = trouble !== undefined;
  }
}

const keyOf = ({ id, root }: StoredSource): string => JSON.stringify([root, id]);
