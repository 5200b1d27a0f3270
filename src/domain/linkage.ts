/** Answers for tying edges to the ids they name, in whichever source a scope means, and untying them. */
import { ArcTable } from './arcTable';
import { item } from './at';
import type { Edge } from './issue';
import { IdSlot, type IssueNode, type NodeSource } from './issueNode';
import { sameKind } from './relations';
import { ScopeTable } from './scopeTable';
import type { EdgeKind } from './statusRules';

/** Fills the table of arcs for all issues of all sources. */
export class Linkage {
  readonly arcs = new ArcTable();
  private readonly scopes = new ScopeTable<NodeSource>();
  private readonly stale = new Set<IdSlot>();
  private readonly leftRows: { readonly row: number; readonly length: number }[] = [];
  private readonly leftNodes: number[] = [];
  // What the edges of the issue being linked mean; kept, because a hundred thousand lists are a burden.
  private readonly slots: IdSlot[] = [];
  private readonly kinds: EdgeKind[] = [];

  /**
   * Makes a source known under its id and aliases, or, with null, unknown.
   * @returns the issues whose scopes now mean something else; they are to be linked anew.
   */
  setSource(id: string, aliases: readonly string[], source: NodeSource | null): Iterable<IssueNode> {
    return this.scopes.set(id, aliases, source);
  }

  /** Ties the edges of an issue that has no arcs; an edge written twice counts once. */
  link(node: IssueNode): void {
    const { edges } = node.issue;
    if (edges.length === 0) return;
    const { rules } = node.source;
    let turned = false;
    for (let i = 0; i < edges.length; i++) {
      const edge = item(edges, i);
      this.slots[i] = this.resolve(node, edge);
      this.kinds[i] = rules.edgeKind(edge.kind);
      turned ||= edge.reversed;
    }
    node.arcsFrom = this.arcs.takeRow(edges.length);
    node.carriedFrom = this.write(node, node.arcsFrom, false);
    node.arcsEnd = turned ? this.write(node, node.carriedFrom, true) : node.carriedFrom;
  }

  /** Drops the arcs of an issue; they leave their slots with {@link clear}. Comes before its record changes. */
  unlink(node: IssueNode): void {
    const { edges } = node.issue;
    for (let arc = node.arcsFrom; arc < node.arcsEnd; arc++) {
      this.arcs.drop(arc);
      this.stale.add(this.arcs.slot(arc));
    }
    if (edges.length > 0) this.leftRows.push({ row: node.arcsFrom, length: edges.length });
    node.arcsFrom = node.carriedFrom = node.arcsEnd = 0;
    // Repeated edges made no arc, yet asked for their scope.
    for (const { scope } of edges) if (scope !== null) this.scopes.forget(scope, node);
  }

  /** Takes dropped arcs out of their slots. */
  clear(): void {
    for (const slot of this.stale) {
      this.arcs.sweep(slot);
      this.discardIfEmpty(slot);
    }
    this.stale.clear();
    for (const { row, length } of this.leftRows) this.arcs.returnRow(row, length);
    this.leftRows.length = 0;
    // Until now dropped arcs led to them.
    for (const number of this.leftNodes) this.arcs.nodes.release(number);
    this.leftNodes.length = 0;
  }

  /** Writes those edges that are (or are not) reversed. @returns the number after the last arc. */
  private write(node: IssueNode, first: number, reversed: boolean): number {
    const { edges } = node.issue;
    let arc = first;
    for (let i = 0; i < edges.length; i++) {
      if (item(edges, i).reversed !== reversed || this.repeats(edges, i)) continue;
      this.arcs.write(arc++, node, item(this.slots, i), item(this.kinds, i), i);
    }
    return arc;
  }

  /** Whether an earlier edge says the same. */
  private repeats(edges: readonly Edge[], index: number): boolean {
    const slot = this.slots[index];
    for (let i = 0; i < index; i++) {
      if (this.slots[i] !== slot || item(edges, i).reversed !== item(edges, index).reversed) continue;
      if (sameKind(item(this.kinds, i), item(this.kinds, index))) return true;
    }
    return false;
  }

  /** Where no source answers to the scope, the issue's own source may have a record that stands for the other: `scope#id`. */
  private resolve(node: IssueNode, { scope, id }: Edge): IdSlot {
    const source = scope === null ? node.source : this.scopes.resolve(scope, node);
    if (source !== undefined) return this.slotIn(source.slots, source.rules.canonicalId(id));
    const { slots, rules } = node.source;
    return this.slotIn(slots, rules.canonicalId(`${scope ?? ''}#${id}`));
  }

  /** The slot of a name, made where it is missing. */
  slotIn(home: Map<string, IdSlot>, name: string): IdSlot {
    let slot = home.get(name);
    if (slot === undefined) {
      slot = new IdSlot(home, name);
      slot.number = this.arcs.slots.add(slot);
      home.set(name, slot);
    }
    return slot;
  }

  /** Forgets a slot without records and arcs. */
  discardIfEmpty(slot: IdSlot): void {
    if (!slot.isEmpty || slot.home.get(slot.name) !== slot) return;
    slot.home.delete(slot.name);
    this.arcs.slots.release(slot.number);
  }

  /** Makes an issue known that has no arcs yet. */
  enroll(node: IssueNode): void {
    node.number = this.arcs.nodes.add(node);
  }

  /** Drops the arcs of an issue that is gone. */
  dismiss(node: IssueNode): void {
    this.unlink(node);
    this.leftNodes.push(node.number);
  }
}
