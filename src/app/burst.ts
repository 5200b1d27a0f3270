/** Answers for one call after a burst of events: when it is quiet, or after a while in any case; rarer in a storm. */
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';

export interface BurstTimes {
  /** A burst is over when nothing was told for so long; a single event is served after it. */
  readonly quietMs: number;
  /** A burst that does not end is served this long after its first event. */
  readonly longestMs: number;
}

/** A burst that begins so soon after the one before was served is part of a storm. */
const stormMs = 30;

export class Burst implements Disposable {
  private timer: Disposable | null = null;
  private firstMs = 0;
  private lastMs = 0;
  private servedMs = -Infinity;
  /** What is waited for quiet; longer with each burst of a storm. */
  private quietMs: number;

  constructor(
    private readonly clock: Clock,
    private readonly times: BurstTimes,
    private readonly onOver: () => void,
  ) {
    this.quietMs = times.quietMs;
  }

  note(): void {
    this.lastMs = this.clock.nowMs();
    if (this.timer !== null) return;
    this.firstMs = this.lastMs;
    const { quietMs, longestMs } = this.times;
    const isStorm = Math.abs(this.firstMs - this.servedMs) < stormMs;
    this.quietMs = isStorm ? Math.min(this.quietMs * 2, longestMs) : quietMs;
    this.wait(this.quietMs);
  }

  /** What was told so far is served by somebody else. */
  dispose(): void {
    this.timer?.dispose();
    this.timer = null;
  }

  /** One timer for the whole burst, however many events: it looks at the clock when it rings. */
  private wait(delayMs: number): void {
    this.timer = this.clock.schedule(delayMs, () => {
      this.timer = null;
      const nowMs = this.clock.nowMs();
      const leftMs = Math.min(this.quietMs - (nowMs - this.lastMs), this.times.longestMs - (nowMs - this.firstMs));
      // Where the clock was set back, nothing of this says anything.
      if (leftMs > 0 && leftMs <= this.quietMs) {
        this.wait(leftMs);
        return;
      }
      this.servedMs = nowMs;
      this.onOver();
    });
  }
}
