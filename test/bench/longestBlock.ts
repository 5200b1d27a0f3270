/** Answers for the longest stretch in which nothing else got its turn in this thread. */

/**
 * Asks for a turn of the event loop again and again, and notes the longest time between two. That is finer than
 * `monitorEventLoopDelay`, whose timer is at best a millisecond apart and late itself. It keeps a processor busy, so
 * how long the whole takes is not to be compared.
 */
export class LongestBlock {
  private longestMs = 0;
  private lastMs = performance.now();
  private running = true;

  constructor() {
    setImmediate(this.look);
  }

  /** The longest since the last call. */
  take(): number {
    this.note();
    const taken = this.longestMs;
    this.longestMs = 0;
    return taken;
  }

  stop(): void {
    this.running = false;
  }

  private readonly look = (): void => {
    this.note();
    if (this.running) setImmediate(this.look);
  };

  private note(): void {
    const nowMs = performance.now();
    this.longestMs = Math.max(this.longestMs, nowMs - this.lastMs);
    this.lastMs = nowMs;
  }
}
