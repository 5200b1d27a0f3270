/** Answers for doing one thing after the other. */

export class JobQueue {
  /** The first job begins when `begin` is settled. */
  constructor(begin: Promise<unknown>) {
    this.last = begin.catch(() => undefined);
  }

  private last: Promise<unknown>;

  /** Does `job` when all earlier ones are done. An error goes to whoever asked for this job, not to the next one. */
  run<T>(job: () => Promise<T>): Promise<T> {
    const result = this.last.then(job);
    this.last = result.catch(() => undefined);
    return result;
  }

  /** Settles when nothing is being done or waits. */
  async idle(): Promise<void> {
    let seen: Promise<unknown> | null = null;
    while (seen !== this.last) {
      seen = this.last;
      await seen;
    }
  }
}
