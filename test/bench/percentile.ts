/** Answers for how bad the bad ones are: percentiles of what was measured. */

/** The value that `part` (0 to 1) of all do not exceed. @throws when there are none. */
export function highest(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)];
  if (value === undefined) throw new Error('a percentile needs at least one value');
  return value;
}
