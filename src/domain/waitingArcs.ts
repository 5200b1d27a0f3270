/** Answers for who waits for whom in a snapshot, in numbers: the places of the issues in its list. */
import { at } from './at';
import { placesByKey, type SnapshotIssues } from './issueLookup';
import type { BlockReason, EvaluatedIssue } from './readiness';
import type { Arcs } from './strongComponents';
import { turnedArcs } from './turnedArcs';

/** From each issue to those beside it in a chain, no two of them between the same ones. */
export interface ChainArcs extends Arcs {
  /** By place: how much else an issue waits for that is no issue of the list. Most wait for nothing else. */
  readonly others: ReadonlyMap<number, number>;
}

const none: readonly never[] = [];
const waiting = new WeakMap<SnapshotIssues, ChainArcs>();
const waitedFor = new WeakMap<SnapshotIssues, ChainArcs>();

/** All that an issue waits for, whether it is work or not. */
export const holdsOf = ({ blockedBy, waitsFor = none }: EvaluatedIssue): readonly BlockReason[] =>
  blockedBy.length > 0 ? blockedBy : waitsFor;

/** What two reasons share that mean the same: a key, where an issue is meant. Null: it is another's, told once more. */
export function meantBy(reason: BlockReason): string | null {
  switch (reason.reason) {
    case 'edge':
    case 'parent':
      return reason.key;
    case 'unknown':
      return `?${reason.id}`;
    case 'manual':
      return '!';
    case 'cycle':
      return null;
  }
}

/** From each issue to what it waits for, in the order of its reasons. Made once a list. */
export function waitingArcs(issues: SnapshotIssues): ChainArcs {
  let known = waiting.get(issues);
  if (known === undefined) waiting.set(issues, (known = arcsOf(issues)));
  return known;
}

/** From each issue to those that wait for it, in the order of the list. Made once a list. */
export function waiterArcs(issues: SnapshotIssues): ChainArcs {
  let known = waitedFor.get(issues);
  if (known === undefined) waitedFor.set(issues, (known = turned(waitingArcs(issues))));
  return known;
}

function arcsOf(issues: SnapshotIssues): ChainArcs {
  const places = placesByKey(issues);
  const starts = new Int32Array(issues.length + 1);
  const targets: number[] = [];
  const others = new Map<number, number>();
  const namedLastBy = new Int32Array(issues.length).fill(-1);
  issues.forEach((issue, from) => {
    const strange = new Set<string>();
    for (const reason of holdsOf(issue)) {
      const meant = meantBy(reason);
      const target = meant === null ? undefined : places.get(meant);
      if (target === undefined) {
        if (meant !== null) strange.add(meant);
      } else if (at(namedLastBy, target) !== from) {
        namedLastBy[target] = from;
        targets.push(target);
      }
    }
    if (strange.size > 0) others.set(from, strange.size);
    starts[from + 1] = targets.length;
  });
  return { size: issues.length, starts, targets: Int32Array.from(targets), others };
}

function turned(arcs: Arcs): ChainArcs {
  return { ...turnedArcs(arcs), others: new Map() };
}
