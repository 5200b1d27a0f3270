/** Answers for telling that something changed: never at once, and not for each change of many. */
import type { Clock } from '../../ports/clock';
import type { Disposable } from '../../ports/disposable';
import type { Log } from '../../ports/log';

export class StatusSignal implements Disposable {
  private readonly listeners = new Set<{ readonly listener: () => void }>();
  private timer: Disposable | null = null;
  private isDisposed = false;

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly everyMs: number,
  ) {}

  readonly event = (listener: () => void): Disposable => {
    const entry = { listener };
    this.listeners.add(entry);
    return { dispose: () => void this.listeners.delete(entry) };
  };

  changed(): void {
    if (this.isDisposed) return;
    this.timer ??= this.clock.schedule(this.everyMs, () => {
      this.timer = null;
      this.tell();
    });
  }

  dispose(): void {
    this.isDisposed = true;
    this.timer?.dispose();
    this.timer = null;
    this.listeners.clear();
  }

  private tell(): void {
    for (const { listener } of [...this.listeners]) {
      try {
        listener();
      } catch (error) {
        this.log.error('A listener to the state of requests failed.', error);
      }
    }
  }
}
