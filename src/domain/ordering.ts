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
 * Brings a sorted list up to date at the places that change; the rest is only copied.
 * @param ordered in display order.
 * @param outdated issues that leave the list; each is in it.
 * @param current issues that enter it, in any order.
 */
export function replaceOrdered(
  ordered: readonly EvaluatedIssue[],
  outdated: readonly EvaluatedIssue[],
  current: readonly EvaluatedIssue[],
): readonly EvaluatedIssue[] {
  const leaving = inDisplayOrder(outdated);
  const entering = inDisplayOrder(current);
  const replaced: EvaluatedIssue[] = [];
  let copied = 0;
  const copyUpTo = (issue: EvaluatedIssue): void => {
    const place = placeOf(ordered, issue, copied);
    while (copied < place) replaced.push(item(ordered, copied++));
  };
  let left = 0;
  for (const issue of entering) {
    for (; left < leaving.length && compareForDisplay(item(leaving, left), issue) <= 0; left++) {
      copyUpTo(item(leaving, left));
      copied++;
    }
    copyUpTo(issue);
    replaced.push(issue);
  }
  for (; left < leaving.length; left++) {
    copyUpTo(item(leaving, left));
    copied++;
  }
  while (copied < ordered.length) replaced.push(item(ordered, copied++));
  return replaced;
}

/** The first place, from `start`, whose issue does not come before the given one. */
function placeOf(ordered: readonly EvaluatedIssue[], issue: EvaluatedIssue, start: number): number {
  let low = start;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareForDisplay(item(ordered, middle), issue) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
