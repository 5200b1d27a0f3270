/** Answers for which vertices of a directed graph reach each other (Tarjan's algorithm, without recursion). */
import { at } from './at';

/** A graph as rows of arcs: the arcs of `v` are `targets[starts[v]]` up to, not including, `targets[starts[v + 1]]`. */
export interface Arcs {
  readonly size: number;
  readonly starts: Int32Array;
  readonly targets: Int32Array;
}

/** The strong components, each after all components it has arcs to. */
export interface StrongComponents {
  readonly count: number;
  /** All vertices, component by component. */
  readonly members: Int32Array;
  /** Where each component ends in `members`; it starts where the one before ends. */
  readonly ends: Int32Array;
  /** The component of each vertex. */
  readonly of: Int32Array;
}

/** Linear in vertices and arcs. */
export function strongComponents({ size, starts, targets }: Arcs): StrongComponents {
  const members = new Int32Array(size);
  const ends = new Int32Array(size);
  const of = new Int32Array(size).fill(-1);
  // Order of discovery, from 1; 0 is not seen yet.
  const index = new Int32Array(size);
  const low = new Int32Array(size);
  const arcAt = starts.slice(0, size);
  const open = new Int32Array(size);
  const path = new Int32Array(size);
  let seen = 0;
  let openCount = 0;
  let settled = 0;
  let count = 0;

  for (let root = 0; root < size; root++) {
    if (index[root] !== 0) continue;
    let depth = 0;
    path[0] = root;
    index[root] = low[root] = ++seen;
    open[openCount++] = root;
    while (depth >= 0) {
      const v = at(path, depth);
      const arc = at(arcAt, v);
      if (arc < at(starts, v + 1)) {
        const w = at(targets, arc);
        if (index[w] === 0) {
          // The arc is looked at again on the way back, to learn how low `w` reached.
          index[w] = low[w] = ++seen;
          open[openCount++] = w;
          path[++depth] = w;
          continue;
        }
        arcAt[v] = arc + 1;
        if (of[w] === -1 && at(low, w) < at(low, v)) low[v] = at(low, w);
        continue;
      }
      depth--;
      if (low[v] !== index[v]) continue;
      let member: number;
      do {
        member = at(open, --openCount);
        of[member] = count;
        members[settled++] = member;
      } while (member !== v);
      ends[count++] = settled;
    }
  }
  return { count, members, ends, of };
}
