/** Real time, and who still waits for it: Node does not count timers that keep no process alive. */
import { systemClock } from '../../../src/adapters/clock/systemClock';
import type { Clock } from '../../../src/ports/clock';
import type { Disposable } from '../../../src/ports/disposable';

export class CountingClock implements Clock {
  private readonly pending = new Set<Error>();

  /** Where the first of the alarms was set that neither rang nor was put off; null: there is none. */
  get waiting(): string | null {
    const [first] = this.pending;
    return first?.stack?.split('\n').slice(2, 7).join(' ').replaceAll(/\s+/g, ' ') ?? null;
  }

  nowMs(): number {
    return systemClock.nowMs();
  }

  schedule(delayMs: number, callback: () => void, keepsAlive?: boolean): Disposable {
    const place = new Error(`${delayMs} ms`);
    this.pending.add(place);
    const timer = systemClock.schedule(
      delayMs,
      () => {
        this.pending.delete(place);
        callback();
      },
      keepsAlive,
    );
    return {
      dispose: () => {
        this.pending.delete(place);
        timer.dispose();
      },
    };
  }

  nextTurn(): Promise<void> {
    return systemClock.nextTurn();
  }
}
