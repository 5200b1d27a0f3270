/** Answers for one source this process stands for: looking in time who leads, what was written and what is asked for. */
import { join } from 'node:path';
import type { Failure } from '../../../domain/failure';
import { ok, type Result } from '../../../domain/result';
import type { Disposable } from '../../../ports/disposable';
import type { RequestPriority } from '../../../ports/httpClient';
import type { StoredSource } from '../../../ports/issueStore';
import type { Log } from '../../../ports/log';
import type { Random } from '../../../ports/random';
import { sourceFolderName } from '../sourceFolderName';
import { Candidacy, type CandidacyPorts } from './candidacy';
import { stampOfNewest } from './newestFiles';
import { prepareRequests, takeRequests, writeRequest } from './requests';
import { SourceWatch, type SourceWatchPorts } from './sourceWatch';

/** Those who follow claim within this time, one after another rather than all at once. */
const spreadMs = 150;

/** After so many beats it is tried again whether the folder can be used by now. */
const tryAgainBeats = 15;

export interface StandingPorts extends CandidacyPorts, SourceWatchPorts {
  readonly random: Random;
  readonly log: Log;
}

export interface StandingEvents {
  /** It began, or ceased, to lead, or leads in another epoch. */
  onDidChange(): void;
  /** Who leads wrote; it was not this process. */
  onDidWrite(): void;
  onDidRequest(priority: RequestPriority): void;
}

export class Standing {
  private readonly folder: string;
  private readonly candidacy: Candidacy;
  private readonly watch: SourceWatch;
  private claiming: Disposable | null = null;
  /** What holds, as was last seen; null: never looked. */
  private written: string | null = null;
  private requests = 0;
  private beatsAlone = 0;
  private isOver = false;

  /** Nothing is looked at before {@link begin}. */
  constructor(
    readonly source: StoredSource,
    private readonly ports: StandingPorts,
    private readonly events: StandingEvents,
  ) {
    this.folder = join(ports.folder, sourceFolderName(source));
    this.candidacy = new Candidacy(this.folder, ports);
    this.watch = new SourceWatch(
      this.folder,
      ports,
      () => {
        // What moves there may be our own attempts.
        if (this.trouble === null) this.look(false);
      },
      (why) => {
        ports.log.info(`${this.folder} cannot be watched, and is looked at every other second: ${why}`);
      },
    );
  }

  get leads(): boolean {
    return !this.isOver && this.candidacy.role.kind !== 'following';
  }

  /** Null: it writes nothing. */
  get epoch(): number | null {
    const { role } = this.candidacy;
    return role.kind === 'leading' ? role.epoch : null;
  }

  /** Why the folder cannot be used; null: it can. */
  get trouble(): Failure | null {
    const { role } = this.candidacy;
    return role.kind === 'alone' ? role.trouble : null;
  }

  /** The file whose sign of life matters; null: none. */
  get holder(): string | null {
    const { role } = this.candidacy;
    return role.kind === 'following' ? role.holder : null;
  }

  begin(): void {
    this.look(true);
    this.watch.begin();
    // What moved before it was watched.
    this.look(true);
  }

  beat(): void {
    this.watch.beat();
    if (this.trouble === null) this.look(false);
    else this.tryAgain();
  }

  request(priority: RequestPriority): Result<void, Failure> {
    if (this.leads) {
      this.events.onDidRequest(priority);
      return ok(undefined);
    }
    this.requests += 1;
    const { own, clock } = this.ports;
    return writeRequest(this.folder, `${own.id}-${this.requests}`, priority, clock.nowMs());
  }

  /** Another may lead at once. Idempotent. */
  end(): void {
    this.isOver = true;
    this.watch.dispose();
    this.claiming?.dispose();
    this.claiming = null;
    this.candidacy.release();
  }

  private tryAgain(): void {
    this.beatsAlone += 1;
    if (this.beatsAlone < tryAgainBeats) return;
    this.beatsAlone = 0;
    this.look(true);
  }

  private look(mayClaim: boolean): void {
    if (this.isOver) return;
    const [led, ledIn] = [this.leads, this.epoch];
    const names = this.candidacy.look(mayClaim);
    const isWritten = this.isWrittenAnew(names);
    if (!this.leads && this.holder === null) this.claimSoon();
    if (this.epoch !== ledIn) this.listenForRequests();
    if (this.leads !== led || this.epoch !== ledIn) this.events.onDidChange();
    if (isWritten && this.follows()) this.events.onDidWrite();
    if (this.epoch !== null) this.hear();
  }

  /** Whoever was told before may have ended it. */
  private follows(): boolean {
    return !this.isOver && !this.leads;
  }

  private listenForRequests(): void {
    if (this.epoch !== null) prepareRequests(this.folder);
    this.watch.hearRequests(this.epoch !== null);
  }

  private hear(): void {
    const { wishes, garbage, isMore } = takeRequests(this.folder, this.ports.clock.nowMs());
    if (garbage > 0) this.ports.log.warn(`${garbage} requests in ${this.folder} made no sense and were deleted.`);
    if (isMore) this.watch.lookSoon();
    for (const wish of wishes) this.events.onDidRequest(wish);
  }

  private claimSoon(): void {
    const { clock, random } = this.ports;
    this.claiming ??= clock.schedule(random.next() * spreadMs, () => {
      this.claiming = null;
      this.look(true);
    });
  }

  /** Of what was there when it was first looked, nobody is told. */
  private isWrittenAnew(names: readonly string[]): boolean {
    const before = this.written;
    this.written = stampOfNewest(this.folder, names);
    return before !== null && this.written !== '' && this.written !== before;
  }
}
