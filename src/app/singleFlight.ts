/** Answers for one run at a time serving all who asked for it. */

/**
 * Runs never overlap. All who ask before a run begins share it; who asks while one runs is served by the
 * next, because what the running one has already read may be older than the question.
 */
export class SingleFlight<Result> {
  private waiting: Promise<Result> | null = null;
  private running: Promise<unknown> = Promise.resolve();

  constructor(private readonly run: () => Promise<Result>) {}

  /** Whether somebody asked for a run that has not begun. */
  get isWaiting(): boolean {
    return this.waiting !== null;
  }

  /** Settles when all runs asked for until now are over, however they ended. */
  get idle(): Promise<unknown> {
    return this.running;
  }

  ask(): Promise<Result> {
    if (this.waiting === null) {
      this.waiting = this.running.then(() => {
        this.waiting = null;
        return this.run();
      });
      this.running = this.waiting.catch(() => undefined);
    }
    return this.waiting;
  }
}
