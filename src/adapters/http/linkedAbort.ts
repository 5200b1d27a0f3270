/** Answers for a signal that follows others, and lets go of them when it is no longer needed. */
import { setMaxListeners } from 'node:events';
import type { Disposable } from '../../ports/disposable';

/**
 * Aborts with the first of those it follows. Not `AbortSignal.any`: a signal that lives as long as the window would
 * collect what every request leaves behind.
 */
export class LinkedAbort implements Disposable {
  private readonly controller = new AbortController();
  private readonly links: Disposable[] = [];

  constructor(...followed: readonly AbortSignal[]) {
    for (const signal of followed) this.follow(signal);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  abort(): void {
    this.controller.abort();
  }

  dispose(): void {
    for (const link of this.links.splice(0)) link.dispose();
  }

  private follow(signal: AbortSignal): void {
    const onAbort = (): void => {
      this.controller.abort(signal.reason);
    };
    if (signal.aborted) onAbort();
    // As many requests follow a signal as a reading sends: that is no leak, and Node would warn of one.
    setMaxListeners(0, signal);
    signal.addEventListener('abort', onAbort, { once: true });
    this.links.push({
      dispose: () => {
        signal.removeEventListener('abort', onAbort);
      },
    });
  }
}
