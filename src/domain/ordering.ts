/** Answers for the order issues are shown in: most urgent first, then newest. */
import { item } from './at';
import type { EvaluatedIssue } from './readiness';

/** Priority (none last), then newest (unknown last), then key. No two issues of a workspace compare equal. */
function compareForDisplay(a: EvaluatedIssue, b: EvaluatedIssue): number {
  if (a === b) return 0;
  const byPriority = (a.issue.priority ?? Infinity) - (b.issue.priority ?? Infinity);
  // Two that are both without compare as NaN.
  if (byPriority < 0 || byPriority > 0) return byPriority;
  const byAge = (b.issue.createdAtMs ?? -Infinity) - (a.issue.createdAtMs ?? -Infinity);
  if (byAge < 0 || byAge > 0) return byAge;
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

/** A sorted copy. */
export function inDisplayOrder(issues: Iterable<EvaluatedIssue>): readonly EvaluatedIssue[] {
  return [...issues].sort(compareForDisplay);
}

/**
 * Brings a sorted list up to date without sorting it again.
 * @param ordered in display order.
 * @param outdated keys whose issues leave the list.
 * @param current issues that enter it, in any order.
 */
export function mergeOrdered(
  ordered: readonly EvaluatedIssue[],
  outdated: ReadonlySet<string>,
  current: Iterable<EvaluatedIssue>,
): readonly EvaluatedIssue[] {
  const entering = inDisplayOrder(current);
  if (entering.length === 0 && outdated.size === 0) return ordered;
  const merged: EvaluatedIssue[] = [];
  let next = 0;
  for (const issue of ordered) {
    if (outdated.has(issue.key)) continue;
    while (next < entering.length && compareForDisplay(item(entering, next), issue) < 0) {
      merged.push(item(entering, next++));
    }
    merged.push(issue);
  }
  for (; next < entering.length; next++) merged.push(item(entering, next));
  return merged;
}
