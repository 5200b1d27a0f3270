/** Answers for turning what was read into the next snapshot and its difference from the one before. */
import type { Consistency, ProjectContext, RepositoryContext, SourceContext } from '../domain/context';
import { currentIssue } from '../domain/currentIssue';
import { defaultFreshnessPolicy, freshnessOf, nextFreshnessChangeAtMs } from '../domain/freshness';
import { mergeOrdered } from '../domain/ordering';
import { currentPhase } from '../domain/phase';
import type { EvaluatedIssue, Status } from '../domain/readiness';
import { ReadinessIndex } from '../domain/readinessIndex';
import { repositoryOf, type Home } from '../ports/workspace';
import type { TrackerRules } from '../domain/trackerRules';
import type { SourceReading } from '../ports/tracker';
import type { RepositoryState } from './repositoryState';
import { isLive, toSourceContext, wasAsked, type SourceState } from './sourceState';

/** What is known when a snapshot is made. */
export interface Knowledge {
  readonly homes: readonly Home[];
  readonly sources: readonly SourceState[];
  /** By root. */
  readonly repositories: ReadonlyMap<string, RepositoryState>;
  /** False while something is being read, or moved while it was read last. */
  readonly settled: boolean;
}

/** A published snapshot, and the keys of the issues that differ from the snapshot before. */
export interface ContextChange {
  readonly context: ProjectContext;
  /** Keys of new and different issues. An issue that became (or no longer is) the current one is not among them. */
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

export class ContextBuilder {
  private readonly index = new ReadinessIndex();
  /** What the index was told last of each source. */
  private readonly indexed = new Map<
    string,
    { readonly reading: SourceReading | null; readonly rules: TrackerRules }
  >();
  private issues: readonly EvaluatedIssue[] = [];
  private revision = 0;

  build(known: Knowledge, nowMs: number): ContextChange {
    this.feed(known.sources);
    const { changed, removed } = this.index.flush(nowMs);
    this.issues = mergeOrdered(
      this.issues,
      new Set([...changed, ...removed]),
      changed.flatMap((key) => this.index.get(key) ?? []),
    );
    const sources = known.sources.map((state) => toSourceContext(state, freshness(state, nowMs)));
    const staleAfter = known.sources.map((state) => staleAfterMs(state, nowMs)).filter((at) => at !== null);
    const context: ProjectContext = {
      revision: ++this.revision,
      snapshotAtMs: nowMs,
      consistency: known.sources.every(wasAsked) ? consistency(known.settled, sources) : 'cached',
      staleAfterMs: staleAfter.length === 0 ? null : Math.min(...staleAfter),
      repositories: known.homes.flatMap((home) => {
        const state = known.repositories.get(home.root);
        return state === undefined ? [] : [this.repository(state, known.sources)];
      }),
      sources,
      counts: count(this.issues),
      issues: this.issues,
      problems: known.sources.flatMap(({ source, reading }) =>
        (reading?.problems ?? []).map((problem) => ({ source: source.id, ...problem })),
      ),
    };
    return { context, changed, removed };
  }

  /** First moment after `nowMs` at which the snapshot changes though nothing is read; null when none. */
  nextChangeAtMs(sources: readonly SourceState[], nowMs: number): number | null {
    const moments = sources.map((state) => nextFreshnessChangeAtMs(freshnessInput(state, nowMs)));
    const known = [this.index.nextChangeAtMs, ...moments].filter((moment) => moment !== null);
    return known.length === 0 ? null : Math.min(...known);
  }

  private feed(sources: readonly SourceState[]): void {
    const present = new Set(sources.map(({ source }) => source.id));
    for (const id of [...this.indexed.keys()]) {
      if (present.has(id)) continue;
      this.index.removeSource(id);
      this.indexed.delete(id);
    }
    for (const state of sources) {
      const { id, aliases, rules } = state.source;
      const before = this.indexed.get(id);
      if (before?.reading === state.reading && before.rules === rules) continue;
      this.index.setSource({ id, aliases, rules, issues: state.reading?.issues ?? [] });
      this.indexed.set(id, { reading: state.reading, rules });
    }
  }

  private repository(state: RepositoryState, sources: readonly SourceState[]): RepositoryContext {
    const own = [...sources.values()]
      .filter(({ home }) => repositoryOf(home) === state.home.root)
      .map(({ source }) => source.id);
    const ownIds = new Set(own);
    const branch = state.git?.branch ?? state.git?.returnsTo ?? null;
    return {
      root: state.home.root,
      name: state.home.name,
      project: state.project,
      git: state.git,
      gitError: state.gitError,
      currentIssue:
        branch === null ? null : currentIssue(branch, (id) => own.flatMap((source) => this.index.findAll(source, id))),
      phase: currentPhase(this.issues.filter((issue) => ownIds.has(issue.source) && issue.issue.phase !== null)),
    };
  }
}

const freshnessInput = (state: SourceState, nowMs: number): Parameters<typeof freshnessOf>[0] => ({
  live: isLive(state),
  confirmedAtMs: state.confirmedAtMs,
  nowMs,
  ...defaultFreshnessPolicy,
});

const freshness = (state: SourceState, nowMs: number): SourceContext['freshness'] =>
  freshnessOf(freshnessInput(state, nowMs));

const staleAfterMs = (state: SourceState, nowMs: number): number | null =>
  isLive(state) ? null : (state.confirmedAtMs ?? nowMs) + defaultFreshnessPolicy.staleAfterMs;

function consistency(settled: boolean, sources: readonly SourceContext[]): Consistency {
  if (sources.some(({ freshness, error }) => error !== null || freshness === 'stale' || freshness === 'never'))
    return 'cached';
  if (!settled || sources.some(({ freshness }) => freshness === 'ageing')) return 'eventual';
  return 'strict';
}

function count(issues: readonly EvaluatedIssue[]): Readonly<Record<Status, number>> {
  const counts = { ready: 0, inProgress: 0, blocked: 0, deferred: 0, other: 0, done: 0 };
  for (const { status } of issues) counts[status]++;
  return counts;
}
