/** Answers for a process that stays while something waits: the clock's timers do not keep it. */
import type { Disposable } from '../../ports/disposable';

/** Any time will do; it is the timer that counts. */
const longMs = 2 ** 30;

/** A command that waits an hour for its budget must not end meanwhile. */
export class KeepAlive implements Disposable {
  private holders = 0;
  private timer: NodeJS.Timeout | null = null;

  hold(): void {
    this.holders++;
    this.timer ??= setInterval(() => undefined, longMs);
  }

  release(): void {
    this.holders--;
    if (this.holders === 0) this.dispose();
  }

  dispose(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }
}
