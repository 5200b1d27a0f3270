/** Answers for noticing that the machine slept or its clock was set: timers tell of neither. */
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';

/** Timers stand still while the machine sleeps: only looking at the clock tells that it did. */
const beatMs = 30_000;
/** A busy machine is late, a sleeping one later. */
const toleranceMs = 20_000;

export class Heartbeat implements Disposable {
  private timer: Disposable | null = null;
  private lastMs = 0;
  private isOver = false;

  /** @param onJump called with how far the clock is from where it should be: negative when it was set back */
  constructor(
    private readonly clock: Clock,
    private readonly onJump: (byMs: number) => void,
  ) {}

  /** Beats from now on, or no longer. */
  follow(isNeeded: boolean): void {
    if (!isNeeded) this.stop();
    else if (this.timer === null) this.begin();
  }

  /** Looks before the beat comes: a person is back. */
  look(): void {
    if (this.timer === null) return;
    const elapsedMs = this.clock.nowMs() - this.lastMs;
    if (elapsedMs < -toleranceMs) this.jumped(elapsedMs);
    else if (elapsedMs > beatMs + toleranceMs) this.jumped(elapsedMs - beatMs);
  }

  /** What is still under way may ask for it once more: it does not beat again. */
  dispose(): void {
    this.isOver = true;
    this.stop();
  }

  private stop(): void {
    this.timer?.dispose();
    this.timer = null;
  }

  private begin(): void {
    if (this.isOver) return;
    this.lastMs = this.clock.nowMs();
    this.timer = this.clock.schedule(beatMs, () => {
      this.timer = null;
      const lateMs = this.clock.nowMs() - this.lastMs - beatMs;
      this.begin();
      if (Math.abs(lateMs) > toleranceMs) this.onJump(lateMs);
    });
  }

  private jumped(byMs: number): void {
    this.stop();
    this.begin();
    this.onJump(byMs);
  }
}
