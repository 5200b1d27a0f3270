/** Answers for bringing up to date what issues wait for. */
import { settleHolding } from './holding';
import type { IssueGraph } from './issueGraph';
import type { IssueNode, Wait } from './issueNode';
import { judge, sameWaits } from './judgement';

/**
 * Judges all dirty issues; adds to them, by marking, those whose parents came to be held up or set free.
 * @returns issues whose waiting is not what it was, with all they waited for.
 */
export function settle(graph: IssueGraph, dirty: readonly IssueNode[], nowMs: number): IssueNode[] {
  const { relations } = graph;
  const moved = dirty.filter((node) => judge(node, relations, nowMs));
  for (const parent of settleHolding(moved, relations)) relations.visitChildren(parent, graph.mark);
  const rearranged: IssueNode[] = [];
  for (const node of dirty) {
    const before = node.waits;
    const after = waitsOf(node);
    const same = sameWaits(before, after);
    if (!same) {
      node.waits = after;
      for (const wait of before) rearranged.push(wait.target);
    }
    const { role } = node;
    if (same && role === node.countedRole) continue;
    node.countedRole = role;
    rearranged.push(node);
  }
  return rearranged;
}

function waitsOf({ blockers, parents }: IssueNode): readonly Wait[] {
  if (parents.length === 0) return blockers;
  const held = parents.filter((parent) => parent.target.held);
  return held.length === 0 ? blockers : [...blockers, ...held];
}
