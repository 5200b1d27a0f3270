/** Answers for what the panel says of a snapshot apart from its rows: places, sources, counts, and what could not be read. */
import type { ProjectContext, RepositoryContext } from '../../domain/context';
import { describeFailure } from '../../domain/failure';
import type { PanelHeader, RepositoryLine } from '../../protocol/messages';
import { sourceChips } from './sourceChips';

/** Records listed by name; the rest is only counted. */
const listedProblems = 100;

/** What a header needs beside the snapshot. */
export interface PanelSurroundings {
  readonly hasFolder: boolean;
  readonly trusted: boolean;
  readonly syncing: boolean;
  /** Why no snapshot could be produced. */
  readonly failure: string | null;
  /** Names the person goes by, in lower case. */
  readonly me: readonly string[];
}

/** @param listed ids of the sources that have rows */
export function panelHeader(
  context: ProjectContext | null,
  surroundings: PanelSurroundings,
  listed: ReadonlySet<string>,
): PanelHeader {
  const { hasFolder, trusted, syncing, failure, me } = surroundings;
  return {
    phase: hasFolder ? (context === null ? 'loading' : 'ready') : 'noFolder',
    trusted,
    syncing,
    consistency: context?.consistency ?? 'cached',
    snapshotAtMs: context?.snapshotAtMs ?? 0,
    repositories: context === null ? [] : shownRepositories(context).map(repositoryLine),
    sources: context === null ? [] : sourceChips(context, listed),
    counts: context?.counts ?? { ready: 0, inProgress: 0, blocked: 0, deferred: 0, other: 0, done: 0 },
    problems: (context?.problems ?? []).slice(0, listedProblems),
    problemCount: context?.problems.length ?? 0,
    failure,
    me,
  };
}

/** A folder that only holds repositories, and has nothing to tell itself, needs no line of its own. */
function shownRepositories({ repositories, sources }: ProjectContext): readonly RepositoryContext[] {
  const telling = repositories.filter(
    ({ root, git, gitError }) =>
      git !== null || gitError !== null || sources.some(({ repository }) => repository === root),
  );
  return telling.length === 0 ? repositories : telling;
}

function repositoryLine(repository: RepositoryContext): RepositoryLine {
  const { root, name, git, gitError, currentIssue, phase, freshness, confirmedAtMs, unwatched } = repository;
  const isOld = freshness === 'ageing' || freshness === 'stale';
  const counts = [git?.staged ?? null, git?.unstaged ?? null, git?.untracked ?? null];
  const known = counts.filter((count) => count !== null);
  return {
    root,
    name,
    branch: git?.branch ?? git?.returnsTo ?? null,
    head: git?.head?.slice(0, 8) ?? null,
    state: git?.state ?? 'clean',
    detached: git?.detached ?? false,
    unborn: git?.unborn ?? false,
    upstream: git?.upstream ?? null,
    ahead: git?.ahead ?? null,
    behind: git?.behind ?? null,
    changes: known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0),
    conflicted: git?.conflicted ?? null,
    isGit: git !== null,
    currentIssue,
    phase,
    freshness,
    // What is as it should be is confirmed again and again: no reader is to hear of each time.
    agedSinceMs: isOld ? confirmedAtMs : null,
    error: gitError === null ? null : describeFailure(gitError),
    unwatched,
  };
}
