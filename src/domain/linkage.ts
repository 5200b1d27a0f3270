/** Answers for tying edges to the ids they name, in whichever source a scope means, and untying them. */
import type { Edge } from './issue';
import { IdSlot, Link, type IssueNode, type NodeSource } from './issueNode';
import { sameKind } from './relations';
import { ScopeTable } from './scopeTable';

const none: readonly never[] = [];

/** All links of all sources. */
export class Linkage {
  private readonly scopes = new ScopeTable<NodeSource>();
  /** Ids that are named in a scope nobody answers to. */
  private readonly nowhere = new Map<string, IdSlot>();
  private readonly stale = new Set<IdSlot>();

  /**
   * Makes a source known under its id and aliases, or, with null, unknown.
   * @returns the issues whose scopes now mean something else; they are to be linked anew.
   */
  setSource(id: string, aliases: readonly string[], source: NodeSource | null): Iterable<IssueNode> {
    return this.scopes.set(id, aliases, source);
  }

  /** Ties the edges of an issue that has no links; an edge written twice counts once. */
  link(node: IssueNode): void {
    const { edges } = node.issue;
    if (edges.length === 0) return;
    const { rules } = node.source;
    const links = edges.map((edge) => new Link(node, edge, rules.edgeKind(edge.kind), this.resolve(node, edge)));
    const distinct = links.some((_, i) => repeats(links, i)) ? links.filter((_, i) => !repeats(links, i)) : links;
    const turned = distinct.some((link) => link.edge.reversed);
    node.links = turned ? distinct.filter((link) => !link.edge.reversed) : distinct;
    node.carried = turned ? distinct.filter((link) => link.edge.reversed) : none;
    distinct.forEach(enter);
  }

  /** Drops the links of an issue; they leave their slots with {@link clear}. */
  unlink(node: IssueNode): void {
    for (const links of [node.links, node.carried]) {
      for (const link of links) {
        link.dropped = true;
        this.stale.add(link.slot);
      }
    }
    node.links = node.carried = none;
    // Repeated edges made no link, yet asked for their scope.
    for (const { scope } of node.issue.edges) if (scope !== null) this.scopes.forget(scope, node);
  }

  /** Takes dropped links out of their slots. */
  clear(): void {
    for (const slot of this.stale) {
      slot.inbound = withoutDropped(slot.inbound);
      slot.waiters = withoutDropped(slot.waiters);
      slot.reversed = withoutDropped(slot.reversed);
      discardIfEmpty(slot);
    }
    this.stale.clear();
  }

  private resolve(node: IssueNode, { scope, id }: Edge): IdSlot {
    const source = scope === null ? node.source : this.scopes.resolve(scope, node);
    return source === undefined
      ? slotIn(this.nowhere, `${scope ?? ''}\n${id}`)
      : slotIn(source.slots, source.rules.canonicalId(id));
  }
}

/** The slot of a name, made where it is missing. */
export function slotIn(home: Map<string, IdSlot>, name: string): IdSlot {
  let slot = home.get(name);
  if (slot === undefined) {
    slot = new IdSlot(home, name);
    home.set(name, slot);
  }
  return slot;
}

/** Forgets a slot without records and links. */
export function discardIfEmpty(slot: IdSlot): void {
  if (slot.isEmpty && slot.home.get(slot.name) === slot) slot.home.delete(slot.name);
}

function enter(link: Link): void {
  const { slot } = link;
  if (link.edge.reversed) {
    link.next = slot.reversed;
    slot.reversed = link;
  } else if (link.kind.meaning === 'waitsForChildren') {
    link.next = slot.waiters;
    slot.waiters = link;
  } else {
    link.next = slot.inbound;
    slot.inbound = link;
  }
}

/** The chain that is left, in turned order. */
function withoutDropped(first: Link | null): Link | null {
  let kept: Link | null = null;
  for (let link = first; link !== null;) {
    const { next }: Link = link;
    if (!link.dropped) {
      link.next = kept;
      kept = link;
    }
    link = next;
  }
  return kept;
}

/** Whether an earlier link says the same. */
function repeats(links: readonly Link[], index: number): boolean {
  const link = links[index];
  for (let i = 0; i < index; i++) {
    const other = links[i];
    if (link?.slot === other?.slot && link !== undefined && other !== undefined) {
      if (link.edge.reversed === other.edge.reversed && sameKind(link.kind, other.kind)) return true;
    }
  }
  return false;
}
