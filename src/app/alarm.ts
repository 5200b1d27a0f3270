/** Answers for one timer that goes off at the earliest of several moments. */
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';

export class Alarm implements Disposable {
  private timer: Disposable | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly onMoment: () => void,
  ) {}

  get isSet(): boolean {
    return this.timer !== null;
  }

  /** Goes off at the earliest of `moments` (epoch milliseconds; null: none), and at no moment set before. */
  set(moments: readonly (number | null)[]): void {
    this.dispose();
    const known = moments.filter((moment) => moment !== null);
    if (known.length === 0) return;
    const delayMs = Math.max(0, known.reduce((least, moment) => Math.min(least, moment)) - this.clock.nowMs());
    this.timer = this.clock.schedule(delayMs, () => {
      this.timer = null;
      this.onMoment();
    });
  }

  dispose(): void {
    this.timer?.dispose();
    this.timer = null;
  }
}
