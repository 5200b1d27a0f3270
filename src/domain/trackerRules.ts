/** Answers for what a tracker declares about its own statuses and relations; readiness judges by it. */

/** What a tracker status means for readiness. `parked` is no work and blocks nobody (Beads' `pinned`). */
export type StatusMeaning = 'open' | 'inProgress' | 'blocked' | 'deferred' | 'done' | 'parked';

/** What an edge kind means for readiness. Kinds not named relate issues without blocking them. */
export type EdgeMeaning =
  /** The issue waits until the target no longer blocks. */
  | 'blocks'
  /** The issue waits until no child of the target blocks. */
  | 'waitsForChildren'
  /** The target is the parent. */
  | 'parent';

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
  /** Whether ids differing only in case are one id. */
  readonly idsIgnoreCase: boolean;
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
