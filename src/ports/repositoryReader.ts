/** The roles of knowing where a repository comes from, and what its commits say. */
import type { Failure } from '../domain/failure';
import type { Result } from '../domain/result';
import type { WatchTarget } from './fileWatcher';

export interface GitRemote {
  readonly name: string;
  /** Where it is fetched from, `insteadOf` and the ssh client's host names applied, without any user's name or password. */
  readonly url: string;
  /** The main branch follows it. */
  readonly followed?: boolean;
}

export interface RemoteReader {
  /** In the configuration's order; empty where there are none or `root` is no repository. */
  remotes(root: string, signal: AbortSignal): Promise<readonly GitRemote[]>;
  /** What to watch to learn that remotes changed. */
  watchTargets(root: string, signal: AbortSignal): Promise<readonly WatchTarget[]>;
}

/** A commit, as far as references in it matter. */
export interface CommitMessage {
  readonly hash: string;
  /** Whole. */
  readonly message: string;
  readonly committedAtMs: number;
  /** Whether the default branch (of the remote, else `main` or `master`) has it. */
  readonly onDefaultBranch: boolean;
}

export interface CommitsQuery {
  /** Commits reachable from these (as an earlier answer's `tips`) are known already; those that are gone are passed over. */
  readonly known: readonly string[];
  /** At most so many, newest first. */
  readonly limit: number;
}

export interface CommitsAnswer {
  /** Newest first. */
  readonly commits: readonly CommitMessage[];
  /** What the next query hands over as `known`. */
  readonly tips: readonly string[];
  /** There were more than the limit. */
  readonly more: boolean;
}

export interface CommitReader {
  /** Commits of all branches, local and remote, of the repository at `root`. */
  commits(root: string, query: CommitsQuery, signal: AbortSignal): Promise<Result<CommitsAnswer, Failure>>;
}
