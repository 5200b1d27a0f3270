/** Answers for the points a minute: a limiter's reservoir, filled up steadily. */
import type Bottleneck from 'bottleneck';
import type { Clock } from '../../ports/clock';
import type { Disposable } from '../../ports/disposable';
import type { PointRate } from './httpOptions';

/** A point a twelfth of a second is added three at a time. */
const everyMs = 250;

/**
 * Not bottleneck's own increase: in 2.19 its timer ends with the first `updateSettings`, which the adaptive window
 * needs, and ticks on while nothing is asked. https://github.com/SGrondin/bottleneck/blob/v2.19.5/src/LocalDatastore.coffee
 */
export class Refill implements Disposable {
  private timer: Disposable | null = null;
  private filledAtMs = 0;

  constructor(
    private readonly limiter: Bottleneck,
    private readonly clock: Clock,
    private readonly rate: PointRate,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** A point was taken: fill up from now on, until it is full. */
  taken(): void {
    if (this.timer !== null) return;
    this.filledAtMs = this.clock.nowMs();
    this.schedule();
  }

  dispose(): void {
    this.timer?.dispose();
    this.timer = null;
  }

  private schedule(): void {
    const timer = this.clock.schedule(everyMs, () => {
      this.fill(timer).catch(this.onError);
    });
    this.timer = timer;
  }

  private async fill(timer: Disposable): Promise<void> {
    const { burst, perSecond } = this.rate;
    const level = (await this.limiter.currentReservoir()) ?? burst;
    if (this.timer !== timer) return;
    const nowMs = this.clock.nowMs();
    // The computer's clock was set back.
    if (nowMs < this.filledAtMs) this.filledAtMs = nowMs;
    const due = Math.floor(((nowMs - this.filledAtMs) * perSecond) / 1000);
    this.filledAtMs += (due * 1000) / perSecond;
    const added = Math.min(due, burst - level);
    if (added > 0) await this.limiter.incrementReservoir(added);
    if (this.timer !== timer) return;
    if (level + added < burst) this.schedule();
    else this.timer = null;
  }
}
