/** Answers for the edges of all issues, tied to the ids they name, as columns of one table. */
import { at, item } from './at';
import type { Edge } from './issue';
import { END, type IdSlot, type IssueNode } from './issueNode';
import { Numbering, withRoom } from './numbering';
import type { EdgeKind } from './statusRules';

const DROPPED = -1;

/**
 * An arc is a number. The arcs of one issue stand in a row, in the order of its edges; the arcs that name
 * one id form a chain. Columns rather than an object for each edge: there are more edges than anything
 * else, and a collector has to walk every object that lives.
 */
export class ArcTable {
  /** The numbers of issues and ids in the columns. */
  readonly nodes = new Numbering<IssueNode>();
  readonly slots = new Numbering<IdSlot>();
  private owners = new Int32Array(0);
  private named = new Int32Array(0);
  /** Place of the edge in the owner's record, or DROPPED. */
  private places = new Int32Array(0);
  private following = new Int32Array(0);
  private readonly kinds: EdgeKind[] = [];
  private size = 0;
  /** Rows nobody uses, by their length. */
  private readonly spare = new Map<number, number[]>();

  /** How many arcs there is room for, spare rows among them. */
  get length(): number {
    return this.size;
  }

  /** The issue whose record has the edge. */
  owner(arc: number): IssueNode {
    return this.nodes.get(at(this.owners, arc));
  }

  /** What the edge names. */
  slot(arc: number): IdSlot {
    return this.slots.get(at(this.named, arc));
  }

  kind(arc: number): EdgeKind {
    return item(this.kinds, arc);
  }

  /** The edge as written; only of arcs that still hold. */
  edge(arc: number): Edge {
    return item(this.owner(arc).issue.edges, at(this.places, arc));
  }

  /** The next arc of the chain, or END. */
  next(arc: number): number {
    return at(this.following, arc);
  }

  /** Room for the arcs of one issue: the first of `length` numbers. */
  takeRow(length: number): number {
    const spare = this.spare.get(length)?.pop();
    if (spare !== undefined) return spare;
    const row = this.size;
    this.size += length;
    this.owners = withRoom(this.owners, this.size);
    this.named = withRoom(this.named, this.size);
    this.places = withRoom(this.places, this.size);
    this.following = withRoom(this.following, this.size);
    return row;
  }

  /** Takes a row back. No chain may lead to it any more. */
  returnRow(row: number, length: number): void {
    const rows = this.spare.get(length);
    if (rows === undefined) this.spare.set(length, [row]);
    else rows.push(row);
  }

  /** @param place where the edge stands in the owner's record. */
  write(arc: number, owner: IssueNode, slot: IdSlot, kind: EdgeKind, place: number): void {
    this.owners[arc] = owner.number;
    this.named[arc] = slot.number;
    this.kinds[arc] = kind;
    this.places[arc] = place;
    this.enter(arc, slot, kind, item(owner.issue.edges, place).reversed);
  }

  /** The arc no longer holds; it leaves its chain with the next {@link sweep} of its slot. */
  drop(arc: number): void {
    this.places[arc] = DROPPED;
  }

  /** Takes dropped arcs out of the chains of a slot. */
  sweep(slot: IdSlot): void {
    slot.inbound = this.withoutDropped(slot.inbound);
    slot.waiters = this.withoutDropped(slot.waiters);
    slot.reversed = this.withoutDropped(slot.reversed);
  }

  private enter(arc: number, slot: IdSlot, kind: EdgeKind, reversed: boolean): void {
    if (reversed) {
      this.following[arc] = slot.reversed;
      slot.reversed = arc;
    } else if (kind.meaning === 'waitsForChildren') {
      this.following[arc] = slot.waiters;
      slot.waiters = arc;
    } else {
      this.following[arc] = slot.inbound;
      slot.inbound = arc;
    }
  }

  /** The chain that is left, in turned order. */
  private withoutDropped(first: number): number {
    let kept = END;
    for (let arc = first; arc !== END;) {
      const next = this.next(arc);
      if (this.places[arc] !== DROPPED) {
        this.following[arc] = kept;
        kept = arc;
      }
      arc = next;
    }
    return kept;
  }
}
