/** Answers for what became of each record between two readings of a source. */
import { item } from './at';
import type { Issue } from './issue';

/** What a new reading means for the records of the old one. */
export interface ListChange<T> {
  /** For each new record the old one it continues, or null where it is new. */
  readonly continues: readonly (T | null)[];
  /** Old records nothing continues. */
  readonly gone: readonly T[];
}

/**
 * Pairs the records of two readings: first the same objects, then equal ids, in order. Takes a pass of
 * comparing identities; only records out of step are looked up by id.
 * @param canonicalId the form in which ids are compared.
 */
export function pairIssues<T extends { readonly issue: Issue }>(
  old: readonly T[],
  next: readonly Issue[],
  canonicalId: (id: string) => string,
): ListChange<T> {
  const continues = new Array<T | null>(next.length).fill(null);
  const loose: T[] = [];
  const unmatched: number[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length && j < next.length) {
    const was = item(old, i);
    const is = item(next, j);
    if (was.issue === is) {
      continues[j++] = was;
      i++;
    } else if (next[j + 1] === was.issue) {
      unmatched.push(j++);
    } else if (old[i + 1]?.issue === is) {
      loose.push(was);
      i++;
    } else {
      loose.push(was);
      unmatched.push(j++);
      i++;
    }
  }
  for (; i < old.length; i++) loose.push(item(old, i));
  for (; j < next.length; j++) unmatched.push(j);
  return { continues, gone: matchLoose(loose, unmatched, next, continues, canonicalId) };
}

function matchLoose<T extends { readonly issue: Issue }>(
  loose: readonly T[],
  unmatched: readonly number[],
  next: readonly Issue[],
  continues: (T | null)[],
  canonicalId: (id: string) => string,
): T[] {
  if (loose.length === 0) return [];
  const byId = new Map<string, T[]>();
  for (const record of loose) {
    const id = canonicalId(record.issue.id);
    const others = byId.get(id);
    if (others === undefined) byId.set(id, [record]);
    else others.push(record);
  }
  const take = (j: number, fits: (record: T) => boolean): void => {
    const records = byId.get(canonicalId(item(next, j).id));
    const at = records?.findIndex(fits) ?? -1;
    if (records !== undefined && at !== -1) continues[j] = records.splice(at, 1)[0] ?? null;
  };
  for (const j of unmatched) take(j, (record) => record.issue === next[j]);
  for (const j of unmatched) if (continues[j] === null) take(j, () => true);
  return [...byId.values()].flat();
}
