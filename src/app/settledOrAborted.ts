/** Answers for waiting for work of somebody else no longer than one wants to. */

/**
 * Resolves when the work is over, however it ended.
 * @throws the signal's reason when aborted before; the work goes on.
 */
export function settledOrAborted(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted', { cause: signal.reason }));
    };
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    const onSettled = (): void => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    };
    work.then(onSettled, onSettled);
  });
}
