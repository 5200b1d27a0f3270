/** Answers for turning a snapshot into the public JSON form (schemaVersion 1), which contextScout.d.ts describes. */
import type { ProjectContext } from '../domain/context';
import { describeFailure, type Failure } from '../domain/failure';
import type { EvaluatedIssue } from '../domain/readiness';
import type { ContextJson, ErrorJson, Instant, IssueJson, RepositoryJson, SourceJson } from './contextScout';
import { instant, instantOrNull } from './instant';
import { issueName } from './issueName';
import { driftJson, pullRequestJson, remoteJson } from './remoteJson';

/** Turns a snapshot into its public JSON form, which shares no object with it; done issues only with `all`. */
export function toContextJson(context: ProjectContext, options: { readonly all: boolean }): ContextJson {
  const current = new Set(context.repositories.map((repository) => repository.currentIssue));
  const confirmedAt = new Map(context.sources.map((source) => [source.id, instantOrNull(source.confirmedAtMs)]));
  const below = new Map(context.sources.map((source) => [source.id, folderInRepository(source)]));
  const placed = (source: string, path: string | null): string | null =>
    path === null ? null : `${below.get(source) ?? ''}${path}`;
  const listed = options.all ? context.issues : context.issues.filter((issue) => issue.status !== 'done');
  return {
    schemaVersion: 1,
    revision: context.revision,
    snapshotInstant: instant(context.snapshotAtMs),
    consistency: context.consistency,
    staleAfter: instantOrNull(context.staleAfterMs),
    repositories: context.repositories.map(repositoryJson),
    sources: context.sources.map((source) => sourceJson(source, context.snapshotAtMs)),
    counts: { ...context.counts },
    issues: listed.map((issue) => ({
      ...issueJson(issue, current.has(issue.key), confirmedAt.get(issue.source) ?? null),
      path: placed(issue.source, issue.issue.location?.path ?? null),
      drift: (context.drift.get(issue.key) ?? []).map((drift) =>
        driftJson(drift, issueName(issue.source, issue.issue.id)),
      ),
    })),
    problems: context.problems.map(({ source, path, line, message }) => ({
      source,
      path: placed(source, path),
      line,
      message,
    })),
  };
}

/** Where a source's folder lies in its repository, as the beginning of a path; empty when it is the repository. */
function folderInRepository({ repository, root }: ProjectContext['sources'][number]): string {
  if (repository === null || root.length <= repository.length || !root.startsWith(repository)) return '';
  return `${root.slice(repository.length).replaceAll('\\', '/').replace(/^\/+/, '')}/`;
}

function repositoryJson(repository: ProjectContext['repositories'][number]): RepositoryJson {
  const { git } = repository;
  return {
    root: repository.root,
    name: repository.name,
    project: repository.project && { ...repository.project },
    git: git && {
      branch: git.branch,
      head: git.head,
      state: git.state,
      detached: git.detached,
      unborn: git.unborn,
      returnsTo: git.returnsTo,
      upstream: git.upstream,
      ahead: git.ahead,
      behind: git.behind,
      staged: git.staged,
      unstaged: git.unstaged,
      untracked: git.untracked,
      conflicted: git.conflicted,
      stashes: git.stashes,
      worktrees: git.worktrees,
      recentCommits: git.recentCommits.map(({ hash, message, author, committedAtMs }) => ({
        hash,
        message,
        author,
        committedAt: instant(committedAtMs),
      })),
    },
    freshness: repository.freshness,
    confirmedAt: instantOrNull(repository.confirmedAtMs),
    lastAttemptAt: instantOrNull(repository.lastAttemptAtMs),
    error: repository.gitError && errorJson(repository.gitError, repository.gitErrorSinceMs ?? 0),
    unwatched: repository.unwatched,
    currentIssue: repository.currentIssue,
    phase: repository.phase && { ...repository.phase },
  };
}

const errorJson = (failure: Failure, sinceMs: number): ErrorJson => ({
  kind: failure.kind,
  message: describeFailure(failure),
  since: instant(sinceMs),
});

function sourceJson(source: ProjectContext['sources'][number], nowMs: number): SourceJson {
  return {
    id: source.id,
    kind: source.kind,
    label: source.label,
    repository: source.repository,
    freshness: source.freshness,
    confirmedAt: instantOrNull(source.confirmedAtMs),
    lastAttemptAt: instantOrNull(source.lastAttemptAtMs),
    nextAttemptAt: instantOrNull(source.nextAttemptAtMs),
    error: source.error && errorJson(source.error.failure, source.error.sinceMs),
    unwatched: source.unwatched,
    ...remoteJson(source, nowMs),
  };
}

function issueJson(
  evaluated: EvaluatedIssue,
  current: boolean,
  confirmedAt: Instant | null,
): Omit<IssueJson, 'path' | 'drift'> {
  const { issue } = evaluated;
  return {
    key: evaluated.key,
    id: issue.id,
    source: evaluated.source,
    title: issue.title,
    trackerStatus: issue.trackerStatus,
    status: evaluated.status,
    started: evaluated.started,
    current,
    priority: issue.priority,
    type: issue.type,
    labels: [...issue.labels],
    assignees: [...issue.assignees],
    author: issue.author,
    phase: issue.phase,
    parent: evaluated.parent,
    createdAt: instantOrNull(issue.createdAtMs),
    updatedAt: instantOrNull(issue.updatedAtMs),
    confirmedAt,
    url: issue.url,
    line: issue.location?.line ?? null,
    dependencies: evaluated.dependencies.map((dependency) => ({ ...dependency })),
    blockedBy: evaluated.blockedBy.map((reason) => ({ ...reason })),
    unblocks: { ...evaluated.unblocks },
    pullRequests: (issue.remote?.pullRequests ?? []).map(pullRequestJson),
    subIssues: issue.remote?.subIssues ? { ...issue.remote.subIssues } : null,
    duplicate: evaluated.duplicate,
  };
}
