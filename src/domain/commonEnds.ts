/** Answers for how much two lists share at their ends, told by identity. */

/** How many elements the lists share at their start, and then, of the rest, at their end. */
export function commonEnds<T>(a: readonly T[], b: readonly T[]): readonly [start: number, fromEnd: number] {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let fromEnd = 0;
  while (fromEnd < shorter - start && a[a.length - 1 - fromEnd] === b[b.length - 1 - fromEnd]) fromEnd++;
  return [start, fromEnd];
}
