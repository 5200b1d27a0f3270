/** Answers for the public JSON form of the context (schemaVersion 1), its types and the conversion to it. */
import type { ProjectContext } from '../domain/context';
import { describeFailure } from '../domain/failure';
import type { EvaluatedIssue } from '../domain/readiness';
import { instant, instantOrNull } from './instant';
import { issueName } from './issueName';
import { driftJson, pullRequestJson, remoteJson } from './remoteJson';

/**
 * ISO 8601, UTC, with milliseconds.
 * @format date-time
 */
export type Instant = string;

/** One snapshot of one revision. Readers must ignore fields they do not know. */
export interface ContextJson {
  /** Raised when a field changes its meaning or goes away; new fields do not raise it. */
  schemaVersion: 1;
  /**
   * Grows by one with each snapshot a process publishes.
   * @minimum 1
   * @asType integer
   */
  revision: number;
  /** The moment everything in this object belongs to. */
  snapshotInstant: Instant;
  /** `strict`: git and tracker files did not move while they were read. `eventual`: they kept moving, a polled source is ageing, or something of one could not be read. `cached`: a source is stale, failed, or not yet confirmed since start. */
  consistency: 'strict' | 'eventual' | 'cached';
  /** First moment at which some part of this object turns stale; null when all is live. */
  staleAfter: Instant | null;
  repositories: RepositoryJson[];
  sources: SourceJson[];
  /** Counts all issues, done included, whether listed or not. */
  counts: CountsJson;
  /** All issues but done ones, by priority, then newest; with `--all` done ones too. */
  issues: IssueJson[];
  /** Records that could not be read, and other trouble with a source. */
  problems: ProblemJson[];
}

export interface RepositoryJson {
  /** Absolute path of the work tree, or of a folder outside any repository. */
  root: string;
  name: string;
  /** What the project's own manifest says; null when there is none. */
  project: { name: string; version: string | null } | null;
  /** Null when the folder is no git repository or git could not be read. */
  git: GitJson | null;
  /** Key of the issue the branch names. */
  currentIssue: string | null;
  /** The current phase (milestone) and its progress. */
  phase: { name: string; completed: Count; total: Count } | null;
}

/**
 * @minimum 0
 * @asType integer
 */
export type Count = number;

/**
 * 0 is the most urgent, 4 the least.
 * @minimum 0
 * @maximum 4
 * @asType integer
 */
export type Urgency = number;

/**
 * 1-based.
 * @minimum 1
 * @asType integer
 */
export type LineNumber = number;

/** Fields a reader could not know are null (in an untrusted folder nothing is run, files alone are read). */
export interface GitJson {
  /** Short name, also of an unborn branch; null when detached. */
  branch: string | null;
  /**
   * Full object name of the commit; null when unborn.
   */
  head: string | null;
  /** An operation that was begun and not finished. */
  state: 'clean' | 'merge' | 'rebase' | 'cherry-pick' | 'revert' | 'bisect' | 'am';
  detached: boolean;
  unborn: boolean;
  /** While a rebase or bisect has HEAD detached: the branch it will return to. */
  returnsTo: string | null;
  /** `remote/branch`. */
  upstream: string | null;
  ahead: Count | null;
  behind: Count | null;
  staged: Count | null;
  unstaged: Count | null;
  untracked: Count | null;
  conflicted: Count | null;
  stashes: Count | null;
  /** Work trees of the repository, the main one included. */
  worktrees: Count | null;
  /** Newest first, at most ten. */
  recentCommits: { hash: string; message: string; author: string; committedAt: Instant }[];
}

export interface SourceJson {
  /** `<kind>:<repository name>`, unique in the object. */
  id: string;
  kind: string;
  label: string;
  /** Root of the repository the source belongs to. */
  repository: string | null;
  /** `live`: a working watcher confirms it. `never`: not read yet. */
  freshness: 'live' | 'fresh' | 'ageing' | 'stale' | 'never';
  /** When the data was last confirmed with its tracker. */
  confirmedAt: Instant | null;
  lastAttemptAt: Instant | null;
  /** Null when nothing is scheduled. */
  nextAttemptAt: Instant | null;
  /** What the last attempt failed with; the data kept is the last good one. */
  error: { kind: string; message: string; since: Instant } | null;
  /** The account that acts at the server; null for a tracker in the repository, and where nobody is signed in. */
  account: AccountJson | null;
  /** What the server still allows, of the resource that is closest to its end; null where it has not told. */
  budget: BudgetJson | null;
  /** What could not be read and is missing, one sentence each; empty when nothing is known to be. */
  incomplete: string[];
  /** Worth knowing of how it is read, one sentence each: that a fork's upstream is, what signing in would add. */
  notes: string[];
}

