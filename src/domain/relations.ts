/** Answers for how issues relate once both directions of writing an edge are read as one. */
import type { ArcTable } from './arcTable';
import { END, type IdSlot, type IssueNode } from './issueNode';
import type { EdgeKind } from './statusRules';

/**
 * Is told of one relation: its kind, the tracker's word for it and the other issue's id, both as written,
 * and every record the id names (none while it is unknown).
 */
export type RelationVisitor = (kind: EdgeKind, word: string, id: string, targets: readonly IssueNode[]) => void;

/** Is told of one issue, perhaps more than once. */
export type NodeVisitor = (node: IssueNode) => void;

interface TurnedRelation {
  readonly kind: EdgeKind;
  readonly word: string;
  readonly id: string;
  readonly targets: IssueNode[];
}

/** Reads relations off the table of arcs. No visitor may change it meanwhile. */
export class Relations {
  constructor(private readonly arcs: ArcTable) {}

  /** Tells all relations of an issue on others: its own edges in order, then those others carry for it, by key. */
  visit(node: IssueNode, visit: RelationVisitor): void {
    for (let arc = node.arcsFrom; arc < node.carriedFrom; arc++) {
      const edge = this.arcs.edge(arc);
      visit(this.arcs.kind(arc), edge.kind, edge.id, this.arcs.slot(arc).nodes);
    }
    if (node.slot.reversed === END) return;
    for (const { kind, word, id, targets } of this.turned(node)) visit(kind, word, id, targets);
  }

  /** The issues whose parent is among the given ones, each once; those of one parent by key. */
  childrenOf(parents: readonly IssueNode[]): Iterable<IssueNode> {
    const children = new Set<IssueNode>();
    for (const parent of parents) {
      const own: IssueNode[] = [];
      this.visitChildren(parent, (child) => own.push(child));
      for (const child of own.sort(byKey)) children.add(child);
    }
    return children;
  }

  visitChildren(parent: IssueNode, visit: NodeVisitor): void {
    for (let arc = parent.slot.inbound; arc !== END; arc = this.arcs.next(arc)) {
      if (this.arcs.kind(arc).meaning === 'parent') visit(this.arcs.owner(arc));
    }
    for (let arc = parent.carriedFrom; arc < parent.arcsEnd; arc++) {
      if (this.arcs.kind(arc).meaning === 'parent') this.arcs.slot(arc).nodes.forEach(visit);
    }
  }

  /**
   * Tells every issue whose judgement may name or weigh the given one: those that have an edge on it, and
   * those that wait for the children of its parents.
   */
  visitReaders(node: IssueNode, visit: NodeVisitor): void {
    this.visitNaming(node.slot, visit);
    this.visitReached(node, visit);
  }

  /** Tells every issue that has an edge of its own on the id. */
  visitNaming(slot: IdSlot, visit: NodeVisitor): void {
    for (let arc = slot.inbound; arc !== END; arc = this.arcs.next(arc)) visit(this.arcs.owner(arc));
    for (let arc = slot.waiters; arc !== END; arc = this.arcs.next(arc)) visit(this.arcs.owner(arc));
  }

  /** Tells every issue the node's own arcs make a reader of it. */
  visitReached(node: IssueNode, visit: NodeVisitor): void {
    const { arcs } = this;
    for (let arc = node.carriedFrom; arc < node.arcsEnd; arc++) arcs.slot(arc).nodes.forEach(visit);
    for (let arc = node.arcsFrom; arc < node.carriedFrom; arc++) {
      if (arcs.kind(arc).meaning === 'parent') this.visitChildWaiters(arcs.slot(arc), visit);
    }
    for (let arc = node.slot.reversed; arc !== END; arc = arcs.next(arc)) {
      if (arcs.kind(arc).meaning === 'parent') this.visitChildWaiters(arcs.owner(arc).slot, visit);
    }
  }

  /** Tells those that wait for the children of the issues in a slot. */
  private visitChildWaiters(slot: IdSlot, visit: NodeVisitor): void {
    const { arcs } = this;
    for (let arc = slot.waiters; arc !== END; arc = arcs.next(arc)) visit(arcs.owner(arc));
    for (const parent of slot.nodes) {
      for (let arc = parent.carriedFrom; arc < parent.arcsEnd; arc++) {
        if (arcs.kind(arc).meaning === 'waitsForChildren') arcs.slot(arc).nodes.forEach(visit);
      }
    }
  }

  /** The relations others carry for an issue: one per kind and id, none that is among its own. */
  private turned({ arcsFrom, carriedFrom, slot }: IssueNode): Iterable<TurnedRelation> {
    const { arcs } = this;
    const own = new Map<IdSlot, EdgeKind[]>();
    for (let arc = arcsFrom; arc < carriedFrom; arc++) push(own, arcs.slot(arc), arcs.kind(arc));
    const turned: TurnedRelation[] = [];
    const bySlot = new Map<IdSlot, TurnedRelation[]>();
    for (const arc of this.carriersOf(slot)) {
      const from = arcs.owner(arc);
      const kind = arcs.kind(arc);
      if (own.get(from.slot)?.some((other) => sameKind(other, kind)) === true) continue;
      const known = bySlot.get(from.slot)?.find((other) => sameKind(other.kind, kind));
      if (known !== undefined) {
        known.targets.push(from);
        continue;
      }
      const relation = { kind, word: arcs.edge(arc).kind, id: from.issue.id, targets: [from] };
      turned.push(relation);
      push(bySlot, from.slot, relation);
    }
    return turned;
  }

  /** The arcs others carry for a slot: by the carrier's key, then as it carries them. */
  private carriersOf(slot: IdSlot): number[] {
    const { arcs } = this;
    const found: number[] = [];
    for (let arc = slot.reversed; arc !== END; arc = arcs.next(arc)) found.push(arc);
    return found.sort((a, b) => byKey(arcs.owner(a), arcs.owner(b)) || a - b);
  }
}

/** Two kinds that are one: the same word with the same meaning. */
export function sameKind(a: EdgeKind, b: EdgeKind): boolean {
  return a === b || (a.name === b.name && a.meaning === b.meaning);
}

function byKey(a: IssueNode, b: IssueNode): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

function push<K, V>(lists: Map<K, V[]>, name: K, value: V): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [value]);
  else list.push(value);
}
