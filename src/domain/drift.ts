/** Answers for where an issue and git tell different stories. */

/** One difference. Times are epoch milliseconds. */
export type Drift =
  /** A commit on the default branch says that it fixes the issue, which is open. */
  | {
      readonly kind: 'fixedByCommit';
      readonly commit: string;
      readonly committedAtMs: number;
      readonly url: string | null;
    }
  /** A pull request that closes the issue was merged, and the issue is open. */
  | {
      readonly kind: 'mergedPullRequest';
      readonly id: string;
      readonly mergedAtMs: number | null;
      readonly url: string;
    }
  /** The branch that is checked out names the issue, which is done. */
  | { readonly kind: 'branchOfDone'; readonly branch: string; readonly repository: string }
  /** In progress, and no commit has named it for so long. */
  | { readonly kind: 'quiet'; readonly days: number };
