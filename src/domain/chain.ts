/** Answers for what an issue waits for and what waits for it, along the chain, as a tree that ends wherever issues go round. */
import { at, item } from './at';
import { issueWithKey, placesByKey, type SnapshotIssues } from './issueLookup';
import type { EvaluatedIssue, Status } from './readiness';
import { holdsOf, meantBy, waiterArcs, waitingArcs, type ChainArcs } from './waitingArcs';

/** `blockers`: what the issue waits for, and what that waits for. `unblocks`: what waits for the issue, and so on. */
export type ChainDirection = 'blockers' | 'unblocks';

/** One place of a tree that is written as a list, each node before its children. */
export interface ChainNode {
  /** Null where no issue of the workspace is meant. */
  readonly key: string | null;
  /** The tracker's own id; empty where none is named (`manual`). */
  readonly id: string;
  /** Null where it is not known. */
  readonly title: string | null;
  /** Null where no issue of the workspace is meant. */
  readonly status: Status | null;
  /** 1: beside the issue itself. */
  readonly depth: number;
  /**
   * `cycle`: the issue is above itself here, and is not followed again. `repeated`: it was listed before, and what is
   * below it there. `unknown`: a record that cannot be found. `manual`: marked blocked by hand, by no issue. `parent`:
   * it holds its children back.
   */
  readonly mark: 'cycle' | 'repeated' | 'unknown' | 'manual' | 'parent' | null;
}

/** A bounded part of a chain. */
export interface Chain {
  readonly nodes: readonly ChainNode[];
  /** How many more nodes there are. */
  readonly more: number;
}

/** A node without its place. */
interface Link {
  /** Null where no issue of the workspace is meant. */
  readonly issue: EvaluatedIssue | null;
  readonly id: string;
  readonly title: string | null;
  readonly mark: 'unknown' | 'manual' | 'parent' | null;
}

type LinksOf = (issue: EvaluatedIssue) => readonly Link[];

/**
 * The chain of the issue with the key, without the issue itself. Where there is not room for all, those beside a node
 * come before those below it. Costs what it lists, and, where that is not all, one walk over the rest to count it.
 * @param limit nodes at most
 * @returns null where the list has no such issue
 */
export function chainOf(issues: SnapshotIssues, key: string, direction: ChainDirection, limit: number): Chain | null {
  const start = issueWithKey(issues, key);
  if (start === undefined) return null;
  const isDown = direction === 'blockers';
  const { nodes, isWhole } = listed(start, (issue) => (isDown ? heldBy(issues, issue) : freedBy(issues, issue)), limit);
  if (isWhole) return { nodes, more: 0 };
  const place = placesByKey(issues).get(key) ?? 0;
  return { nodes, more: countFrom(place, isDown ? waitingArcs(issues) : waiterArcs(issues)) - nodes.length };
}

function listed(
  start: EvaluatedIssue,
  linksOf: LinksOf,
  limit: number,
): { readonly nodes: readonly ChainNode[]; readonly isWhole: boolean } {
  const nodes: ChainNode[] = [];
  /** From the start down to the node that was listed last. */
  const path: EvaluatedIssue[] = [];
  const above = new Set<EvaluatedIssue>();
  const seen = new Set<EvaluatedIssue>();
  const rest: { readonly link: Link; readonly depth: number }[] = [];
  let isWhole = true;

  const follow = (issue: EvaluatedIssue): void => {
    path.push(issue);
    above.add(issue);
    seen.add(issue);
    const links = linksOf(issue);
    const room = Math.max(0, limit - nodes.length - rest.length);
    if (links.length > room) isWhole = false;
    for (const link of links.slice(0, room).reverse()) rest.push({ link, depth: path.length });
  };

  follow(start);
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { link, depth } = next;
    const { issue, id, title } = link;
    for (const left of path.splice(depth)) above.delete(left);
    const again = issue === null ? null : above.has(issue) ? 'cycle' : seen.has(issue) ? 'repeated' : null;
    const { key = null, status = null } = issue ?? {};
    nodes.push({ key, id, title, status, depth, mark: again ?? link.mark });
    if (issue !== null && again === null) follow(issue);
  }
  return { nodes, isWhole };
}

/** How many nodes the whole tree has: every issue in it is followed once, wherever that is. */
function countFrom(start: number, { size, starts, targets, others }: ChainArcs): number {
  const isReached = new Uint8Array(size);
  const rest = [start];
  isReached[start] = 1;
  let count = 0;
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    count += at(starts, next + 1) - at(starts, next) + (others.get(next) ?? 0);
    for (let arc = at(starts, next); arc < at(starts, next + 1); arc++) {
      const target = at(targets, arc);
      if (isReached[target] === 1) continue;
      isReached[target] = 1;
      rest.push(target);
    }
  }
  return count;
}

/** What an issue waits for, each once. That it waits for itself is seen where the chain comes round. */
function heldBy(issues: SnapshotIssues, waiting: EvaluatedIssue): readonly Link[] {
  const links = new Map<string, Link>();
  for (const reason of holdsOf(waiting)) {
    const meant = meantBy(reason);
    if (meant === null || links.has(meant)) continue;
    const link = { issue: null, id: '', title: null, mark: null };
    switch (reason.reason) {
      case 'edge':
      case 'parent': {
        const issue = issueWithKey(issues, reason.key) ?? null;
        const mark = reason.reason === 'parent' ? 'parent' : null;
        links.set(meant, { issue, id: reason.id, title: reason.title, mark });
        break;
      }
      case 'unknown':
        links.set(meant, { ...link, id: reason.id, mark: 'unknown' });
        break;
      case 'manual':
        links.set(meant, { ...link, mark: 'manual' });
        break;
      case 'cycle':
        break;
    }
  }
  return [...links.values()];
}

/** What waits for an issue. */
function freedBy(issues: SnapshotIssues, { key }: EvaluatedIssue): readonly Link[] {
  const { starts, targets } = waiterArcs(issues);
  const place = placesByKey(issues).get(key) ?? 0;
  const waiters = [...targets.subarray(at(starts, place), at(starts, place + 1))].map((each) => item(issues, each));
  return waiters.map((issue) => ({ issue, id: issue.issue.id, title: issue.issue.title, mark: null }));
}
