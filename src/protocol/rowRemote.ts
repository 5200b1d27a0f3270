/** Answers for what a row tells that comes from a server or from git: pull requests, sub-issues, drift, and their links. */
import type { PullRequest } from '../domain/issue';

/** The pull request of an issue that tells most. */
export interface RowPullRequest {
  /** `#40`, `owner/name#40`. */
  readonly id: string;
  readonly title: string;
  readonly state: PullRequest['state'];
  readonly review: PullRequest['review'];
}

export interface RowRemote {
  readonly pullRequest: RowPullRequest | null;
  readonly morePullRequests: number;
  readonly subIssues: { readonly completed: number; readonly total: number } | null;
}

/** One drift badge. */
export interface RowDrift {
  readonly kind: 'fixedByCommit' | 'mergedPullRequest' | 'branchOfDone' | 'quiet';
  /** What the badge names: a short commit, a pull request's id, a branch, a number of days. */
  readonly subject: string;
  /** The whole difference in one sentence. */
  readonly sentence: string;
  /** Name of the link to what it speaks of; null where that has no page. */
  readonly link: string | null;
}

/**
 * Names of the pages a row leads to. The host finds the address in its own snapshot by such a name: it opens none
 * that the page made up.
 */
export const linkNames = {
  /** The issue's own page. */
  page: 'page',
  pullRequest: (id: string): string => `pullRequest ${id}`,
  commit: (hash: string): string => `commit ${hash}`,
  /** An issue outside of all sources, `owner/name#12`. */
  issue: (id: string): string => `issue ${id}`,
} as const;
