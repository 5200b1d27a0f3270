/** Answers for which issues are held up, and so hold up their children: the least fixpoint over parents. */
import type { IssueNode } from './issueNode';
import type { Relations } from './relations';

/**
 * Settles `held` for the given issues and for all below them it concerns: an issue is held up by an open
 * blocker, or by a parent that is. Parents that are only each other's parents hold up nobody.
 * @param moved issues whose open blockers or parents changed.
 * @returns the issues whose `held` is not what it was.
 */
export function settleHolding(moved: readonly IssueNode[], relations: Relations): IssueNode[] {
  const doubted = doubt(moved, relations);
  const queue: IssueNode[] = [];
  const raise = (node: IssueNode): void => {
    if (node.held || node.removed) return;
    if (node.blockers.length === 0 && !node.parents.some((parent) => parent.target.held)) return;
    node.held = true;
    queue.push(node);
  };
  for (const node of moved) raise(node);
  for (const node of doubted) raise(node);
  // The queue grows while it is walked.
  for (const node of queue) relations.visitChildren(node, raise);

  const changed = queue.filter((node) => !doubted.has(node));
  for (const node of doubted) if (!node.held) changed.push(node);
  return changed;
}

/** Takes `held` from every issue that may owe it to one that changed. */
function doubt(moved: readonly IssueNode[], relations: Relations): Set<IssueNode> {
  const doubted = new Set<IssueNode>();
  const lower = (node: IssueNode): void => {
    if (!node.held || node.blockers.length > 0) return;
    node.held = false;
    doubted.add(node);
  };
  for (const node of moved) lower(node);
  for (const node of doubted) relations.visitChildren(node, lower);
  return doubted;
}
