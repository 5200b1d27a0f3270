/** Answers for how issues relate once both directions of writing an edge are read as one. */
import type { IdSlot, IssueNode, Link, Relation } from './issueNode';
import type { EdgeKind } from './statusRules';

/** All relations of an issue on others: its own links in order, then those others carry for it, by key. */
export function relationsOf(node: IssueNode): readonly Relation[] {
  const { links, slot } = node;
  const turned = slot.reversed.length > 0;
  if (!turned && !links.some((link) => link.edge.reversed)) return links;
  const own: Relation[] = links.filter((link) => !link.edge.reversed);
  return turned ? [...own, ...turnedRelations(slot, links)] : own;
}

/** The relations others carry for a slot: one per kind and id, none that is in `links` already. */
function turnedRelations(slot: IdSlot, links: readonly Link[]): Relation[] {
  const own = new Map<IdSlot, EdgeKind[]>();
  for (const link of links) if (!link.edge.reversed) push(own, link.slot, link.kind);
  const turned: (Relation & { readonly targets: IssueNode[] })[] = [];
  const bySlot = new Map<IdSlot, (typeof turned)[number][]>();
  for (const { from, kind, word } of [...slot.reversed].sort((a, b) => byKey(a.from, b.from))) {
    if (own.get(from.slot)?.some((other) => sameKind(other, kind)) === true) continue;
    const known = bySlot.get(from.slot)?.find((other) => sameKind(other.kind, kind));
    if (known !== undefined) {
      known.targets.push(from);
      continue;
    }
    const relation = { kind, word, id: from.issue.id, targets: [from] };
    turned.push(relation);
    push(bySlot, from.slot, relation);
  }
  return turned;
}

/** Two kinds that are one: the same word with the same meaning. */
export function sameKind(a: EdgeKind, b: EdgeKind): boolean {
  return a === b || (a.name === b.name && a.meaning === b.meaning);
}

/** The issues whose parent the given one is, by key. */
export function childrenOf(parent: IssueNode): IssueNode[] {
  const children = new Set<IssueNode>();
  visitChildren(parent, (child) => children.add(child));
  return children.size < 2 ? [...children] : [...children].sort(byKey);
}

/** Calls back with each child, perhaps more than once. */
export function visitChildren(parent: IssueNode, visit: (child: IssueNode) => void): void {
  for (const link of parent.slot.inbound) if (link.kind.meaning === 'parent') visit(link.from);
  for (const link of parent.links) {
    if (link.edge.reversed && link.kind.meaning === 'parent') for (const child of link.slot.nodes) visit(child);
  }
}

/**
 * Calls back with every issue whose judgement may name or weigh the given one, perhaps more than once:
 * those that have an edge on it, and those that wait for the children of its parents.
 */
export function visitReaders(node: IssueNode, visit: (reader: IssueNode) => void): void {
  for (const link of node.slot.inbound) visit(link.from);
  for (const link of node.links) {
    if (link.edge.reversed) for (const reader of link.slot.nodes) visit(reader);
    else if (link.kind.meaning === 'parent') visitChildWaiters(link.slot, visit);
  }
  for (const link of node.slot.reversed) if (link.kind.meaning === 'parent') visitChildWaiters(link.from.slot, visit);
}

/** Those that wait for the children of the issues in a slot. */
function visitChildWaiters(slot: IdSlot, visit: (reader: IssueNode) => void): void {
  for (const link of slot.inbound) if (link.kind.meaning === 'waitsForChildren') visit(link.from);
  for (const parent of slot.nodes) {
    for (const link of parent.links) {
      if (link.edge.reversed && link.kind.meaning === 'waitsForChildren')
        for (const node of link.slot.nodes) visit(node);
    }
  }
}

function byKey(a: IssueNode, b: IssueNode): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

function push<K, V>(lists: Map<K, V[]>, name: K, value: V): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [value]);
  else list.push(value);
}
