/** Answers for the one immutable snapshot that every reader (panel, status bar, agents, CLI) shows. */
import type { Drift } from './drift';
import type { Failure } from './failure';
import type { Freshness } from './freshness';
import type { GitState } from './git';
import type { RecordProblem } from './issue';
import type { EvaluatedIssue, Status } from './readiness';
import type { PhaseProgress } from './phase';
import type { HostStatus } from './requests';

/**
 * `strict`: there was a moment at which git and the tracker files were all as they are shown, and every polled source is
 * within its period. `eventual`: they kept moving, nothing tells whether they moved, it is still being looked, a polled
 * source is ageing, or something of one could not be read. `cached`: a source is stale, failed, or not yet confirmed
 * since start, or the git of a repository cannot be read.
 */
export type Consistency = 'strict' | 'eventual' | 'cached';

export interface RepositoryContext {
  /** Absolute path of the work tree. */
  readonly root: string;
  readonly name: string;
  /** From package.json, Cargo.toml, pyproject.toml …; null when nothing says. */
  readonly project: { readonly name: string; readonly version: string | null } | null;
  /** Null when the folder is not a git repository or git could not be read (see `gitError`). */
  readonly git: GitState | null;
  readonly gitError: Failure | null;
  /** Since when attempts fail; null while they do not. */
  readonly gitErrorSinceMs: number | null;
  /** The worst of its facts: operation, branch, remotes, conflicts, counts of changes. A folder outside git has none. */
  readonly freshness: Freshness;
  /** When the fact that was confirmed longest ago was, of those that no watcher confirms; of all where one does. Null: never. */
  readonly confirmedAtMs: number | null;
  /** When git was last looked at, with whatever outcome. */
  readonly lastAttemptAtMs: number | null;
  /** Why the repository is polled, in a sentence; null while a watch tells when it moves. */
  readonly unwatched: string | null;
  /** Key of the issue the branch names. */
  readonly currentIssue: string | null;
  readonly phase: PhaseProgress | null;
}

/** The sync health of a source: what the last failed attempt said, and since when attempts fail. */
export interface SourceError {
  readonly failure: Failure;
  readonly sinceMs: number;
}

/** What is told of a source on a server beside its issues. */
export interface RemoteStatus {
  /** As people know the server: `github.com`. */
  readonly host: string;
  /** What issues are read of there: `owner/name`. */
  readonly repository: string;
  /** The account that acts; null: none, or it is not known here ({@link RemoteStatus.elsewhere}). */
  readonly account: { readonly name: string | null; readonly via: 'editor' | 'token' | 'environment' } | null;
  readonly requests: HostStatus | null;
  /** While a long reading goes on; `total` null where it is not known yet. */
  readonly progress: { readonly done: number; readonly total: number | null } | null;
  /** Something could not be read and is missing: one sentence each. */
  readonly incomplete: readonly string[];
  /** Worth knowing: that a fork's upstream is read, what signing in would add. One sentence each. */
  readonly notes: readonly string[];
  /** What a person can do about the present failure or note. */
  readonly offer: 'signIn' | 'openUrl' | null;
  /** Where `openUrl` leads. */
  readonly offerUrl: string | null;
  /** Set: another process asks the server, and knows who acts. */
  readonly elsewhere?: true;
}

export interface SourceContext {
  /** `<kind>:<repository name>`, unique in the workspace. */
  readonly id: string;
  /** `beads`, `roadmap`, … */
  readonly kind: string;
  /** Display name of the tracker. */
  readonly label: string;
  /** Root folder of the repository the source belongs to; null for a source outside any. */
  readonly repository: string | null;
  /** Absolute path of the folder that record paths are relative to. */
  readonly root: string;
  /** One word on how the source is read, e.g. the file or program; for tooltips. */
  readonly via: string;
  readonly freshness: Freshness;
  /** When the data was last confirmed with its tracker; null: never. */
  readonly confirmedAtMs: number | null;
  readonly lastAttemptAtMs: number | null;
  readonly nextAttemptAtMs: number | null;
  readonly error: SourceError | null;
  /** Why the source is polled though its files could be watched, in a sentence; null where that is not so. */
  readonly unwatched: string | null;
  /** Null for a source in the repository. */
  readonly remote: RemoteStatus | null;
}

/** A problem with a record, or a source's reading of it. */
export interface ContextProblem extends RecordProblem {
  readonly source: string;
}

export interface ProjectContext {
  /** Grows by one with each published snapshot of a process. */
  readonly revision: number;
  readonly snapshotAtMs: number;
  readonly consistency: Consistency;
  /** First moment at which a part of the snapshot turns stale; null when all is live. */
  readonly staleAfterMs: number | null;
  readonly repositories: readonly RepositoryContext[];
  readonly sources: readonly SourceContext[];
  /** Counts all issues, done included. */
  readonly counts: Readonly<Record<Status, number>>;
  /** All issues, done included, in display order: priority, then newest. */
  readonly issues: readonly EvaluatedIssue[];
  readonly problems: readonly ContextProblem[];
  /** Where issues and git tell different stories, by issue key; most issues have none. */
  readonly drift: ReadonlyMap<string, readonly Drift[]>;
}
