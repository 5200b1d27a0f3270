/** Answers for the status, reasons and reach of every issue of every source, recomputing only what a change concerns. */
import { at } from './at';
import { quietSpan, turnedBetween, type QuietSpan } from './deferrals';
import { evaluated } from './evaluatedIssue';
import { settleHolding } from './holding';
import { IssueGraph } from './issueGraph';
import type { IssueNode, Wait } from './issueNode';
import { judge, sameWaits } from './judgement';
import type { EvaluatedIssue, ReadinessChange, SourceFacts } from './readiness';
import { visitChildren, visitReaders } from './relations';
import { countUnblocked } from './unblocks';
import { gatherRegion, release } from './waitGraph';

/**
 * Sources go in, evaluated issues come out. {@link setSource} and {@link removeSource} only note what
 * changed; {@link flush} judges it. Judging from scratch is the same work with everything noted.
 *
 * A flush costs what it concerns: the changed issues and those that read them; all below a parent that
 * is newly held up or set free; and, where someone waits for other issues than before, the cluster
 * of issues that waiting connects with them.
 */
export class ReadinessIndex {
  private readonly graph = new IssueGraph();
  private readonly told = new Map<string, EvaluatedIssue>();
  private list: readonly EvaluatedIssue[] | null = null;
  private quiet: QuietSpan = { fromMs: -Infinity, untilMs: null };
  private flushedAtMs = -Infinity;

  /**
   * Adds a source or replaces what it says. Issues that are the same objects as last time are unchanged;
   * of the others, those with an equal id continue the old record.
   */
  setSource(facts: SourceFacts): void {
    this.graph.setSource(facts);
  }

  /** Forgets a source; does nothing when it is not known. */
  removeSource(id: string): void {
    this.graph.removeSource(id);
  }

  /** Judges all that changed since the last flush, and all that the new moment changes. */
  flush(nowMs: number): ReadinessChange {
    this.noteTime(nowMs);
    const { dirty, parted, vacated } = this.graph.takeChange();
    const concerned = new Set(dirty);
    const rearranged = settle(dirty, nowMs, concerned);
    for (const node of parted) rearranged.push(node);
    recount(rearranged, concerned);
    return this.tell(concerned, vacated);
  }

  get(key: string): EvaluatedIssue | undefined {
    return this.told.get(key);
  }

  /** All issues as of the last flush, in no particular order; the same array while nothing changed. */
  all(): readonly EvaluatedIssue[] {
    this.list ??= [...this.told.values()];
    return this.list;
  }

  /** The issue a source knows by the id, the first of several; ids compare as the source's rules say. */
  find(sourceId: string, id: string): EvaluatedIssue | undefined {
    return this.graph.find(sourceId, id)?.evaluated ?? undefined;
  }

  /** Every issue a source has by the id, in whatever case its letters are. */
  findAll(sourceId: string, id: string): readonly EvaluatedIssue[] {
    return this.graph.findAll(sourceId, id).flatMap((node) => node.evaluated ?? []);
  }

  /** The earliest moment, in epoch milliseconds, at which a flush may change something by itself; null: never. */
  get nextChangeAtMs(): number | null {
    return this.quiet.untilMs;
  }

  private noteTime(nowMs: number): void {
    const { fromMs, untilMs } = this.quiet;
    if (nowMs < fromMs || (untilMs !== null && nowMs >= untilMs)) {
      for (const node of turnedBetween(this.graph.timed, this.flushedAtMs, nowMs)) this.graph.touch(node);
    }
    this.flushedAtMs = nowMs;
    this.quiet = quietSpan(this.graph.timed, nowMs);
  }

  private tell(concerned: Iterable<IssueNode>, vacated: ReadonlySet<string>): ReadinessChange {
    const changed: string[] = [];
    const kept = new Set<string>();
    for (const node of concerned) {
      const taken = vacated.has(node.key);
      if (taken) kept.add(node.key);
      const own = node.evaluated?.key === node.key ? node.evaluated : undefined;
      const before = taken ? this.told.get(node.key) : own;
      const after = evaluated(node, before);
      node.evaluated = after;
      if (after === before) continue;
      this.told.set(node.key, after);
      changed.push(node.key);
    }
    const removed: string[] = [];
    for (const key of vacated) if (!kept.has(key) && this.told.delete(key)) removed.push(key);
    if (changed.length + removed.length > 0) this.list = null;
    return { changed, removed };
  }
}

/** Judges sources from scratch. */
export function evaluate(sources: Iterable<SourceFacts>, nowMs: number): readonly EvaluatedIssue[] {
  const index = new ReadinessIndex();
  for (const facts of sources) index.setSource(facts);
  index.flush(nowMs);
  return index.all();
}

/**
 * Brings what issues wait for up to date.
 * @param concerned grows by the issues whose parents came to be held up or set free.
 * @returns issues whose waiting is not what it was, with all they waited for.
 */
function settle(dirty: readonly IssueNode[], nowMs: number, concerned: Set<IssueNode>): IssueNode[] {
  const moved = dirty.filter((node) => judge(node, nowMs));
  for (const parent of settleHolding(moved)) visitChildren(parent, (child) => concerned.add(child));
  const rearranged: IssueNode[] = [];
  for (const node of concerned) {
    const before = node.waits;
    const after = waitsOf(node);
    const same = sameWaits(before, after);
    if (!same) {
      node.waits = after;
      for (const wait of before) rearranged.push(wait.target);
    }
    const { role } = node;
    if (same && role === node.countedRole) continue;
    node.countedRole = role;
    rearranged.push(node);
  }
  return rearranged;
}

function waitsOf({ blockers, parents }: IssueNode): readonly Wait[] {
  const held = parents.filter((parent) => parent.target.held);
  return held.length === 0 ? blockers : [...blockers, ...held];
}

/** Counts anew what the clusters around some issues unblock; adds to `concerned` those it changes. */
function recount(seeds: readonly IssueNode[], concerned: Set<IssueNode>): void {
  if (seeds.length === 0) return;
  const region = gatherRegion(seeds, visitReaders);
  const { direct, total, roundabout } = countUnblocked(region.graph);
  region.nodes.forEach((node, i) => {
    const arc = at(roundabout, i);
    const next = arc === -1 ? null : (node.waits[arc - at(region.graph.starts, i)] ?? null);
    if (node.direct === direct[i] && node.total === total[i] && node.roundabout === next) return;
    node.direct = at(direct, i);
    node.total = at(total, i);
    node.roundabout = next;
    concerned.add(node);
  });
  release(region);
}
