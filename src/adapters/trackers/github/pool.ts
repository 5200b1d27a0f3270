/** Answers for doing several things at once that fail as one. */
import type { Failure } from '../../../domain/failure';
import { err, ok, type Result } from '../../../domain/result';

/**
 * Works off a list from its end, several at once. After a failure nothing more is begun; what is under way is waited for.
 * @returns the first failure
 */
export async function inPool<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<Result<unknown, Failure>>,
): Promise<Result<void, Failure>> {
  const left = [...items];
  const failures: Failure[] = [];
  const worker = async (): Promise<void> => {
    for (let item = left.pop(); item !== undefined; item = failures.length === 0 ? left.pop() : undefined) {
      const result = await work(item);
      if (!result.ok) failures.push(result.error);
    }
  };
  const settled = await Promise.allSettled(Array.from({ length: Math.min(width, items.length) }, worker));
  for (const each of settled) if (each.status === 'rejected') throw each.reason;
  const [failure] = failures;
  return failure === undefined ? ok(undefined) : err(failure);
}
