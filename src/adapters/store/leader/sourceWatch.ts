/** Answers for hearing soon that something moved in a source's folder. Where that cannot be watched, beats have to do. */
import type { Clock } from '../../../ports/clock';
import type { Disposable } from '../../../ports/disposable';
import type { FileWatcher } from '../../../ports/fileWatcher';
import { requestsOf } from './requests';

/** So long more is waited for, so that one write is looked at once. */
const settleMs = 50;

/** A watch that broke is begun anew after so many beats. */
const mendAfterBeats = 30;

export interface SourceWatchPorts {
  readonly fileWatcher: FileWatcher;
  readonly clock: Clock;
}

export class SourceWatch implements Disposable {
  private source: Disposable | null = null;
  private requests: Disposable | null = null;
  private pending: Disposable | null = null;
  private hears = false;
  private disposed = false;
  private beatsBroken = 0;
  private isBroken = false;
  private wasBroken = false;

  /**
   * Nothing is watched before {@link begin}.
   * @param folder the source's
   * @param onBroken called once, the first time
   */
  constructor(
    private readonly folder: string,
    private readonly ports: SourceWatchPorts,
    private readonly onMoved: () => void,
    private readonly onBroken: (why: string) => void,
  ) {}

  begin(): void {
    if (!this.disposed) this.source ??= this.watch(this.folder);
  }

  /** Whether wishes are waited for: they are the leader's. */
  hearRequests(hears: boolean): void {
    if (hears === this.hears || this.disposed) return;
    this.hears = hears;
    this.requests?.dispose();
    this.requests = hears ? this.watch(requestsOf(this.folder)) : null;
  }

  /** Begins anew what broke, now and then. */
  beat(): void {
    if (!this.isBroken || this.disposed) return;
    this.beatsBroken += 1;
    if (this.beatsBroken < mendAfterBeats) return;
    this.isBroken = false;
    this.beatsBroken = 0;
    this.source?.dispose();
    this.source = this.watch(this.folder);
    this.requests?.dispose();
    this.requests = this.hears ? this.watch(requestsOf(this.folder)) : null;
  }

  dispose(): void {
    this.disposed = true;
    this.source?.dispose();
    this.requests?.dispose();
    this.pending?.dispose();
    this.source = this.requests = this.pending = null;
  }

  /** Calls back in a moment, once for all who ask meanwhile. */
  lookSoon(): void {
    if (this.disposed) return;
    this.pending ??= this.ports.clock.schedule(settleMs, () => {
      this.pending = null;
      this.onMoved();
    });
  }

  private watch(folder: string): Disposable {
    return this.ports.fileWatcher.watch(
      { folder, names: 'all' },
      () => {
        this.lookSoon();
      },
      (why) => {
        if (!this.wasBroken) this.onBroken(why);
        this.isBroken = this.wasBroken = true;
      },
    );
  }
}
