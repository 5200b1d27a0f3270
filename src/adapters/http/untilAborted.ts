/** Answers for not waiting any longer once a signal says so. */
import type { Clock } from '../../ports/clock';

/**
 * What `promise` becomes; `aborted` at once when the signal says so first. The promise is then left to itself: a
 * replaced `fetch` may take its time to give up.
 */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | 'aborted'> {
  promise.catch(() => undefined);
  if (signal.aborted) return 'aborted';
  let onAbort: () => void = () => undefined;
  const aborted = new Promise<'aborted'>((resolve) => {
    onAbort = () => {
      resolve('aborted');
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Passes `delayMs`, or less when the signal is aborted. */
export async function pass(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  let over: () => void = () => undefined;
  const timer = clock.schedule(delayMs, () => {
    over();
  });
  await untilAborted(
    new Promise<void>((resolve) => {
      over = resolve;
    }),
    signal,
  );
  timer.dispose();
}
