/** Answers for one timer that goes off at the earliest of several moments. */
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';

export class Alarm implements Disposable {
  private timer: Disposable | null = null;
  private dueAtMs: number | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly onMoment: () => void,
  ) {}

  /** When it goes off; null: not at all. */
  get atMs(): number | null {
    return this.dueAtMs;
  }

  /** Goes off at the earliest of `moments` (epoch milliseconds; null: none), and at no moment set before. */
  set(moments: readonly (number | null)[]): void {
    this.dispose();
    const known = moments.filter((moment) => moment !== null);
    if (known.length === 0) return;
    this.dueAtMs = known.reduce((least, moment) => Math.min(least, moment));
    this.timer = this.clock.schedule(Math.max(0, this.dueAtMs - this.clock.nowMs()), () => {
      this.timer = null;
      this.dueAtMs = null;
      this.onMoment();
    });
  }

  /** Goes off at `atMs`, or when it was to go off if that is sooner. */
  setSooner(atMs: number): void {
    if (this.dueAtMs === null || atMs < this.dueAtMs) this.set([atMs]);
  }

  dispose(): void {
    this.timer?.dispose();
    this.timer = null;
    this.dueAtMs = null;
  }
}
