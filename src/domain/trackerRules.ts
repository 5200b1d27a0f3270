/** Answers for what a tracker declares about its own statuses and relations; readiness judges by it. */

/** What a tracker status means for readiness. `parked` is no work and blocks nobody (Beads' `pinned`). */
export type StatusMeaning = 'open' | 'inProgress' | 'blocked' | 'deferred' | 'done' | 'parked';

/** What an edge kind means for readiness. Kinds not named relate issues without blocking them. */
export type EdgeMeaning =
  /** The issue waits until the target no longer blocks. */
  | 'blocks'
  /** As `blocks`, but a target that cannot be found never blocks: a text said so, no tracker vouches for it. */
  | 'blocksIfFound'
  /** The issue waits until no child of the target blocks. */
  | 'waitsForChildren'
  /** The target is the parent. */
  | 'parent';

/**
 * When two ids that are written differently are one. Records whose ids are one are duplicates of each other: an edge
 * that names the id means all of them, so that a blocker is ambiguous. Shown is always what is written.
 */
export interface IdRules {
  /** `TASK-7` is `task-7`. */
  readonly ignoreCase: boolean;
  /**
   * `task-007` is `task-7`, and `task-7.02` is `task-7.2`. Holds for ids that are numbers with dots between them,
   * after nothing or after letters and a dash; in all others every character counts.
   */
  readonly ignoreLeadingZeros: boolean;
  /**
   * What an id means that does not begin with letters and a dash: with `task-`, a bare `7` is `task-7`. Null where
   * every id is whole.
   */
  readonly barePrefix: string | null;
}

/** Ids are one only where every character is the same. */
export const exactIds: IdRules = { ignoreCase: false, ignoreLeadingZeros: false, barePrefix: null };

/** The blocking rules of one source, as data. */
export interface TrackerRules {
  /** Tracker status (lower case) to meaning. */
  readonly statuses: Readonly<Record<string, StatusMeaning>>;
  /** Names (lower case) by which an unlisted status still counts as done: `resolved`, `wontfix`, … */
  readonly finishedNames: readonly string[];
  /** Edge kind (lower case) to meaning. */
  readonly edges: Readonly<Record<string, EdgeMeaning>>;
  /** Issue types (lower case) nobody takes as work. They can still block others. */
  readonly notWorkTypes: readonly string[];
  /** Whether a blocker that cannot be found, or is ambiguous, leaves the issue free or blocks it. */
  readonly unknownBlocker: 'ignored' | 'blocks';
  /** Whether a parent blocked by an edge, or by its own parent, blocks its children. */
  readonly blockedParentBlocks: boolean;
  /** Whether a parent deferred until a future date defers its children (one level). */
  readonly deferredParentDefers: boolean;
  /** When ids are one. */
  readonly ids: IdRules;
  /** An open issue that the checked-out branch names is in progress, where the tracker has no status for that. */
  readonly branchBegins?: boolean;
}

/** Status names that say "finished" in most trackers; the default for {@link TrackerRules.finishedNames}. */
export const defaultFinishedNames: readonly string[] = [
  'done',
  'completed',
  'complete',
  'resolved',
  'finished',
  'fixed',
  'merged',
  'released',
  'shipped',
  'cancelled',
  'canceled',
  'wontfix',
  "won't fix",
  'wont-fix',
  'wont_fix',
  'duplicate',
  'rejected',
  'abandoned',
  'archived',
  'obsolete',
];
