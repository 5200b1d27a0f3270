/** Answers for lists that lead from one list of issues to another, a portion of the difference each. */
import { commonEnds } from '../domain/commonEnds';
import type { Issue } from '../domain/issue';

/** Issues that differ from one list to the next: few enough that taking them in does not hold up a frame. */
const portion = 400;
/** Each list is gone through as a whole: of a very long one there are larger portions rather than more. */
const mostPortions = 40;

/** Lists on the way from `old` to `issues`, which is the last of them. Issues are told apart by identity. */
export function* portions(old: readonly Issue[], issues: readonly Issue[]): Generator<readonly Issue[], void> {
  const [start, fromEnd] = commonEnds(old, issues);
  const [oldLength, newLength] = [old.length - start - fromEnd, issues.length - start - fromEnd];
  const count = Math.min(mostPortions, Math.ceil(differences(old, issues, start, fromEnd) / portion));
  for (let step = 1; step < count; step++) {
    const part = step / count;
    const [newUpTo, oldFrom] = [start + Math.round(newLength * part), start + Math.round(oldLength * part)];
    yield [...issues.slice(0, newUpTo), ...old.slice(oldFrom)];
  }
  yield issues;
}

/** Issues that come or go between the ends the lists share, whichever are more. */
function differences(old: readonly Issue[], issues: readonly Issue[], start: number, fromEnd: number): number {
  const before = new Set(old.slice(start, old.length - fromEnd));
  let kept = 0;
  for (let at = start; at < issues.length - fromEnd; at++) {
    const issue = issues[at];
    if (issue !== undefined && before.has(issue)) kept++;
  }
  return Math.max(before.size, issues.length - fromEnd - start) - kept;
}
