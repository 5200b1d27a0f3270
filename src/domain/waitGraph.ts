/** Answers for the part of the graph of waiting that must be counted anew, in numbers instead of objects. */
import type { IssueNode } from './issueNode';
import type { Relations } from './relations';
import type { Arcs } from './strongComponents';
import { at, item } from './at';
import { turnedArcs } from './turnedArcs';

/** Issues numbered from 0; an arc leads from an issue to what it waits for, in the order of its waits. */
export interface WaitGraph extends Arcs {
  /** For each arc: 1 when the issue waits for a parent to be freed, not for a blocker to be closed. */
  readonly viaParent: Uint8Array;
  /** For each issue: 1 when it comes free once all it waits for is gone. */
  readonly freeable: Uint8Array;
  /** For each issue: 1 when its coming free is counted. */
  readonly weights: Uint8Array;
  /** The cluster of each issue: all that waiting connects, in either direction. */
  readonly cluster: Int32Array;
  readonly clusterCount: number;
}

/** The numbered issues and their graph. */
export interface Region {
  readonly nodes: readonly IssueNode[];
  readonly graph: WaitGraph;
}

/**
 * The whole clusters the seeds belong to. Sets `local` of each node to its number;
 * {@link release} takes the numbers back.
 */
export function gatherRegion(seeds: Iterable<IssueNode>, relations: Relations): Region {
  const nodes: IssueNode[] = [];
  const clusters: number[] = [];
  let clusterCount = 0;
  let arcCount = 0;
  const enter = (node: IssueNode): void => {
    if (node.local !== -1) return;
    node.local = nodes.length;
    nodes.push(node);
    clusters.push(clusterCount);
    arcCount += node.waits.length;
  };
  for (const seed of seeds) {
    if (seed.removed || seed.local !== -1) continue;
    let done = nodes.length;
    enter(seed);
    for (; done < nodes.length; done++) {
      const node = item(nodes, done);
      for (const wait of node.waits) enter(wait.target);
      relations.visitReaders(node, (reader) => {
        if (reader.local === -1 && reader.waits.some((wait) => wait.target === node)) enter(reader);
      });
    }
    clusterCount++;
  }
  return { nodes, graph: numbered(nodes, Int32Array.from(clusters), clusterCount, arcCount) };
}

/** Forgets the numbers of a region. */
export function release(region: Region): void {
  for (const node of region.nodes) node.local = -1;
}

function numbered(nodes: readonly IssueNode[], cluster: Int32Array, clusterCount: number, arcCount: number): WaitGraph {
  const size = nodes.length;
  const starts = new Int32Array(size + 1);
  const targets = new Int32Array(arcCount);
  const viaParent = new Uint8Array(arcCount);
  const freeable = new Uint8Array(size);
  const weights = new Uint8Array(size);
  let arc = 0;
  let issue = 0;
  for (const node of nodes) {
    freeable[issue] = node.freeable ? 1 : 0;
    weights[issue] = node.counts ? 1 : 0;
    for (const wait of node.waits) {
      targets[arc] = wait.target.local;
      viaParent[arc++] = wait.viaParent ? 1 : 0;
    }
    starts[++issue] = arc;
  }
  return { size, starts, targets, viaParent, freeable, weights, cluster, clusterCount };
}

/** The arcs turned round: who waits for each issue. Parents' arcs keep their mark. */
export function turnedRound(graph: WaitGraph): Arcs & { readonly viaParent: Uint8Array } {
  const viaParent = new Uint8Array(graph.targets.length);
  const turned = turnedArcs(graph, (place, arc) => {
    viaParent[place] = at(graph.viaParent, arc);
  });
  return { ...turned, viaParent };
}
