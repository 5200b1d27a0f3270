/** Answers for finding an issue of a snapshot by its key without going through all of them each time. */
import type { EvaluatedIssue } from './readiness';

/** Issues of one snapshot. Such a list never changes, so that what is made of it once holds. */
export type SnapshotIssues = readonly EvaluatedIssue[];

const places = new WeakMap<SnapshotIssues, ReadonlyMap<string, number>>();

/** Where the issue with each key stands in a list, from 0. Its first use goes through the list, further ones do not. */
export function placesByKey(issues: SnapshotIssues): ReadonlyMap<string, number> {
  let known = places.get(issues);
  if (known === undefined) {
    const made = new Map<string, number>();
    issues.forEach(({ key }, place) => made.set(key, place));
    places.set(issues, (known = made));
  }
  return known;
}

/** The issue of a list with the key. */
export function issueWithKey(issues: SnapshotIssues, key: string): EvaluatedIssue | undefined {
  const place = placesByKey(issues).get(key);
  return place === undefined ? undefined : issues[place];
}
