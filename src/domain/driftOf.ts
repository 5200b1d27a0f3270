/** Answers for finding where issues and git tell different stories. */
import { closedIds } from './closedIds';
import type { CommitReference } from './commitReference';
import type { RepositoryContext } from './context';
import type { Drift } from './drift';
import type { Issue } from './issue';
import type { EvaluatedIssue } from './readiness';

const dayMs = 24 * 3_600_000;
/** A commit has the time of the machine it was made on, an issue that of its server. */
const clocksDifferMs = 3_600_000;
/** What the default branch is called where no server says. */
const defaultBranches: readonly (string | null)[] = ['main', 'master'];

/** A source, as far as drift needs it. */
export interface DriftSource {
  readonly id: string;
  /** Root of the repository it belongs to; null: none. */
  readonly repository: string | null;
  /** Where it is on a server: `owner/name`, and the web address without a slash at its end. Null for a local one. */
  readonly remote: { readonly repository: string; readonly url: string } | null;
  /** What commits name; empty for a local one. The same array as long as nothing changed. */
  readonly references: readonly CommitReference[];
}

export interface DriftInput {
  readonly issues: readonly EvaluatedIssue[];
  readonly sources: readonly DriftSource[];
  readonly repositories: readonly Pick<RepositoryContext, 'root' | 'git' | 'currentIssue'>[];
  /** After so many days an issue in progress is quiet; 0: none ever is. */
  readonly quietAfterDays: number;
  readonly nowMs: number;
}

interface Closing {
  readonly commit: string;
  readonly committedAtMs: number;
}

const none: readonly Drift[] = [];

/** What commits say of the issues of one source, by id in lower case. */
interface Told {
  readonly source: DriftSource;
  readonly namedAtMs: ReadonlyMap<string, number>;
  readonly closings: ReadonlyMap<string, Closing>;
  /** Pull requests that were merged, by the commit that names them. */
  readonly merged: ReadonlyMap<string, CommitReference>;
}

/**
 * By issue key; an issue without drift is not in it. Takes one look at each issue.
 * @param before the last answer: what did not change is the same object
 */
export function driftOf(
  input: DriftInput,
  before: ReadonlyMap<string, readonly Drift[]> = new Map(),
): ReadonlyMap<string, readonly Drift[]> {
  const told = new Map(input.sources.map((source) => [source.id, toldOf(source, input)]));
  const found = new Map<string, readonly Drift[]>();
  let isUnchanged = true;
  for (const issue of input.issues) {
    const drift = driftOfIssue(issue, told.get(issue.source), input);
    if (drift.length === 0) continue;
    const known = before.get(issue.key);
    const same = known !== undefined && sameDrift(known, drift);
    isUnchanged &&= same;
    found.set(issue.key, same ? known : drift);
  }
  return isUnchanged && found.size === before.size ? before : found;
}

/** First moment after `input.nowMs` at which an issue turns quiet, or is quiet for another day; null when none does. */
export function nextDriftAtMs(input: DriftInput): number | null {
  const { issues, sources, quietAfterDays, nowMs } = input;
  if (quietAfterDays === 0) return null;
  const told = new Map(sources.map((source) => [source.id, toldOf(source, input)]));
  let next: number | null = null;
  for (const issue of issues) {
    const lastAtMs = issue.status === 'inProgress' ? lastActivityMs(issue, told.get(issue.source), input) : null;
    if (lastAtMs === null) continue;
    const days = Math.max(quietAfterDays, Math.floor((nowMs - lastAtMs) / dayMs) + 1);
    next = Math.min(next ?? Infinity, lastAtMs + days * dayMs);
  }
  return next;
}

function driftOfIssue(evaluated: EvaluatedIssue, told: Told | undefined, input: DriftInput): readonly Drift[] {
  const { key, status, issue } = evaluated;
  if (status === 'done') {
    return input.repositories.flatMap(({ root, git, currentIssue }): readonly Drift[] => {
      const branch = git?.branch ?? git?.returnsTo ?? null;
      return currentIssue === key && branch !== null ? [{ kind: 'branchOfDone', branch, repository: root }] : [];
    });
  }
  const closing = told?.closings.get(issue.id.toLowerCase());
  const mayBeQuiet = input.quietAfterDays > 0 && status === 'inProgress';
  if (closing === undefined && !mayBeQuiet && (issue.remote?.pullRequests.length ?? 0) === 0) return none;
  const drift: Drift[] = [];
  const remote = told?.source.remote ?? null;
  if (closing !== undefined && isSince(issue, closing.committedAtMs)) {
    const url = remote === null ? null : `${remote.url}/commit/${closing.commit}`;
    drift.push({ kind: 'fixedByCommit', ...closing, url });
  }
  drift.push(...mergedOf(issue, closing, told));
  const days = quietDays(evaluated, told, input);
  if (days !== null) drift.push({ kind: 'quiet', days });
  return drift;
}

