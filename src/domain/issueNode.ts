/** Answers for one issue as a vertex of the engine's graph, and for the ids that edges name. */
import type { Issue } from './issue';
import type { EvaluatedIssue } from './readiness';
import type { Standing, StatusRules } from './statusRules';

/** No arc: where a chain ends. */
export const END = -1;

const none: readonly never[] = [];

/** All that shares one id in one source: the records that have it and the arcs that name it. */
export class IdSlot {
  /** Its number in the arc table. */
  number = 0;
  /** In record order; more than one are duplicates. */
  nodes: readonly IssueNode[] = none;
  // Each of these is the first arc of a chain; a list of its own would cost every id more than its record.
  /** Arcs whose target is this id, those in `waiters` apart. */
  inbound = END;
  /** Arcs by which others wait for the children of this id. */
  waiters = END;
  /** Arcs by which others say that this id has an edge on them. */
  reversed = END;

  constructor(
    /** The map the slot is kept in, so that an empty one can leave. */
    readonly home: Map<string, IdSlot>,
    readonly name: string,
  ) {}

  get isEmpty(): boolean {
    return this.nodes.length === 0 && this.inbound === END && this.waiters === END && this.reversed === END;
  }
}

/** One thing an issue waits for: an open blocker, or a parent that is held up itself. */
export interface Wait {
  readonly word: string;
  readonly target: IssueNode;
  readonly viaParent: boolean;
}

/** A blocker that cannot be found, where that blocks. */
export interface UnknownBlocker {
  readonly word: string;
  readonly id: string;
}

/** What a node belongs to. */
export interface NodeSource {
  readonly id: string;
  readonly rules: StatusRules;
  /** By canonical id. */
  readonly slots: Map<string, IdSlot>;
}

/** One record. The engine alone writes to it. */
export class IssueNode {
  /** Empty until the source has given keys. */
  key = '';
  duplicate = false;
  removed = false;
  /** Its number in the arc table. */
  number = 0;
  /** Its arcs: first its own edges, in order; from `carriedFrom` those it carries for others. */
  arcsFrom = 0;
  carriedFrom = 0;
  arcsEnd = 0;

  /** Concerned by the next flush. */
  dirty = false;
  /** Somebody is at it, though its record does not say so. */
  begun = false;
  deferred = false;
  /** Open blockers, in edge order. */
  blockers: readonly Wait[] = none;
  /** Parents that would hold the issue up if they were held up themselves. */
  parents: readonly Wait[] = none;
  /** `blockers`, then those of `parents` that are held up. */
  waits: readonly Wait[] = none;
  unknown: readonly UnknownBlocker[] = none;
  /** Waits for something, and so holds up its children. */
  held = false;

  /** Place in the region being counted, or -1. */
  local = -1;
  direct = 0;
  total = 0;
  /** The next step on the way round, for an issue that waits for itself. */
  roundabout: Wait | null = null;

  evaluated: EvaluatedIssue | null = null;

  constructor(
    readonly source: NodeSource,
    readonly slot: IdSlot,
    /** Place in the source. */
    public order: number,
    public issue: Issue,
    public standing: Standing,
  ) {}

  /** The `role` last counted with. */
  countedRole = 0;

  /** Has no relation of its own, and nobody carries one for it. */
  get isAlone(): boolean {
    return this.arcsFrom === this.carriedFrom && this.slot.reversed === END;
  }

  /** Comes free when all it waits for is gone. */
  get freeable(): boolean {
    return this.standing.meaning !== 'blocked' && this.unknown.length === 0;
  }

  /** Its coming free is counted. */
  get counts(): boolean {
    return this.waits.length > 0 && !this.standing.notWork && this.freeable;
  }

  /** What counting depends on besides the waits; the same number means the same counts. */
  get role(): number {
    return this.waits.length === 0 ? 0 : 1 + (this.freeable ? 1 : 0) + (this.counts ? 2 : 0);
  }
}
