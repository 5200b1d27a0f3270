/** Answers for waiting until something is so. */
import { setTimeout as delay } from 'node:timers/promises';

const pollMs = 100;

/** @throws with `orElse` when it is not so after `timeoutMs`. */
export async function waitFor(
  isSo: () => boolean | Promise<boolean>,
  orElse: string,
  timeoutMs = 30_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(orElse);
    await delay(pollMs);
  }
}
