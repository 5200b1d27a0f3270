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
  /** Ids by source: see {@link setBegun}. */
  private readonly begun = new Map<string, readonly string[]>();
  private underWay: ReadonlySet<IssueNode> = new Set();
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

  /**
   * Says which issues of a source somebody is at right now: those the checked-out branches name. They count as begun
   * where the source's rules take that for a sign ({@link TrackerRules.branchBegins}).
   * @param ids as the source writes them; replaces what was said of the source before
   */
  setBegun(sourceId: string, ids: readonly string[]): void {
    if (ids.length === 0) this.begun.delete(sourceId);
    else this.begun.set(sourceId, ids);
  }

  /** Judges all that changed since the last flush, and all that the new moment changes. */
  flush(nowMs: number): ReadinessChange {
    for (const [id, facts] of this.noted) {
      if (facts === null) this.graph.removeSource(id);
      else this.graph.setSource(facts);
    }
    this.noted.clear();
    this.noteBegun();
    this.noteTime(nowMs);
    const { dirty, parted, vacated } = this.graph.beginFlush();
    const rearranged = settle(this.graph, dirty, nowMs);
    for (const node of parted) rearranged.push(node);
    recount(this.graph, rearranged);
    const change = this.tell(dirty, vacated);
    this.graph.endFlush();
    return change;
  }

  /** The issue with the key; undefined for one from outside. */
  get(key: string): EvaluatedIssue | undefined {
    const issue = this.graph.withKey(key)?.evaluated;
    return isListed(issue) ? issue : undefined;
  }

  /**
   * All issues as of the last flush but those from outside, in no particular order; the same array while nothing
   * changed.
   */
  all(): readonly EvaluatedIssue[] {
    if (this.list === null) {
      const list: EvaluatedIssue[] = [];
      for (const { evaluated } of this.graph.nodes()) if (isListed(evaluated)) list.push(evaluated);
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

  /** Records come and go while what was said of their ids stays. */
  private noteBegun(): void {
    const now = new Set<IssueNode>();
    for (const [sourceId, ids] of this.begun) {
      const source = this.graph.source(sourceId);
      if (source?.rules.declared.branchBegins !== true) continue;
      for (const id of ids) for (const node of source.named(id)) now.add(node);
    }
    for (const node of [...this.underWay, ...now]) {
      if (node.begun === now.has(node)) continue;
      node.begun = now.has(node);
      this.graph.mark(node);
    }
    this.underWay = now;
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
    const leftover = new Map(vacated);
    const removed: string[] = [];
    const outdated: EvaluatedIssue[] = [];
    for (const node of concerned) {
      const { key } = node;
      const own = node.evaluated?.key === key ? node.evaluated : undefined;
      const before = vacated.get(key) ?? own;
      const after = evaluated(node, this.graph.relations, before);
      node.evaluated = after;
      leftover.delete(key);
      if (after === before) continue;
      if (isListed(before)) outdated.push(before);
      if (isListed(after)) current.push(after);
      else if (isListed(before)) removed.push(key);
    }
    for (const [key, gone] of leftover) {
      if (!isListed(gone)) continue;
      outdated.push(gone);
      removed.push(key);
    }
    if (current.length + removed.length > 0) this.list = null;
    return { changed: current.map(({ key }) => key), removed, current, outdated };
  }
}

/** An issue from outside is known, and neither listed nor counted. */
const isListed = (issue: EvaluatedIssue | null | undefined): issue is EvaluatedIssue =>
  issue !== null && issue !== undefined && issue.issue.remote?.outside !== true;

/** Judges sources from scratch. */
export function evaluate(sources: Iterable<SourceFacts>, nowMs: number): readonly EvaluatedIssue[] {
  const index = new ReadinessIndex();
  for (const facts of sources) index.setSource(facts);
  index.flush(nowMs);
  return index.all();
}
