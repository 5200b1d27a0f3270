/** Answers for what can be said of one issue beyond its row, as the hover card and the board show it. */
import type { Chain, ChainDirection, ChainNode } from '../domain/chain';
import type { Freshness } from '../domain/freshness';
import type { Priority, PullRequest } from '../domain/issue';
import type { Status } from '../domain/readiness';

export type { Chain, ChainDirection, ChainNode };

/** A pull request, and the name under which its page is opened (`openLink`). */
export interface LinkedPullRequest extends Pick<PullRequest, 'id' | 'title' | 'state' | 'review'> {
  readonly link: string;
}

/** From memory: nothing is asked for it. Times are epoch milliseconds. */
export interface IssueDetails {
  readonly key: string;
  readonly id: string;
  readonly title: string;
  readonly status: Status;
  readonly trackerStatus: string;
  readonly type: string | null;
  readonly priority: Priority | null;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly author: string | null;
  readonly phase: string | null;
  readonly parent: { readonly key: string; readonly title: string } | null;
  readonly createdAtMs: number | null;
  readonly updatedAtMs: number | null;
  readonly closedAtMs: number | null;
  readonly deferUntilMs: number | null;
  /** The beginning of the text, as markdown; null: it has none, or none is known. */
  readonly excerpt: string | null;
  /** Whether that is all of the text. */
  readonly excerptIsWhole: boolean;
  readonly blockers: Chain;
  readonly unblocks: Chain;
  readonly pullRequests: readonly LinkedPullRequest[];
  readonly source: {
    readonly label: string;
    readonly freshness: Freshness;
    readonly confirmedAtMs: number | null;
  };
  /** Path of its record within the folder of its source, and its line; null where it is in no file. */
  readonly place: { readonly path: string; readonly line: number } | null;
  readonly openable: boolean;
  readonly linkable: boolean;
}

/** The text of an issue, as markdown. */
export interface IssueText {
  readonly markdown: string;
  readonly isWhole: boolean;
}
