/** Answers for an issue or pull request that commits name, and what is known of it. */

/** What a number turned out to be. */
export interface ResolvedReference {
  readonly kind: 'issue' | 'pullRequest';
  readonly title: string;
  readonly url: string;
  readonly state: 'open' | 'closed' | 'merged';
}

/** What became of a reference. An error is final, or tried again later; none stays pending for ever. */
export type ReferenceState =
  | { readonly kind: 'pending' }
  | { readonly kind: 'resolved'; readonly resolution: ResolvedReference; readonly resolvedAtMs: number }
  /** `what` is the failure's kind: `notFound`, `forbidden`, `offline`, …. */
  | {
      readonly kind: 'error';
      readonly what: string;
      readonly final: boolean;
      readonly attempts: number;
      /** When it is tried again; null when final. */
      readonly retryAtMs: number | null;
    };

/** One number of one repository, named by one or more commits. */
export interface CommitReference {
  /** `owner/name`, as written or, for a bare number, the source's own. */
  readonly repository: string;
  readonly number: number;
  /** The newest commit that names it. */
  readonly commit: string;
  readonly committedAtMs: number;
  /** A commit on the default branch names it with a closing keyword: the newest such. */
  readonly closedBy: { readonly commit: string; readonly committedAtMs: number } | null;
  readonly state: ReferenceState;
}

/** How far the backlog is. */
export interface ReferenceCounts {
  readonly pending: number;
  readonly resolved: number;
  readonly errors: number;
  /** Resolved without a request, from what is known of the source. */
  readonly cacheHits: number;
  /** Until all that is pending is resolved, at the present pace; null when unknown. */
  readonly estimateMs: number | null;
}
