/** Answers for the status, reasons and reach of every issue of every source, recomputing only what a change concerns. */
import { turnedBetween, quietSpan, type QuietSpan } from './deferrals';
import { evaluated } from './evaluatedIssue';
import { IssueGraph } from './issueGraph';
import type { IssueNode } from './issueNode';
import type { EvaluatedIssue, ReadinessChange, SourceFacts } from './readiness';
import { recount } from './recount';
import { settle } from './settlement';

/**
 * Sources go in, evaluated issues come out. {@link setSource} and {@link removeSource} only note what
 * changed; {@link flush} judges it, and until then all answers are those of the flush before. Judging from
 * scratch is the same work with everything noted.
 *
 * A flush costs what it concerns: the changed issues and those that read them; all below a parent that
 * is newly held up or set free; and, where someone waits for other issues than before, the cluster
 * of issues that waiting connects with them. Besides, a source told anew costs one pass of comparing identities.
 */
export class ReadinessIndex {
  private readonly graph = new IssueGraph();
  /** What is told of sources since the last flush; null: to be forgotten. */
  private readonly noted = new Map<string, SourceFacts | null>();
  private list: readonly EvaluatedIssue[] | null = null;
  private quiet: QuietSpan = { fromMs: -Infinity, untilMs: null };
  private flushedAtMs = -Infinity;

  /**
   * Adds a source or replaces what it says; its list must stay as it is until the next flush. Issues that are
   * the same objects as last time are unchanged; of the others, those with an equal id continue the old record.
   */
  setSource(facts: SourceFacts): void {
    this.noted.set(facts.id, facts);
  }

  /** Forgets a source; does nothing when it is not known. */
  removeSource(id: string): void {
    this.noted.set(id, null);
  }

  /** Judges all that changed since the last flush, and all that the new moment changes. */
  flush(nowMs: number): ReadinessChange {
    for (const [id, facts] of this.noted) {
      if (facts === null) this.graph.removeSource(id);
      else this.graph.setSource(facts);
    }
    this.noted.clear();
    this.noteTime(nowMs);
    const { dirty, parted, vacated } = this.graph.beginFlush();
    const rearranged = settle(this.graph, dirty, nowMs);
    for (const node of parted) rearranged.push(node);
    recount(this.graph, rearranged);
    const change = this.tell(dirty, vacated);
    this.graph.endFlush();
    return change;
  }

  get(key: string): EvaluatedIssue | undefined {
    return this.graph.withKey(key)?.evaluated ?? undefined;
  }

  /** All issues as of the last flush, in no particular order; the same array while nothing changed. */
  all(): readonly EvaluatedIssue[] {
    if (this.list === null) {
      const list: EvaluatedIssue[] = [];
      for (const { evaluated } of this.graph.nodes()) if (evaluated !== null) list.push(evaluated);
      this.list = list;
    }
    return this.list;
  }

  /** The issue a source knows by the id, the first of several; ids compare as the source's rules say. */
  find(sourceId: string, id: string): EvaluatedIssue | undefined {
    return this.graph.source(sourceId)?.named(id)[0]?.evaluated ?? undefined;
  }

  /** Every issue a source has by the id, in whatever case its letters are. */
  findAll(sourceId: string, id: string): readonly EvaluatedIssue[] {
    const nodes = this.graph.source(sourceId)?.namedInAnyCase(id) ?? [];
    return nodes.flatMap((node) => node.evaluated ?? []);
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

  private tell(concerned: readonly IssueNode[], vacated: ReadonlyMap<string, EvaluatedIssue>): ReadinessChange {
    const current: EvaluatedIssue[] = [];
    const removed = new Map(vacated);
    const outdated: EvaluatedIssue[] = [];
    for (const node of concerned) {
      const { key } = node;
      const own = node.evaluated?.key === key ? node.evaluated : undefined;
      const before = vacated.get(key) ?? own;
      const after = evaluated(node, this.graph.relations, before);
      node.evaluated = after;
      removed.delete(key);
      if (after === before) continue;
      current.push(after);
      if (before !== undefined) outdated.push(before);
    }
    for (const gone of removed.values()) outdated.push(gone);
    if (current.length + removed.size > 0) this.list = null;
    return { changed: current.map(({ key }) => key), removed: [...removed.keys()], current, outdated };
  }
}

/** Judges sources from scratch. */
export function evaluate(sources: Iterable<SourceFacts>, nowMs: number): readonly EvaluatedIssue[] {
  const index = new ReadinessIndex();
  for (const facts of sources) index.setSource(facts);
  index.flush(nowMs);
  return index.all();
}
