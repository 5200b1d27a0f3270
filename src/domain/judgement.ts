/** Answers for what one issue waits for, from its relations and the records they lead to. */
import { item } from './at';
import type { IssueNode, UnknownBlocker, Wait } from './issueNode';
import type { Relations } from './relations';

const none: readonly never[] = [];

/**
 * Judges an issue by itself: open blockers, unknown blockers, deferral and the parents that count.
 * Whether those parents are held up is not looked at.
 * @returns whether it must be settled anew if the issue itself is held up.
 */
export function judge(node: IssueNode, relations: Relations, nowMs: number): boolean {
  const { standing, issue } = node;
  const before = node.blockers.length > 0;
  const parentsBefore = node.parents;
  node.deferred = standing.meaning === 'deferred' || isLater(issue.deferUntilMs, nowMs);
  node.blockers = node.parents = node.unknown = none;
  if (!standing.done && !node.isAlone) weighRelations(node, relations, nowMs);
  const now = node.blockers.length > 0;
  return before !== now || (!now && !sameWaits(parentsBefore, node.parents));
}

function weighRelations(node: IssueNode, relations: Relations, nowMs: number): void {
  const { declared } = node.source.rules;
  const blockers: Wait[] = [];
  const parents: Wait[] = [];
  const unknown: UnknownBlocker[] = [];
  relations.visit(node, ({ meaning }, word, id, targets) => {
    switch (meaning) {
      case 'blocks':
      case 'blocksIfFound':
        for (const target of targets) if (target.standing.blocks) blockers.push({ word, target, viaParent: false });
        if (targets.length !== 1 && meaning === 'blocks' && declared.unknownBlocker === 'blocks') {
          unknown.push({ word, id });
        }
        break;
      case 'waitsForChildren':
        for (const target of relations.childrenOf(targets)) {
          if (target.standing.blocks) blockers.push({ word, target, viaParent: false });
        }
        break;
      case 'parent':
        for (const target of targets) {
          if (target === node || target.standing.done) continue;
          if (declared.deferredParentDefers && isLater(target.issue.deferUntilMs, nowMs)) node.deferred = true;
          if (declared.blockedParentBlocks) parents.push({ word, target, viaParent: true });
        }
        break;
      case null:
        break;
    }
  });
  // Copies have no room to spare, of which a grown list has much.
  if (blockers.length > 0) node.blockers = withoutRepeats(blockers).slice();
  if (parents.length > 0) node.parents = withoutRepeats(parents).slice();
  if (unknown.length > 0) node.unknown = unknown;
}

/** A blocker is named once for each word that makes it one; a parent once. */
function withoutRepeats(waits: readonly Wait[]): readonly Wait[] {
  if (waits.length === 1) return waits;
  const seen = new Map<IssueNode, Set<string>>();
  return waits.filter(({ target, word, viaParent }) => {
    const words = seen.get(target);
    if (words === undefined) {
      seen.set(target, new Set([word.toLowerCase()]));
      return true;
    }
    if (viaParent || words.has(word.toLowerCase())) return false;
    words.add(word.toLowerCase());
    return true;
  });
}

/** Whether two lists say the same in the same order. */
export function sameWaits(a: readonly Wait[], b: readonly Wait[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  return a.every(({ target, word, viaParent }, i) => {
    const other = item(b, i);
    return target === other.target && word === other.word && viaParent === other.viaParent;
  });
}

function isLater(untilMs: number | null, nowMs: number): boolean {
  return untilMs !== null && untilMs > nowMs;
}
