/** Answers for the words a repository's state is told in. */

/** A git operation that was begun and not finished; `clean` when there is none. Git's own words. */
export type GitOperation = 'clean' | 'merge' | 'rebase' | 'cherry-pick' | 'revert' | 'bisect' | 'am';

export interface Commit {
  /** 40 (or 64) hex digits. */
  readonly hash: string;
  /** The whole message, trailing newline removed. */
  readonly message: string;
  /** The author's name. */
  readonly author: string;
  readonly committedAtMs: number;
}

/**
 * One repository at one moment. A reader that cannot know a field says null
 * (files alone cannot count changes); it never guesses. A bare repository has no work tree, so its counts of
 * changes (staged, unstaged, untracked, conflicted) are null too.
 */
export interface GitState {
  /** Short branch name, also of an unborn branch; null when detached. */
  readonly branch: string | null;
  /** Commit HEAD points to, in full; null when unborn. */
  readonly head: string | null;
  readonly state: GitOperation;
  readonly detached: boolean;
  readonly unborn: boolean;
  /** While a rebase or bisect has HEAD detached: the branch it will return to. */
  readonly returnsTo: string | null;
  /** Upstream as `remote/branch`, null when there is none (or it cannot be known). */
  readonly upstream: string | null;
  /** Commits the branch has over its upstream; null without an upstream. */
  readonly ahead: number | null;
  readonly behind: number | null;
  /** Paths with staged changes. */
  readonly staged: number | null;
  /** Tracked paths with changes in the work tree that are not staged. */
  readonly unstaged: number | null;
  /** Untracked files, each file of an untracked folder counted. */
  readonly untracked: number | null;
  /** Paths with unresolved merge conflicts; these count in no other field. */
  readonly conflicted: number | null;
  readonly stashes: number | null;
  /** Work trees `git worktree list` names, a bare main repository included, those whose folder is gone not. */
  readonly worktrees: number | null;
  /** Newest first, at most ten; empty where unknown. */
  readonly recentCommits: readonly Commit[];
}
