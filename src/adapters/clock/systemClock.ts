/** Answers for real time. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../ports/clock';

/** `setTimeout` counts in a signed 32-bit integer; longer delays would fire at once. */
const longestDelayMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  schedule(delayMs, callback, keepsAlive = false) {
    const timer = setTimeout(callback, Math.min(Math.max(delayMs, 0), longestDelayMs));
    // A pending wake-up must not keep a headless run alive.
    if (!keepsAlive) timer.unref();
    return {
      dispose: () => {
        clearTimeout(timer);
      },
    };
  },
  nextTurn: () => nextTurn(),
};