export interface AccountJson {
  /** As the server calls it; null until it told. */
  name: string | null;
  /** `editor`: the editor's own sign-in. `token`: one a person gave. `environment`: a variable. */
  via: 'editor' | 'token' | 'environment';
}

export interface BudgetJson {
  /** As the server names it: `core`, `graphql`. */
  resource: string;
  limit: Count;
  remaining: Count;
  resetAt: Instant;
  /** Requests wait until then; null when they flow. */
  pausedUntil: Instant | null;
}

export interface CountsJson {
  ready: Count;
  inProgress: Count;
  blocked: Count;
  deferred: Count;
  other: Count;
  done: Count;
}

export interface IssueJson {
  /** Unique in the object: `<source id>#<id>`; of records with one id, all but the first carry their place too. */
  key: string;
  /** The tracker's own, exactly as written. */
  id: string;
  source: string;
  title: string;
  /** The tracker's own word. */
  trackerStatus: string;
  status: 'ready' | 'inProgress' | 'blocked' | 'deferred' | 'other' | 'done';
  /** Someone had begun. */
  started: boolean;
  /** The checked-out branch names this issue. */
  current: boolean;
  priority: Urgency | null;
  type: string | null;
  labels: string[];
  assignees: string[];
  author: string | null;
  phase: string | null;
  /** Key of the parent. */
  parent: string | null;
  createdAt: Instant | null;
  updatedAt: Instant | null;
  /** When the tracker last confirmed this record. */
  confirmedAt: Instant | null;
  url: string | null;
  /** Relative to the repository's root. */
  path: string | null;
  line: LineNumber | null;
  /** All edges this issue has on others. */
  dependencies: DependencyJson[];
  /** Only what blocks it now; empty unless `status` is `blocked`. */
  blockedBy: BlockedByJson[];
  unblocks: {
    /** Issues that would stop being blocked if this one were closed. */
    direct: Count;
    /** Those that come free along the chain if everything before them is closed too. */
    total: Count;
  };
  /** Pull requests that are to close it, or closed it. */
  pullRequests: PullRequestJson[];
  /** How far its sub-issues are, where the tracker counts them. */
  subIssues: { completed: Count; total: Count } | null;
  /** Where the issue and git tell different stories. */
  drift: DriftJson[];
  /** Another record of the source has the same id. */
  duplicate: boolean;
}

export interface PullRequestJson {
  /** As people write it: `#40`, `owner/name#40`. */
  id: string;
  title: string;
  url: string;
  state: 'open' | 'draft' | 'closed' | 'merged';
  review: 'approved' | 'changesRequested' | 'required' | null;
  /** Null unless merged. */
  mergedAt: Instant | null;
}

export interface DriftJson {
  /** `fixedByCommit`, `mergedPullRequest`: the work is in, the issue is open. `branchOfDone`: its branch is checked out, the issue is done. `quiet`: in progress, and no commit names it. */
  kind: 'fixedByCommit' | 'mergedPullRequest' | 'branchOfDone' | 'quiet';
  /** The difference in one sentence. */
  message: string;
  /** Page of the commit or pull request; null where there is none. */
  url: string | null;
}

export interface DependencyJson {
  /** The tracker's own word for the relation. */
  kind: string;
  id: string;
  key: string | null;
  state: 'open' | 'closed' | 'unknown';
}

/** `manual` has no id; an `unknown` blocker has no key and no title. */
export type BlockedByJson =
  | { reason: 'edge' | 'parent' | 'cycle'; kind: string; id: string; key: string; title: string }
  | { reason: 'unknown'; kind: string; id: string }
  | { reason: 'manual' };

export interface ProblemJson {
  source: string;
  path: string | null;
  line: LineNumber | null;
  message: string;
}

/** Turns a snapshot into its public JSON form; done issues only with `all`. */
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
    project: repository.project,
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
    currentIssue: repository.currentIssue,
    phase: repository.phase,
  };
}

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
    error: source.error && {
      kind: source.error.failure.kind,
      message: describeFailure(source.error.failure),
      since: instant(source.error.sinceMs),
    },
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
    subIssues: issue.remote?.subIssues ?? null,
    duplicate: evaluated.duplicate,
  };
}
