/** Answers for turning what was read into the next snapshot and its difference from the one before. */
import { consistencyOf } from '../domain/consistency';
import type { ProjectContext, RepositoryContext } from '../domain/context';
import { currentIssue } from '../domain/currentIssue';
import { freshnessOf, staleAtMs, worstFreshness, type FreshnessPolicy } from '../domain/freshness';
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
import { leastConfirmedAtMs, repositoryFacts, type RepositoryState } from './repositoryState';
import { sourceFact, toSourceContext, wasAsked, type SourceState } from './sourceState';

/** What is known when a snapshot is made. */
export interface Knowledge {
  readonly homes: readonly Home[];
  readonly sources: readonly SourceState[];
  /** By root. */
  readonly repositories: ReadonlyMap<string, RepositoryState>;
  /** Whether all that was read in the workspace was so at one moment. */
  readonly ofOneMoment: boolean;
  /** What commits name of a source; the same array as long as nothing changed. */
  readonly references: (sourceId: string) => readonly CommitReference[];
  /** After so many days an issue in progress is quiet; 0: none ever is. */
  readonly quietAfterDays: number;
  /** How old facts may be. */
  readonly freshness: FreshnessPolicy;
  /** Whether what belongs to the repository at `root` is read again without being asked for. */
  readonly readsByItself: (root: string) => boolean;
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
      return state === undefined ? [] : [this.repository(state, known, nowMs)];
    });
    const get = (key: string): EvaluatedIssue | undefined => this.index.get(key);
    const drift = this.drift.find({ ...known, repositories }, issues, get, this.touched, nowMs);
    const sources = known.sources.map((state) =>
      toSourceContext(state, known.freshness, nowMs, known.readsByItself(repositoryOf(state.home))),
    );
    const context: ProjectContext = {
      revision: ++this.revision,
      snapshotAtMs: nowMs,
      consistency: consistencyOf({
        ofOneMoment: known.ofOneMoment,
        confirmed: known.sources.every(wasAsked),
        sources,
        repositories,
      }),
      staleAfterMs: staleAfterMs(known, nowMs),
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

  /** First moment at which issues or their drift change though nothing is read and nothing ages; null when none. */
  get nextChangeAtMs(): number | null {
    const known = [this.index.nextChangeAtMs, this.drift.nextChangeAtMs].filter((moment) => moment !== null);
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

  /** The key of the issue a branch of this name would be taken for. @param own sources of the repository */
  issueNamed(branch: string, own: readonly SourceState[]): string | null {
    return currentIssue(branch, (id) => own.flatMap(({ source }) => this.index.findAll(source.id, id)));
  }

  private repository(
    state: RepositoryState,
    { sources, freshness }: Pick<Knowledge, 'sources' | 'freshness'>,
    nowMs: number,
  ): RepositoryContext {
    return {
      root: state.home.root,
      name: state.home.name,
      project: state.project,
      git: state.git,
      gitError: state.gitError,
      gitErrorSinceMs: state.gitErrorSinceMs,
      freshness: worstFreshness(repositoryFacts(state).map((fact) => freshnessOf(fact, freshness, nowMs))),
      confirmedAtMs: leastConfirmedAtMs(state),
      lastAttemptAtMs: state.lastAttemptAtMs,
      unwatched: state.unwatched,
      currentIssue: this.named(state, sources)?.key ?? null,
      phase: this.phases.phaseOf(state.home.root, sourcesOf(state, sources), this.display.issues),
    };
  }

  /** The issue the branch names. */
  private named(state: RepositoryState, sources: readonly SourceState[]): EvaluatedIssue | null {
    const branch = state.git?.branch ?? state.git?.returnsTo ?? null;
    if (branch === null) return null;
    const key = this.issueNamed(branch, sourcesOf(state, sources));
    return key === null ? null : (this.index.get(key) ?? null);
  }
}

const sourcesOf = (state: RepositoryState, sources: readonly SourceState[]): readonly SourceState[] =>
  sources.filter(({ home }) => repositoryOf(home) === state.home.root);

function staleAfterMs({ sources, repositories, freshness }: Knowledge, nowMs: number): number | null {
  const facts = [...sources.map(sourceFact), ...[...repositories.values()].flatMap(repositoryFacts)];
  const moments = facts.map((fact) => staleAtMs(fact, freshness, nowMs)).filter((at) => at !== null);
  return moments.length === 0 ? null : Math.min(...moments);
}
