/** Answers for what comes first in a list. */
import type { Row } from '../messages';
import { isStep, type Steps } from '../steps';
import type { Sorting } from './view';

interface Item {
  readonly row: Row;
}

/** The host's own order: priority (none last), then newest (unknown last), then key. No two rows compare equal. */
export function byDisplay({ row: one }: Item, { row: other }: Item): number {
  const byPriority = (one.priority ?? 5) - (other.priority ?? 5);
  if (byPriority !== 0) return byPriority;
  // Two that are both without compare as NaN.
  const byAge = (other.createdAtMs ?? -Infinity) - (one.createdAtMs ?? -Infinity);
  if (byAge < 0 || byAge > 0) return byAge;
  return one.key < other.key ? -1 : one.key > other.key ? 1 : 0;
}

/** What is smallest comes first. */
function rankOf({ unblocks, updatedAtMs, createdAtMs }: Row, sorting: Exclude<Sorting, 'priority'>): number {
  switch (sorting) {
    case 'unblocks':
      // What it sets free at once tells apart what sets free as much in the end.
      return -unblocks.total - unblocks.direct / 1_000_000;
    case 'updated':
      return updatedAtMs === null ? Infinity : -updatedAtMs;
    case 'created':
      return createdAtMs === null ? Infinity : -createdAtMs;
  }
}

/**
 * By another sorting than the host's. To sort numbers alone, and to put each item where its number went, takes a quarter
 * of comparing rows with each other.
 *
 * @param inOrder items in the host's own order
 */
export function* sortedAnew<One extends Item>(
  inOrder: readonly One[],
  sorting: Exclude<Sorting, 'priority'>,
): Steps<readonly One[]> {
  const ranks = new Float64Array(inOrder.length);
  for (const [at, { row }] of inOrder.entries()) {
    if (isStep(at)) yield;
    ranks[at] = rankOf(row, sorting);
  }
  const sortedRanks = ranks.slice().sort();
  const taken = new Uint32Array(ranks.length);
  const sorted = inOrder.slice();
  for (const [at, item] of inOrder.entries()) {
    if (isStep(at)) yield;
    const first = firstPlace(sortedRanks, ranks[at] ?? 0);
    const before = taken[first] ?? 0;
    taken[first] = before + 1;
    sorted[first + before] = item;
  }
  return sorted;
}

/** Which of two comes first. */
export function comparisonFor(sorting: Sorting): (one: Item, other: Item) => number {
  if (sorting === 'priority') return byDisplay;
  return (one, other) => {
    const oneRank = rankOf(one.row, sorting);
    const otherRank = rankOf(other.row, sorting);
    return oneRank < otherRank ? -1 : oneRank > otherRank ? 1 : byDisplay(one, other);
  };
}

function firstPlace(inOrder: Float64Array, rank: number): number {
  let low = 0;
  let high = inOrder.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((inOrder[middle] ?? 0) < rank) low = middle + 1;
    else high = middle;
  }
  return low;
}