function mergedOf(issue: Issue, closing: Closing | undefined, told: Told | undefined): readonly Drift[] {
  const linked = issue.remote?.pullRequests ?? [];
  const merged = linked.filter(
    ({ state, mergedAtMs }) => state === 'merged' && (mergedAtMs === null || isSince(issue, mergedAtMs)),
  );
  if (merged.length > 0) {
    return merged.map(({ id, mergedAtMs, url }) => ({ kind: 'mergedPullRequest', id, mergedAtMs, url }));
  }
  // What merged a pull request names it: `Fix the list (#34)`, and below, `fixes #12`.
  const named = closing === undefined ? undefined : told?.merged.get(closing.commit);
  if (closing === undefined || named?.state.kind !== 'resolved' || !isSince(issue, closing.committedAtMs)) return [];
  const own = named.repository === told?.source.remote?.repository;
  const id = `${own ? '' : named.repository}#${named.number}`;
  return [{ kind: 'mergedPullRequest', id, mergedAtMs: null, url: named.state.resolution.url }];
}

/** Whether it happened since the issue was opened last, as far as is known: an issue may be opened again on purpose. */
function isSince({ createdAtMs, closedAtMs, updatedAtMs, trackerStatus }: Issue, atMs: number): boolean {
  if (trackerStatus.toLowerCase() === 'reopened' && updatedAtMs !== null && atMs <= updatedAtMs) return false;
  return (createdAtMs === null || atMs >= createdAtMs - clocksDifferMs) && (closedAtMs === null || atMs > closedAtMs);
}

function quietDays(issue: EvaluatedIssue, told: Told | undefined, input: DriftInput): number | null {
  if (input.quietAfterDays === 0 || issue.status !== 'inProgress') return null;
  const lastAtMs = lastActivityMs(issue, told, input);
  const days = lastAtMs === null ? 0 : Math.floor((input.nowMs - lastAtMs) / dayMs);
  return days >= input.quietAfterDays ? days : null;
}

/** When the issue moved last, or a commit named it, or one was made on its branch; null when nothing is known. */
function lastActivityMs({ key, issue }: EvaluatedIssue, told: Told | undefined, input: DriftInput): number | null {
  const onBranch = input.repositories
    .filter(({ currentIssue }) => currentIssue === key)
    .map(({ git }) => git?.recentCommits[0]?.committedAtMs);
  const named = told?.namedAtMs.get(issue.id.toLowerCase());
  const moments = [issue.createdAtMs, issue.updatedAtMs, named, ...onBranch].filter((at) => typeof at === 'number');
  return moments.length === 0 ? null : Math.max(...moments);
}

function toldOf(source: DriftSource, input: DriftInput): Told {
  return source.remote === null ? toldByRecentCommits(source, input) : toldByReferences(source, source.remote);
}

/** What was told of references, as long as they are the same. */
const remembered = new WeakMap<readonly CommitReference[], Told>();

function toldByReferences(source: DriftSource, remote: NonNullable<DriftSource['remote']>): Told {
  const known = remembered.get(source.references);
  if (known?.source.id === source.id && known.source.remote?.url === remote.url) return known;
  const namedAtMs = new Map<string, number>();
  const closings = new Map<string, Closing>();
  const merged = new Map<string, CommitReference>();
  for (const reference of source.references) {
    const { repository, number, state, closedBy } = reference;
    if (state.kind === 'resolved' && state.resolution.state === 'merged') merged.set(reference.commit, reference);
    if (repository.toLowerCase() !== remote.repository.toLowerCase()) continue;
    namedAtMs.set(String(number), reference.committedAtMs);
    if (closedBy !== null) closings.set(String(number), closedBy);
  }
  const told = { source, namedAtMs, closings, merged };
  remembered.set(source.references, told);
  return told;
}

/** A tracker in the repository has no backlog of references: the commits that are shown speak for themselves. */
function toldByRecentCommits(source: DriftSource, { repositories }: DriftInput): Told {
  const git = repositories.find(({ root }) => root === source.repository)?.git ?? null;
  const closings = new Map<string, Closing>();
  const commits = defaultBranches.includes(git?.branch ?? null) ? (git?.recentCommits ?? []) : [];
  for (const { hash, message, committedAtMs } of commits) {
    for (const id of closedIds(message)) {
      const known = closings.get(id.toLowerCase());
      if (known === undefined) closings.set(id.toLowerCase(), { commit: hash, committedAtMs });
    }
  }
  return { source, namedAtMs: new Map(), closings, merged: new Map() };
}

function sameDrift(a: readonly Drift[], b: readonly Drift[]): boolean {
  return a.length === b.length && a.every((drift, index) => isSame(drift, b[index]));
}

function isSame(a: Drift, b: Drift | undefined): boolean {
  switch (a.kind) {
    case 'fixedByCommit':
      return b?.kind === a.kind && a.commit === b.commit && a.committedAtMs === b.committedAtMs && a.url === b.url;
    case 'mergedPullRequest':
      return b?.kind === a.kind && a.id === b.id && a.mergedAtMs === b.mergedAtMs && a.url === b.url;
    case 'branchOfDone':
      return b?.kind === a.kind && a.branch === b.branch && a.repository === b.repository;
    case 'quiet':
      return b?.kind === a.kind && a.days === b.days;
  }
}
