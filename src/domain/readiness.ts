/** Answers for the words readiness is told in: statuses, reasons and evaluated issues. */
import type { Issue } from './issue';
import type { TrackerRules } from './trackerRules';

/** The statuses people see; every issue has exactly one. First match wins, in this order of rules. */
export type Status = 'done' | 'other' | 'blocked' | 'deferred' | 'inProgress' | 'ready';

/** Why an issue is blocked now. */
export type BlockReason =
  /** An open blocker (`kind` is the tracker's own edge kind). */
  | {
      readonly reason: 'edge';
      readonly kind: string;
      readonly id: string;
      readonly key: string;
      readonly title: string;
    }
  /** A parent that is itself blocked. */
  | {
      readonly reason: 'parent';
      readonly kind: string;
      readonly id: string;
      readonly key: string;
      readonly title: string;
    }
  /** The issue waits, through others, for itself; `id` is the next issue on the way round. */
  | {
      readonly reason: 'cycle';
      readonly kind: string;
      readonly id: string;
      readonly key: string;
      readonly title: string;
    }
  /** A blocker that cannot be found or is ambiguous, where the tracker fails closed. */
  | { readonly reason: 'unknown'; readonly kind: string; readonly id: string }
  /** Marked blocked by hand. */
  | { readonly reason: 'manual' };

/** One edge an issue has on another, resolved. */
export interface Dependency {
  /** The tracker's own edge kind. */
  readonly kind: string;
  /** The target's id, exactly as written. */
  readonly id: string;
  /** Key of the target, null when it cannot be found. */
  readonly key: string | null;
  /** `open`: it would block through a blocking kind; `closed`: it would not; `unknown`: not found. */
  readonly state: 'open' | 'closed' | 'unknown';
}

/** How many issues would stop being blocked if this one were closed. */
export interface Unblocks {
  /** At once. */
  readonly direct: number;
  /** Along the chain, if everything that comes free is closed in turn. Never less than `direct`. */
  readonly total: number;
}

/** One issue as judged. Immutable; the same object for as long as the judgement is the same. */
export interface EvaluatedIssue {
  /** Unique in the workspace: `<source id>#<id>`, made distinct by place for duplicates. */
  readonly key: string;
  readonly source: string;
  readonly issue: Issue;
  readonly status: Status;
  /** Nobody takes it as work: by its type, its status, or what its record says. True of done ones as well. */
  readonly notWork: boolean;
  /** Someone had begun: in progress by status, or the tracker records a start. */
  readonly started: boolean;
  /** Empty unless `status` is `blocked`. Edges first, then parent, cycle, unknown, manual. */
  readonly blockedBy: readonly BlockReason[];
  /**
   * What an issue waits for that is no work ({@link notWork}): it is not called blocked, and yet holds up by this what
   * waits for it. Absent where it waits for nothing.
   */
  readonly waitsFor?: readonly BlockReason[];
  readonly dependencies: readonly Dependency[];
  /** Key of the parent, null when there is none or it cannot be found. */
  readonly parent: string | null;
  readonly unblocks: Unblocks;
  /** Another record of the source has the same id. */
  readonly duplicate: boolean;
}

/** What one source hands to readiness. */
export interface SourceFacts {
  /** Source id, e.g. `beads:shop`. Unique in the workspace. */
  readonly id: string;
  /** Other names an edge's `scope` may call this source by (a repository's name, say). */
  readonly aliases: readonly string[];
  readonly rules: TrackerRules;
  /** In the tracker's order. Unchanged records are the same objects as last time. */
  readonly issues: readonly Issue[];
}

/** What one recomputation changed. */
export interface ReadinessChange {
  /** Keys whose evaluated issue is new or different. */
  readonly changed: readonly string[];
  /** Keys that are gone. */
  readonly removed: readonly string[];
  /** The issues of `changed`, in its order. */
  readonly current: readonly EvaluatedIssue[];
  /** What was told under these keys before: of the changed that are not new, and of the removed. */
  readonly outdated: readonly EvaluatedIssue[];
}
