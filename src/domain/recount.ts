/** Answers for counting anew what closing an issue unblocks, in the clusters a change concerns. */
import { at } from './at';
import type { IssueGraph } from './issueGraph';
import type { IssueNode } from './issueNode';
import { countUnblocked } from './unblocks';
import { gatherRegion, release } from './waitGraph';

/** Counts the clusters around some issues, and marks those whose counts, or ways round, are not what they were. */
export function recount(graph: IssueGraph, seeds: readonly IssueNode[]): void {
  if (seeds.length === 0) return;
  const region = gatherRegion(seeds, graph.relations);
  const { direct, total, roundabout } = countUnblocked(region.graph);
  region.nodes.forEach((node, i) => {
    const arc = at(roundabout, i);
    const next = arc === -1 ? null : (node.waits[arc - at(region.graph.starts, i)] ?? null);
    if (node.direct === direct[i] && node.total === total[i] && node.roundabout === next) return;
    node.direct = at(direct, i);
    node.total = at(total, i);
    node.roundabout = next;
    graph.mark(node);
  });
  release(region);
}
