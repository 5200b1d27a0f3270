/** Answers for the drift of all issues, looking again only at those that what changed concerns. */
import type { CommitReference } from '../domain/commitReference';
import type { RepositoryContext } from '../domain/context';
import type { Drift } from '../domain/drift';
import { driftOf, nextDriftAtMs, type DriftInput, type DriftSource } from '../domain/driftOf';
import type { EvaluatedIssue } from '../domain/readiness';
import { repositoryOf } from '../ports/workspace';
import type { SourceState } from './sourceState';

export interface DriftFacts {
  readonly sources: readonly SourceState[];
  readonly repositories: readonly RepositoryContext[];
  /** What commits name of a source; the same array as long as nothing changed. */
  readonly references: (sourceId: string) => readonly CommitReference[];
  /** After so many days an issue in progress is quiet; 0: none ever is. */
  readonly quietAfterDays: number;
}

export class DriftFinder {
  private known: ReadonlyMap<string, readonly Drift[]> = new Map();
  /** What the drift of an issue depends on beside the issue. */
  private surroundings: readonly unknown[] = [];
  private nextAtMs: number | null = null;

  /** First moment at which drift changes by itself; null: never. */
  get nextChangeAtMs(): number | null {
    return this.nextAtMs;
  }

  /**
   * @param issues all there are
   * @param touched keys of those that differ from the last time; gone ones included. Those whose drift changed are added
   */
  find(
    facts: DriftFacts,
    issues: readonly EvaluatedIssue[],
    get: (key: string) => EvaluatedIssue | undefined,
    touched: Set<string>,
    nowMs: number,
  ): ReadonlyMap<string, readonly Drift[]> {
    const input = { ...inputOf(facts), nowMs };
    const surroundings = surroundingsOf(facts);
    const isSame = sameParts(surroundings, this.surroundings) && (this.nextAtMs === null || nowMs < this.nextAtMs);
    this.surroundings = surroundings;
    const before = this.known;
    if (isSame) this.lookAt(touched, get, input);
    else {
      this.known = driftOf({ ...input, issues }, before);
      this.nextAtMs = nextDriftAtMs({ ...input, issues });
    }
    if (this.known !== before) noteDifferences(before, this.known, touched);
    return this.known;
  }

  private lookAt(
    touched: ReadonlySet<string>,
    get: (key: string) => EvaluatedIssue | undefined,
    input: Omit<DriftInput, 'issues'>,
  ): void {
    if (touched.size === 0) return;
    const issues = [...touched].flatMap((key) => get(key) ?? []);
    const known = new Map([...this.known].filter(([key]) => touched.has(key)));
    const found = driftOf({ ...input, issues }, known);
    if (found !== known) {
      const next = new Map(this.known);
      for (const key of touched) {
        const drift = found.get(key);
        if (drift === undefined) next.delete(key);
        else next.set(key, drift);
      }
      this.known = next;
    }
    const moments = [this.nextAtMs, nextDriftAtMs({ ...input, issues })].filter((moment) => moment !== null);
    this.nextAtMs = moments.length === 0 ? null : Math.min(...moments);
  }
}

const inputOf = (facts: DriftFacts): Omit<DriftInput, 'issues' | 'nowMs'> => ({
  sources: facts.sources.map(({ source, home }): DriftSource => ({
    id: source.id,
    repository: repositoryOf(home),
    remote: source.remote === undefined ? null : { repository: source.remote.repository, url: source.remote.url },
    references: facts.references(source.id),
  })),
  repositories: facts.repositories,
  quietAfterDays: facts.quietAfterDays,
});

/** Counts of changed files, which move most often, are no part of it. */
const surroundingsOf = ({ sources, repositories, references, quietAfterDays }: DriftFacts): readonly unknown[] => [
  quietAfterDays,
  ...sources.flatMap(({ source }) => [source.id, source.remote?.repository, references(source.id)]),
  ...repositories.flatMap(({ root, git, currentIssue }) => [
    root,
    currentIssue,
    git?.head,
    git?.branch,
    git?.returnsTo,
    git?.recentCommits.length,
  ]),
];

const sameParts = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((part, at) => part === b[at]);

function noteDifferences<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>, into: Set<string>): void {
  for (const [key, drift] of after) if (before.get(key) !== drift) into.add(key);
  for (const key of before.keys()) if (!after.has(key)) into.add(key);
}
