/** Answers for how issues relate once both directions of writing an edge are read as one. */
import { chain, type IdSlot, type IssueNode, type Link, type Relation } from './issueNode';
import type { EdgeKind } from './statusRules';

/** All relations of an issue on others: its own links in order, then those others carry for it, by key. */
export function relationsOf({ links, slot }: IssueNode): readonly Relation[] {
  return slot.reversed === null ? links : [...links, ...turnedRelations(slot, links)];
}

/** The relations others carry for a slot: one per kind and id, none that is in `links` already. */
function turnedRelations(slot: IdSlot, links: readonly Link[]): Relation[] {
  const own = new Map<IdSlot, EdgeKind[]>();
  for (const link of links) push(own, link.slot, link.kind);
  const turned: (Relation & { readonly targets: IssueNode[] })[] = [];
  const bySlot = new Map<IdSlot, (typeof turned)[number][]>();
  for (const { from, kind, word } of [...chain(slot.reversed)].sort(byCarrier)) {
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
  for (let link = parent.slot.inbound; link !== null; link = link.next) {
    if (link.kind.meaning === 'parent') visit(link.from);
  }
  for (const { kind, slot } of parent.carried) if (kind.meaning === 'parent') slot.nodes.forEach(visit);
}

/**
 * Calls back with every issue whose judgement may name or weigh the given one, perhaps more than once:
 * those that have an edge on it, and those that wait for the children of its parents.
 */
export function visitReaders(node: IssueNode, visit: (reader: IssueNode) => void): void {
  visitNaming(node.slot, visit);
  visitReached(node, visit);
}

/** Calls back with every issue that has an edge of its own on the id. */
export function visitNaming(slot: IdSlot, visit: (reader: IssueNode) => void): void {
  for (let link = slot.inbound; link !== null; link = link.next) visit(link.from);
  for (let link = slot.waiters; link !== null; link = link.next) visit(link.from);
}

/** Calls back with every issue the node's own links make a reader of it. */
export function visitReached(node: IssueNode, visit: (reader: IssueNode) => void): void {
  for (const { slot } of node.carried) slot.nodes.forEach(visit);
  for (const { kind, slot } of node.links) if (kind.meaning === 'parent') visitChildWaiters(slot, visit);
  for (let link = node.slot.reversed; link !== null; link = link.next) {
    if (link.kind.meaning === 'parent') visitChildWaiters(link.from.slot, visit);
  }
}

/** Those that wait for the children of the issues in a slot. */
function visitChildWaiters(slot: IdSlot, visit: (reader: IssueNode) => void): void {
  for (let link = slot.waiters; link !== null; link = link.next) visit(link.from);
  for (const parent of slot.nodes) {
    for (const { kind, slot: waiting } of parent.carried) {
      if (kind.meaning === 'waitsForChildren') waiting.nodes.forEach(visit);
    }
  }
}

/** By the carrier's key, then as it carries them. */
function byCarrier(a: Link, b: Link): number {
  return a.from === b.from ? a.from.carried.indexOf(a) - a.from.carried.indexOf(b) : byKey(a.from, b.from);
}

function byKey(a: IssueNode, b: IssueNode): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

function push<K, V>(lists: Map<K, V[]>, name: K, value: V): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [value]);
  else list.push(value);
}
