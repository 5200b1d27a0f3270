/** Answers for which single closings set each issue free, held as a tree (dominators, by jump pointers). */
import { at } from './at';

/** The vertex above all: an issue directly under it is set free by no single other closing. */
export const ROOT = 0;

/**
 * Every issue has two events: it *closes* (which frees those that wait for it) and it *opens*, that is
 * stops being held up (which frees the children it held up). An issue is freed by closing exactly the
 * issues that own an event on the way from its opening to the root.
 *
 * Where opening leads to closing, both are one vertex (`fused`); elsewhere closing stands under the
 * root. Issues must be placed after those they wait for. Meeting points cost O(log depth): each vertex
 * keeps a jump to an ancestor chosen in the skew-binary manner.
 */
export class ReleaseTree {
  private readonly parent: Int32Array;
  private readonly jump: Int32Array;
  private readonly depth: Int32Array;
  /** The ancestor directly under the root. */
  private readonly top: Int32Array;
  /** The issue whose event a vertex is. */
  private readonly owner: Int32Array;
  private readonly opening: Int32Array;
  private readonly closing: Int32Array;
  private count = 1;

  /** @param size how many issues there are, numbered from 0. */
  constructor(private readonly size: number) {
    const capacity = 2 * size + 1;
    this.parent = new Int32Array(capacity);
    this.jump = new Int32Array(capacity);
    this.depth = new Int32Array(capacity);
    this.top = new Int32Array(capacity);
    this.owner = new Int32Array(capacity).fill(-1);
    this.opening = new Int32Array(size);
    this.closing = new Int32Array(size);
  }

  openingOf(issue: number): number {
    return at(this.opening, issue);
  }

  closingOf(issue: number): number {
    return at(this.closing, issue);
  }

  /** Adds the events of an issue whose opening is led to by `under`. */
  place(issue: number, under: number, fused: boolean): void {
    this.opening[issue] = this.add(issue, under);
    this.closing[issue] = fused ? at(this.opening, issue) : this.add(issue, ROOT);
  }

  /** The vertex whose way to the root holds what leads to both `a` and `b`. */
  meet(a: number, b: number): number {
    const meeting = this.commonAncestor(a, b);
    if (meeting !== ROOT) return meeting;
    // One issue may own a vertex on each way: its closing on one, its opening on the other.
    return this.closingMetBy(a, b) ?? this.closingMetBy(b, a) ?? ROOT;
  }

  /**
   * For each issue: the weight of all issues its closing sets free, itself left out.
   * @param weights what each issue counts for.
   */
  gains(weights: Uint8Array): Int32Array {
    const sums = new Int32Array(this.count);
    for (let issue = 0; issue < this.size; issue++) sums[at(this.opening, issue)] = at(weights, issue);
    // A vertex is always added after its parent.
    for (let v = this.count - 1; v > 0; v--) {
      const parent = at(this.parent, v);
      sums[parent] = at(sums, parent) + at(sums, v);
    }
    const gains = new Int32Array(this.size);
    for (let issue = 0; issue < this.size; issue++) {
      const opening = at(this.opening, issue);
      const closing = at(this.closing, issue);
      gains[issue] = at(sums, opening) + (closing === opening ? 0 : at(sums, closing)) - at(weights, issue);
    }
    return gains;
  }

  private add(issue: number, parent: number): number {
    const v = this.count++;
    const hop = at(this.jump, parent);
    const even =
      at(this.depth, parent) - at(this.depth, hop) === at(this.depth, hop) - at(this.depth, at(this.jump, hop));
    this.parent[v] = parent;
    this.jump[v] = even ? at(this.jump, hop) : parent;
    this.depth[v] = at(this.depth, parent) + 1;
    this.top[v] = parent === ROOT ? v : at(this.top, parent);
    this.owner[v] = issue;
    return v;
  }

  private closingMetBy(a: number, b: number): number | undefined {
    const top = at(this.top, a);
    const owner = at(this.owner, top);
    if (owner === -1 || at(this.closing, owner) !== top) return undefined;
    const opening = at(this.opening, owner);
    return opening !== top && this.ancestorAt(b, at(this.depth, opening)) === opening ? top : undefined;
  }

  private commonAncestor(a: number, b: number): number {
    let x = this.ancestorAt(a, at(this.depth, b));
    let y = this.ancestorAt(b, at(this.depth, a));
    while (x !== y) {
      const apart = this.jump[x] !== this.jump[y];
      x = at(apart ? this.jump : this.parent, x);
      y = at(apart ? this.jump : this.parent, y);
    }
    return x;
  }

  /** The ancestor of `v` (or itself) at most `depth` deep. */
  private ancestorAt(v: number, depth: number): number {
    let up = v;
    while (at(this.depth, up) > depth) {
      const hop = at(this.jump, up);
      up = at(this.depth, hop) >= depth ? hop : at(this.parent, up);
    }
    return up;
  }
}
