/** Answers for turning what was read into the next snapshot and its difference from the one before. */
import type { Consistency, ProjectContext, RepositoryContext, SourceContext } from '../domain/context';
import { currentIssue } from '../domain/currentIssue';
import { defaultFreshnessPolicy, freshnessOf, nextFreshnessChangeAtMs } from '../domain/freshness';
import { afterChange, nothingToDisplay } from '../domain/displayList';
import type { Issue } from '../domain/issue';
import type { CommitReference } from '../domain/commitReference';
import type { EvaluatedIssue } from '../domain/readiness';
import { ReadinessIndex } from '../domain/readinessIndex';
import { repositoryOf, type Home } from '../ports/workspace';
import type { TrackerRules } from '../domain/trackerRules';
import type { SourceReading } from '../ports/tracker';
import { DriftFinder } from './driftFinder';
import { PhaseFinder } from './phaseFinder';
import { portions } from './portions';
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
  /** What commits name of a source; the same array as long as nothing changed. */
  readonly references: (sourceId: string) => readonly CommitReference[];
  /** After so many days an issue in progress is quiet; 0: none ever is. */
  readonly quietAfterDays: number;
}

/** A published snapshot, and the keys of the issues that differ from the snapshot before. */
export interface ContextChange {
  readonly context: ProjectContext;
  /** Keys of new and different issues. An issue that became (or no longer is) the current one is not among them. */
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

const nothing: readonly Issue[] = [];

/** What the index was told last of a source. */
interface Told {
  readonly reading: SourceReading | null;
  readonly issues: readonly Issue[];
  readonly rules: TrackerRules;
}

export class ContextBuilder {
  private readonly index = new ReadinessIndex();
  private readonly told = new Map<string, Told>();
  private display = nothingToDisplay;
  /** Keys that differ from the latest snapshot. */
  private touched = new Set<string>();
  private revision = 0;
  private readonly phases = new PhaseFinder();
  private readonly drift = new DriftFinder();
  /** What the index was told last of issues that branches name. */
  private begun = new Map<string, string>();

  /** Whether so much was read that it is to be taken in by {@link feed} first. */
  hasMuchToTakeIn(sources: readonly SourceState[]): boolean {
    const isMuch = (steps: Generator<readonly Issue[], void>, last: readonly Issue[] | undefined): boolean => {
      const first = steps.next();
      return first.done !== true && first.value.length > 0 && first.value !== last;
    };
    return (
      sources.some((state) => isMuch(this.steps(state), state.reading?.issues)) ||
      this.goneWithout(sources).some(([, { issues }]) => isMuch(portions(issues, nothing), nothing))
    );
  }

  /** Takes in what was read, in portions; {@link build} then has little left to do. */
  async feed(sources: readonly SourceState[], nowMs: number, breathe: () => Promise<void>): Promise<void> {
    for (const [id, { issues: all, rules }] of this.goneWithout(sources)) {
      for (const issues of portions(all, nothing)) {
        this.index.setSource({ id, aliases: [], rules, issues });
        this.told.set(id, { reading: null, issues, rules });
        this.flush(nowMs);
        await breathe();
      }
    }
    for (const state of sources) {
      for (const issues of this.steps(state)) {
        this.tell(state, issues);
        this.flush(nowMs);
        await breathe();
      }
    }
  }

  build(known: Knowledge, nowMs: number): ContextChange {
    for (const [id] of this.goneWithout(known.sources)) {
      this.index.removeSource(id);
      this.told.delete(id);
    }
    for (const state of known.sources) {
      const { source, reading } = state;
      const told = this.told.get(source.id);
      if (told?.reading === reading && told.rules === source.rules) continue;
      this.tell(state, reading?.issues ?? []);
    }
    this.flush(nowMs);
    this.tellBegun(known, nowMs);
    const { issues, counts } = this.display;
    const repositories = known.homes.flatMap((home) => {
      const state = known.repositories.get(home.root);
      return state === undefined ? [] : [this.repository(state, known.sources)];
    });
    const get = (key: string): EvaluatedIssue | undefined => this.index.get(key);
    const drift = this.drift.find({ ...known, repositories }, issues, get, this.touched, nowMs);
    const sources = known.sources.map((state) => toSourceContext(state, freshness(state, nowMs)));
    const staleAfter = known.sources.map((state) => staleAfterMs(state, nowMs)).filter((at) => at !== null);
    const context: ProjectContext = {
      revision: ++this.revision,
      snapshotAtMs: nowMs,
      consistency: known.sources.every(wasAsked) ? consistency(known.settled, sources) : 'cached',
      staleAfterMs: staleAfter.length === 0 ? null : Math.min(...staleAfter),
      repositories,
      sources,
      counts,
      issues,
      problems: known.sources.flatMap(({ source, reading }) =>
        (reading?.problems ?? []).map((problem) => ({ source: source.id, ...problem })),
      ),
      drift,
    };
    const touched = [...this.touched];
    this.touched = new Set();
    const isThere = (key: string): boolean => get(key) !== undefined;
    return {
      context,
      changed: touched.filter(isThere),
      removed: touched.filter((key) => !isThere(key)),
    };
  }

