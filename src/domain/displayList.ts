/** Answers for all issues in the order they are shown in, and how many there are of each status, kept up with changes. */
import { replaceOrdered } from './ordering';
import type { EvaluatedIssue, Status } from './readiness';

/** What a list holds at one moment; immutable. */
export interface DisplayState {
  /** In display order. */
  readonly issues: readonly EvaluatedIssue[];
  readonly counts: Readonly<Record<Status, number>>;
}

/** The state of a list without issues. */
export const nothingToDisplay: DisplayState = {
  issues: [],
  counts: { ready: 0, inProgress: 0, blocked: 0, deferred: 0, other: 0, done: 0 },
};

/**
 * The state after a change, the same object when nothing changes. Costs a search for each issue of the change,
 * and a copy of the list.
 * @param outdated issues that leave; each is in the list.
 * @param current issues that enter, in any order.
 */
export function afterChange(
  before: DisplayState,
  outdated: readonly EvaluatedIssue[],
  current: readonly EvaluatedIssue[],
): DisplayState {
  if (outdated.length + current.length === 0) return before;
  const counts = { ...before.counts };
  for (const { status } of outdated) counts[status]--;
  for (const { status } of current) counts[status]++;
  return { issues: replaceOrdered(before.issues, outdated, current), counts };
}
