/** Answers for what comes free when a member of a cycle is closed, by playing it through. */
import { at, item } from './at';
import { strongComponents, type StrongComponents } from './strongComponents';
import { turnedRound, type WaitGraph } from './waitGraph';

/** Steps the members of cycles in one cluster may take together. */
const CLUSTER_STEPS = 1_000_000;
/** Steps each of them may take in any case. */
const LEAST_STEPS = 16;

/**
 * Plays closings through. Each is bounded: the members of cycles in one cluster share 1,000,000 steps,
 * evenly, each having at least 16; a step is one issue that stops waiting for one other
 * (in a ring of parents, one for each of the ring). A closing
 * that would take more falls back: `direct` to the issues that wait for nothing else,
 * `total` to `direct`. Whether it does depends on the graph alone, never on its history.
 */
export class Cascade {
  private readonly waiting: ReturnType<typeof turnedRound>;
  /** Parents that are parents of each other come free together; each such ring is a component here. */
  private readonly rings: StrongComponents;
  private readonly ringSize: Int32Array;
  /** How many waits hold each issue, those on parents in its own ring left out. */
  private readonly need: Int32Array;
  private readonly open: Uint8Array;
  private readonly closed: Uint8Array;
  private readonly queue: number[] = [];
  private readonly lessened: number[] = [];
  private freed = 0;
  private opened = 0;

  /** @param circular the members of cycles. */
  constructor(
    private readonly graph: WaitGraph,
    private readonly circular: readonly number[],
  ) {
    this.waiting = turnedRound(graph);
    this.rings = strongComponents(parentsOnly(graph));
    this.ringSize = new Int32Array(this.rings.count);
    for (const ring of this.rings.of) this.ringSize[ring] = at(this.ringSize, ring) + 1;
    this.open = new Uint8Array(graph.size);
    this.closed = new Uint8Array(graph.size);
    this.need = new Int32Array(graph.size);
    for (let v = 0; v < graph.size; v++) {
      for (let arc = at(graph.starts, v); arc < at(graph.starts, v + 1); arc++) {
        if (!this.insideRing(v, at(graph.targets, arc), at(graph.viaParent, arc))) this.need[v] = at(this.need, v) + 1;
      }
    }
  }

  /** Writes the counts of all members of cycles. */
  count(direct: Int32Array, total: Int32Array): void {
    const perCluster = new Int32Array(this.graph.clusterCount);
    for (const member of this.circular) {
      const cluster = at(this.graph.cluster, member);
      perCluster[cluster] = at(perCluster, cluster) + 1;
    }
    for (const member of this.circular) {
      const share = Math.floor(CLUSTER_STEPS / at(perCluster, at(this.graph.cluster, member)));
      const steps = Math.max(LEAST_STEPS, share);
      const alone = this.play(member, false, steps);
      const opened = this.opened;
      direct[member] = alone ?? this.waitingForNothingElse(member);
      const chained = alone === undefined || opened === 0 ? alone : this.play(member, true, steps);
      total[member] = chained ?? at(direct, member);
    }
  }

  /**
   * How many counted issues come free.
   * @param chained whether what comes free is closed in turn.
   * @returns undefined when it takes more than `steps`.
   */
  private play(closing: number, chained: boolean, steps: number): number | undefined {
    this.freed = this.opened = 0;
    this.open[closing] = 1;
    this.closed[closing] = 1;
    this.queue.push(closing);
    let taken = 0;
    for (let done = 0; done < this.queue.length && taken <= steps; done++) {
      const event = item(this.queue, done);
      for (let arc = at(this.waiting.starts, event); arc < at(this.waiting.starts, event + 1); arc++) {
        const viaParent = at(this.waiting.viaParent, arc);
        const waiter = at(this.waiting.targets, arc);
        if (viaParent === 0 && this.closed[event] === 0) continue;
        const ringSize = at(this.ringSize, at(this.rings.of, waiter));
        taken += ringSize;
        if (taken > steps) break;
        if (this.open[waiter] === 1) continue;
        if (!this.insideRing(waiter, event, viaParent)) {
          this.need[waiter] = at(this.need, waiter) - 1;
          this.lessened.push(waiter);
          if (this.need[waiter] !== 0) continue;
        }
        if (ringSize === 1) this.openUp(waiter, chained);
        else this.openRing(waiter, chained);
      }
    }
    this.takeBack();
    return taken > steps ? undefined : this.freed;
  }

  private openUp(issue: number, chained: boolean): void {
    this.open[issue] = 1;
    if (chained) this.closed[issue] = at(this.graph.freeable, issue);
    this.opened++;
    this.freed += at(this.graph.weights, issue);
    this.queue.push(issue);
  }

  /** Opens all in a ring of parents that no longer hangs on anything outside it. */
  private openRing(member: number, chained: boolean): void {
    const ring = at(this.rings.of, member);
    const start = ring === 0 ? 0 : at(this.rings.ends, ring - 1);
    const members = this.rings.members.subarray(start, at(this.rings.ends, ring));
    const held = new Set<number>();
    for (const issue of members) if (this.open[issue] === 0 && at(this.need, issue) > 0) held.add(issue);
    for (const parent of held) {
      for (let arc = at(this.waiting.starts, parent); arc < at(this.waiting.starts, parent + 1); arc++) {
        const child = at(this.waiting.targets, arc);
        if (this.open[child] === 0 && this.insideRing(child, parent, at(this.waiting.viaParent, arc))) held.add(child);
      }
    }
    for (const issue of members) if (this.open[issue] === 0 && !held.has(issue)) this.openUp(issue, chained);
  }

  private insideRing(child: number, parent: number, viaParent: number): boolean {
    return viaParent === 1 && this.rings.of[child] === this.rings.of[parent];
  }

  private takeBack(): void {
    for (const issue of this.queue) this.open[issue] = this.closed[issue] = 0;
    for (const issue of this.lessened) this.need[issue] = at(this.need, issue) + 1;
    this.queue.length = 0;
    this.lessened.length = 0;
  }

  private waitingForNothingElse(issue: number): number {
    const { starts, targets, weights } = this.graph;
    const waiters = this.waiting.targets.subarray(at(this.waiting.starts, issue), at(this.waiting.starts, issue + 1));
    let count = 0;
    for (const waiter of new Set(waiters)) {
      if (waiter === issue) continue;
      const waits = targets.subarray(at(starts, waiter), at(starts, waiter + 1));
      if (waits.every((target) => target === issue)) count += at(weights, waiter);
    }
    return count;
  }
}

function parentsOnly({ size, starts, targets, viaParent }: WaitGraph): {
  size: number;
  starts: Int32Array;
  targets: Int32Array;
} {
  const kept = new Int32Array(size + 1);
  const parents = targets.filter((_, arc) => viaParent[arc] === 1);
  let count = 0;
  for (let v = 0; v < size; v++) {
    for (let arc = at(starts, v); arc < at(starts, v + 1); arc++) count += at(viaParent, arc);
    kept[v + 1] = count;
  }
  return { size, starts: kept, targets: parents };
}
