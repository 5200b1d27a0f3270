/** Answers for one run serving all who wait for it, and ended when nobody does any more. */

interface Running<T> {
  readonly promise: Promise<T>;
  readonly controller: AbortController;
  /** Who waits by the same signal waits together: a signal is listened to once. */
  readonly waits: Map<AbortSignal, Promise<T>>;
}

export class SharedRun<T> {
  private running: Running<T> | null = null;

  /** @param run is told by its signal that nobody waits any more. */
  constructor(private readonly run: (signal: AbortSignal) => Promise<T>) {}

  /**
   * The outcome of the run under way, or of one begun now.
   * @throws the signal's reason when aborted; the run goes on for the others.
   */
  async join(signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const running = (this.running ??= this.begin());
    const known = running.waits.get(signal);
    if (known !== undefined) return known;
    const wait = this.wait(running, signal);
    running.waits.set(signal, wait);
    return wait;
  }

  private begin(): Running<T> {
    const controller = new AbortController();
    const promise = this.run(controller.signal);
    const running = { promise, controller, waits: new Map<AbortSignal, Promise<T>>() };
    const over = (): void => {
      if (this.running === running) this.running = null;
    };
    promise.then(over, over);
    return running;
  }

  private async wait(running: Running<T>, signal: AbortSignal): Promise<T> {
    try {
      return await untilAborted(running.promise, signal);
    } finally {
      running.waits.delete(signal);
      if (running.waits.size === 0 && this.running === running) {
        this.running = null;
        running.controller.abort();
      }
    }
  }
}

async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => undefined;
  const aborted = new Promise<void>((resolve) => {
    stop = resolve;
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([promise, aborted]);
    signal.throwIfAborted();
    return await promise;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
