/** Answers for the facts of one issue, as a tracker states them, before any rule has judged them. */

/** Urgency, 0 (most urgent) to 4. */
export type Priority = 0 | 1 | 2 | 3 | 4;

/** One relation of an issue to another, as the tracker wrote it. */
export interface Edge {
  /** The tracker's own word for the relation, e.g. `blocks`, `parent-child`, `related`. */
  readonly kind: string;
  /** The other issue's id, exactly as written. */
  readonly id: string;
  /**
   * Names another source the id belongs to (a source id or one of its aliases),
   * or null when the id belongs to the same source.
   */
  readonly scope: string | null;
  /** True when the issue that carries the edge is the target: "this issue blocks `id`". */
  readonly reversed: boolean;
}

/** Where a record stands in the workspace. */
export interface RecordLocation {
  /** Path relative to the source's root folder, with forward slashes. */
  readonly path: string;
  /** Line of the record's first character, 1-based. */
  readonly line: number;
}

/** A pull request that is to close, or closed, an issue. */
export interface PullRequest {
  /** As people write it: `#12`, `owner/name#12`. */
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly state: 'open' | 'draft' | 'closed' | 'merged';
  readonly review: 'approved' | 'changesRequested' | 'required' | null;
  /** Epoch milliseconds; null unless merged. */
  readonly mergedAtMs: number | null;
}

/** The beginning of an issue's text, as the tracker keeps it: markdown, or plain words. */
export interface Excerpt {
  /** Not empty; no longer than {@link excerptLimit} UTF-16 units. */
  readonly text: string;
  /** Whether that is all of it. */
  readonly isWhole: boolean;
}

/** Room for the first paragraphs: of ten thousand issues a few megabytes. */
export const excerptLimit = 600;

/** What only trackers on a server know of an issue. */
export interface RemoteFacts {
  readonly pullRequests: readonly PullRequest[];
  /**
   * Lives in another repository than the source's, and is here only to tell whether it blocks: neither listed nor
   * counted. Its id is that of an edge's scope and id, `owner/name#12`.
   */
  readonly outside: boolean;
  readonly subIssues: { readonly completed: number; readonly total: number } | null;
}

/**
 * The facts one tracker record states. Immutable: an adapter hands out the same object
 * for as long as the record did not change, so that identity tells what changed.
 */
export interface Issue {
  /** The tracker's own id, exactly as written. */
  readonly id: string;
  readonly title: string;
  /** The tracker's own status, exactly as written. */
  readonly trackerStatus: string;
  /** True for records nobody takes as work whatever their status: pinned, ephemeral, templates. */
  readonly notWork: boolean;
  readonly priority: Priority | null;
  readonly type: string | null;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly author: string | null;
  /** Milestone or phase by name. */
  readonly phase: string | null;
  /** True when the tracker records that someone began (an actual start date, say). */
  readonly started: boolean;
  /** Epoch milliseconds, or null where unknown; so for every `…AtMs` and `…UntilMs`. */
  readonly createdAtMs: number | null;
  readonly updatedAtMs: number | null;
  readonly closedAtMs: number | null;
  /** The issue is not to be taken up before this moment. */
  readonly deferUntilMs: number | null;
  readonly url: string | null;
  readonly location: RecordLocation | null;
  readonly edges: readonly Edge[];
  /** Absent where the issue has no text, or none is known. */
  readonly excerpt?: Excerpt;
  /** Absent where the tracker is in the repository. */
  readonly remote?: RemoteFacts;
}

/** A record that could not be read; it costs only itself. */
export interface RecordProblem {
  /** Path relative to the source's root folder, with forward slashes; null when no file is to blame. */
  readonly path: string | null;
  /** 1-based; null when the file as a whole is to blame. */
  readonly line: number | null;
  /** One sentence a person can act on. */
  readonly message: string;
}
