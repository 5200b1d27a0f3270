/** Answers for how many issues each issue would unblock, and for which issues wait for themselves. */
import { at } from './at';
import { Cascade } from './cascade';
import { ReleaseTree, ROOT } from './releaseTree';
import { strongComponents, type StrongComponents } from './strongComponents';
import type { WaitGraph } from './waitGraph';

/** What was counted, by issue number. */
export interface Unblocked {
  readonly direct: Int32Array;
  readonly total: Int32Array;
  /** The arc that leads an issue on round its cycle; -1 where there is none. */
  readonly roundabout: Int32Array;
}

/**
 * Outside cycles the counts are exact and take close to linear time: what one closing sets free is its
 * part of a {@link ReleaseTree}, one for closing it alone, one for the whole chain. Members of a cycle
 * are counted by trying ({@link Cascade}).
 */
export function countUnblocked(graph: WaitGraph): Unblocked {
  const components = strongComponents(graph);
  const roundabout = new Int32Array(graph.size).fill(-1);
  const alone = new ReleaseTree(graph.size);
  const chained = new ReleaseTree(graph.size);
  const circular: number[] = [];

  for (let c = 0, start = 0; c < components.count; c++) {
    const end = at(components.ends, c);
    const members = components.members.subarray(start, end);
    start = end;
    const stuck = markRoundabouts(graph, components, members, roundabout);
    if (members.length > 1) for (const member of members) circular.push(member);
    // Nothing from outside frees a cycle. Parents of each other are freed together.
    const underAlone = stuck ? ROOT : meetingPoint(graph, components, members, alone);
    const underChained = stuck ? ROOT : meetingPoint(graph, components, members, chained);
    for (const member of members) {
      alone.place(member, underAlone, false);
      chained.place(member, underChained, at(graph.freeable, member) === 1);
    }
  }

  const direct = alone.gains(graph.weights);
  const total = chained.gains(graph.weights);
  if (circular.length > 0) new Cascade(graph, circular).count(direct, total);
  return { direct, total, roundabout };
}

/** Where all that the members wait for, each other left out, meets. */
function meetingPoint(
  { starts, targets, viaParent }: WaitGraph,
  { of }: StrongComponents,
  members: Int32Array,
  tree: ReleaseTree,
): number {
  let meeting = -1;
  for (const member of members) {
    for (let arc = at(starts, member); arc < at(starts, member + 1); arc++) {
      const target = at(targets, arc);
      if (of[target] === of[member]) continue;
      const event = viaParent[arc] === 1 ? tree.openingOf(target) : tree.closingOf(target);
      meeting = meeting === -1 ? event : meeting === ROOT ? ROOT : tree.meet(meeting, event);
    }
  }
  return meeting === -1 ? ROOT : meeting;
}

/**
 * Writes down the way round for each member of a component that waits for itself through a blocker.
 * @returns whether it does; parents that only are each other's parents block nobody.
 */
function markRoundabouts(
  { starts, targets, viaParent }: WaitGraph,
  { of }: StrongComponents,
  members: Int32Array,
  roundabout: Int32Array,
): boolean {
  let stuck = false;
  for (const member of members) {
    for (let arc = at(starts, member); arc < at(starts, member + 1); arc++) {
      if (of[at(targets, arc)] !== of[member]) continue;
      if (roundabout[member] === -1) roundabout[member] = arc;
      if (viaParent[arc] === 0) stuck = true;
    }
  }
  if (!stuck) for (const member of members) roundabout[member] = -1;
  return stuck;
}
