/** Answers for how much something grows, told from single measurements that go up and down. */

/**
 * The median of the slopes between all pairs (Theil and Sen): a few odd samples do not move it. 0 for fewer than three.
 * https://en.wikipedia.org/wiki/Theil%E2%80%93Sen_estimator
 */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  if (points.length < 3) return 0;
  const slopes = points
    .flatMap(([x, y], at) => points.slice(at + 1).map(([laterX, laterY]) => (laterY - y) / (laterX - x)))
    .sort((one, other) => one - other);
  return slopes[slopes.length >> 1] ?? 0;
}
