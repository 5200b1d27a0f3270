/** Answers for whether two readings say the same, and for keeping hold of what did not change. */
import type { Issue } from '../domain/issue';
import type { SourceReading } from '../ports/tracker';

type Read = Pick<SourceReading, 'issues' | 'problems' | 'via' | 'checkpoint' | 'phases'>;

/** Whether both were made of the same issues and say the same beside them. */
export function sayTheSame(before: Read, after: Read): boolean {
  return (
    before === after ||
    (before.via === after.via &&
      before.issues.length === after.issues.length &&
      before.issues.every((issue, index) => issue === after.issues[index]) &&
      JSON.stringify(before.problems) === JSON.stringify(after.problems) &&
      JSON.stringify(before.phases ?? []) === JSON.stringify(after.phases ?? []) &&
      before.checkpoint === after.checkpoint)
  );
}

/** So many are compared in less than a few milliseconds. */
const portion = 1_000;

/**
 * The issues of `after`; those that `before` has just so are the objects of `before`, so that identity tells what changed.
 * @param breathe lets others have their turn
 */
export async function keepingKnown(
  before: readonly Issue[],
  after: readonly Issue[],
  breathe: () => Promise<void>,
): Promise<readonly Issue[]> {
  if (before.length === 0) return after;
  const known = new Map(before.map((issue) => [issue.id, issue]));
  const kept: Issue[] = [];
  for (const issue of after) {
    if (kept.length > 0 && kept.length % portion === 0) await breathe();
    const same = known.get(issue.id);
    kept.push(same !== undefined && isSame(same, issue) ? same : issue);
  }
  return kept;
}

/** Of plain data. */
function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [own, other] = [Object.entries(a), b as Readonly<Record<string, unknown>>];
  return (
    Array.isArray(a) === Array.isArray(b) &&
    own.length === Object.keys(b).length &&
    own.every(([key, value]) => Object.hasOwn(b, key) && isSame(value, other[key]))
  );
}