  /** First moment after `nowMs` at which the snapshot changes though nothing is read; null when none. */
  nextChangeAtMs(sources: readonly SourceState[], nowMs: number): number | null {
    const moments = sources.map((state) => nextFreshnessChangeAtMs(freshnessInput(state, nowMs)));
    const known = [this.index.nextChangeAtMs, this.drift.nextChangeAtMs, ...moments].filter(
      (moment) => moment !== null,
    );
    return known.length === 0 ? null : Math.min(...known);
  }

  /** What the index is to be told of a source, one after the other; nothing when it was told. */
  private *steps({ source, reading }: SourceState): Generator<readonly Issue[], void> {
    const before = this.told.get(source.id);
    if (before?.reading === reading && before.rules === source.rules) return;
    yield* portions(before?.rules === source.rules ? before.issues : [], reading?.issues ?? []);
  }

  private tell({ source, reading }: SourceState, issues: readonly Issue[]): void {
    const { id, aliases, rules } = source;
    this.index.setSource({ id, aliases, rules, issues });
    this.told.set(id, { reading: issues === reading?.issues ? reading : null, issues, rules });
  }

  /** What the index knows of sources that are there no longer. */
  private goneWithout(sources: readonly SourceState[]): readonly (readonly [string, Told])[] {
    const present = new Set(sources.map(({ source }) => source.id));
    return [...this.told].filter(([id]) => !present.has(id));
  }

  private flush(nowMs: number): void {
    const { changed, removed, current, outdated } = this.index.flush(nowMs);
    for (const key of changed) this.touched.add(key);
    for (const key of removed) this.touched.add(key);
    this.display = afterChange(this.display, outdated, current);
  }

  /** An issue that a branch names is begun, where its tracker has no status for that. */
  private tellBegun({ repositories, sources }: Knowledge, nowMs: number): void {
    const counting = sources.filter(({ source }) => source.rules.branchBegins === true);
    if (counting.length === 0 && this.begun.size === 0) return;
    const named = [...repositories.values()].flatMap((state) => this.named(state, sources) ?? []);
    const begun = new Map(
      counting.map(({ source: { id } }): [string, string[]] => [
        id,
        named.filter((issue) => issue.source === id).map(({ issue }) => issue.id),
      ]),
    );
    const told = new Map([...begun].map(([id, ids]) => [id, JSON.stringify(ids)]));
    const changed = [...new Set([...told.keys(), ...this.begun.keys()])].filter(
      (id) => (told.get(id) ?? '[]') !== (this.begun.get(id) ?? '[]'),
    );
    this.begun = told;
    if (changed.length === 0) return;
    for (const id of changed) this.index.setBegun(id, begun.get(id) ?? []);
    this.flush(nowMs);
  }

  private repository(state: RepositoryState, sources: readonly SourceState[]): RepositoryContext {
    return {
      root: state.home.root,
      name: state.home.name,
      project: state.project,
      git: state.git,
      gitError: state.gitError,
      currentIssue: this.named(state, sources)?.key ?? null,
      phase: this.phases.phaseOf(state.home.root, sourcesOf(state, sources), this.display.issues),
    };
  }

  /** The issue the branch names. */
  private named(state: RepositoryState, sources: readonly SourceState[]): EvaluatedIssue | null {
    const branch = state.git?.branch ?? state.git?.returnsTo ?? null;
    if (branch === null) return null;
    const own = sourcesOf(state, sources);
    const key = currentIssue(branch, (id) => own.flatMap(({ source }) => this.index.findAll(source.id, id)));
    return key === null ? null : (this.index.get(key) ?? null);
  }
}

const sourcesOf = (state: RepositoryState, sources: readonly SourceState[]): readonly SourceState[] =>
  sources.filter(({ home }) => repositoryOf(home) === state.home.root);

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
  const isPart = ({ freshness, remote }: SourceContext): boolean =>
    freshness === 'ageing' || (remote !== null && remote.incomplete.length > 0);
  if (!settled || sources.some(isPart)) return 'eventual';
  return 'strict';
}
