/** Answers for whether two issues state the same facts. */
import type { Edge, Issue } from './issue';

/** By content; two issues that are one object are the same at once. */
export function sameFacts(a: Issue, b: Issue): boolean {
  return (
    a === b ||
    (a.id === b.id &&
      a.title === b.title &&
      a.trackerStatus === b.trackerStatus &&
      a.notWork === b.notWork &&
      a.priority === b.priority &&
      a.type === b.type &&
      a.author === b.author &&
      a.phase === b.phase &&
      a.started === b.started &&
      a.createdAtMs === b.createdAtMs &&
      a.updatedAtMs === b.updatedAtMs &&
      a.closedAtMs === b.closedAtMs &&
      a.deferUntilMs === b.deferUntilMs &&
      a.url === b.url &&
      a.location?.path === b.location?.path &&
      a.location?.line === b.location?.line &&
      a.excerpt?.text === b.excerpt?.text &&
      a.excerpt?.isWhole === b.excerpt?.isWhole &&
      sameList(a.labels, b.labels, Object.is) &&
      sameList(a.assignees, b.assignees, Object.is) &&
      sameEdges(a.edges, b.edges))
  );
}

/** Whether two issues state the same relations, in the same order. */
export const sameEdges = (a: readonly Edge[], b: readonly Edge[]): boolean => a === b || sameList(a, b, sameEdge);

const sameEdge = (a: Edge, b: Edge): boolean =>
  a.kind === b.kind && a.id === b.id && a.scope === b.scope && a.reversed === b.reversed;

function sameList<T>(a: readonly T[], b: readonly T[], same: (x: T, y: T) => boolean): boolean {
  return a.length === b.length && a.every((x, index) => same(x, b[index] as T));
}
