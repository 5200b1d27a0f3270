/** Answers for turning what was read into the next snapshot and its difference from the one before. */
import type { Consistency, ProjectContext, RepositoryContext, SourceContext } from '../domain/context';
import { currentIssue } from '../domain/currentIssue';
import { defaultFreshnessPolicy, freshnessOf, nextFreshnessChangeAtMs } from '../domain/freshness';
import { mergeOrdered } from '../domain/ordering';
import { currentPhase } from '../domain/phase';
import type { EvaluatedIssue, Status } from '../domain/readiness';
import { ReadinessIndex } from '../domain/readinessIndex';
import type { Home } from '../ports/workspace';
import type { Reading } from './discovery';
import type { RepositoryState } from './repositoryState';
import { isLive, toSourceContext, type SourceState } from './sourceState';

/** A published snapshot, and the keys of the issues that differ from the snapshot before. */
export interface ContextChange {
  readonly context: ProjectContext;
  /** Keys of new and different issues. An issue that became (or no longer is) the current one is not among them. */
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

export class ContextBuilder {
  private readonly index = new ReadinessIndex();
  private readonly indexed = new Map<string, SourceState>();
  private issues: readonly EvaluatedIssue[] = [];
  private revision = 0;

  build(homes: readonly Home[], reading: Reading, nowMs: number): ContextChange {
    this.feed(reading.sources);
    const { changed, removed } = this.index.flush(nowMs);
    this.issues = mergeOrdered(
      this.issues,
      new Set([...changed, ...removed]),
      changed.flatMap((key) => this.index.get(key) ?? []),
    );
    const sources = [...reading.sources.values()].map((state) => toSourceContext(state, freshness(state, nowMs)));
    const staleAfter = [...reading.sources.values()]
      .map((state) => staleAfterMs(state, nowMs))
      .filter((at) => at !== null);
    const context: ProjectContext = {
      revision: ++this.revision,
      snapshotAtMs: nowMs,
      consistency: consistency(reading, sources),
      staleAfterMs: staleAfter.length === 0 ? null : Math.min(...staleAfter),
      repositories: homes.flatMap((home) => {
        const state = reading.repositories.get(home.root);
        return state === undefined ? [] : [this.repository(state, reading.sources)];
      }),
      sources,
      counts: count(this.issues),
      issues: this.issues,
      problems: [...reading.sources].flatMap(([source, { reading: read }]) =>
        (read?.problems ?? []).map((problem) => ({ source, ...problem })),
      ),
    };
    return { context, changed, removed };
  }

  /** First moment after `nowMs` at which the snapshot changes though nothing is read; null when none. */
  nextChangeAtMs(reading: Reading, nowMs: number): number | null {
    const moments = [...reading.sources.values()].map((state) => nextFreshnessChangeAtMs(freshnessInput(state, nowMs)));
    const known = [this.index.nextChangeAtMs, ...moments].filter((moment) => moment !== null);
    return known.length === 0 ? null : Math.min(...known);
  }

  private feed(sources: ReadonlyMap<string, SourceState>): void {
    for (const id of [...this.indexed.keys()]) {
      if (!sources.has(id)) {
        this.index.removeSource(id);
        this.indexed.delete(id);
      }
    }
    for (const [id, state] of sources) {
      const before = this.indexed.get(id);
      if (before?.reading === state.reading && before.source.rules === state.source.rules) continue;
      const { aliases, rules } = state.source;
      this.index.setSource({ id, aliases, rules, issues: state.reading?.issues ?? [] });
      this.indexed.set(id, state);
    }
  }

  private repository(state: RepositoryState, sources: ReadonlyMap<string, SourceState>): RepositoryContext {
    const own = [...sources.values()]
      .filter(({ home }) => home.root === state.home.root)
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

function consistency(reading: Reading, sources: readonly SourceContext[]): Consistency {
  if (sources.some(({ freshness, error }) => error !== null || freshness === 'stale' || freshness === 'never'))
    return 'cached';
  if (!reading.settled || sources.some(({ freshness }) => freshness === 'ageing')) return 'eventual';
  return 'strict';
}

function count(issues: readonly EvaluatedIssue[]): Readonly<Record<Status, number>> {
  const counts = { ready: 0, inProgress: 0, blocked: 0, deferred: 0, other: 0, done: 0 };
  for (const { status } of issues) counts[status]++;
  return counts;
}
