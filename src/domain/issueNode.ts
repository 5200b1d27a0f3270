/** Answers for one issue as a vertex of the engine's graph: its links, and what was last found out about it. */
import type { Edge, Issue } from './issue';
import type { EvaluatedIssue } from './readiness';
import type { EdgeKind, Standing, StatusRules } from './statusRules';

/** One relation of an issue, resolved: a link of its own, or one another issue carries for it. */
export interface Relation {
  readonly kind: EdgeKind;
  /** The tracker's word for the relation, as written. */
  readonly word: string;
  /** The other issue's id, as written. */
  readonly id: string;
  /** Every record the id names; empty while it is unknown. */
  readonly targets: readonly IssueNode[];
}

const none: readonly never[] = [];

/** All that shares one id in one source: the records that have it and the links that name it. */
export class IdSlot {
  /** In record order; more than one are duplicates. */
  nodes: readonly IssueNode[] = none;
  // Each of these is the first link of a chain; a list of its own would cost every id more than its record.
  /** Links whose target is this id, those in `waiters` apart. */
  inbound: Link | null = null;
  /** Links by which others wait for the children of this id. */
  waiters: Link | null = null;
  /** Links by which others say that this id has an edge on them. */
  reversed: Link | null = null;

  constructor(
    /** The map the slot is kept in, so that an empty one can leave. */
    readonly home: Map<string, IdSlot>,
    readonly name: string,
  ) {}

  get isEmpty(): boolean {
    return this.nodes.length === 0 && this.inbound === null && this.waiters === null && this.reversed === null;
  }
}

/** One edge of an issue, tied to the id it names. */
export class Link implements Relation {
  /** No longer holds; to be taken out of its slot. */
  dropped = false;
  /** The next link in the chain it is in. */
  next: Link | null = null;

  constructor(
    readonly from: IssueNode,
    readonly edge: Edge,
    readonly kind: EdgeKind,
    readonly slot: IdSlot,
  ) {}

  get word(): string {
    return this.edge.kind;
  }

  get id(): string {
    return this.edge.id;
  }

  get targets(): readonly IssueNode[] {
    return this.slot.nodes;
  }
}

/** The links of a chain, which may not be changed meanwhile. */
export function* chain(first: Link | null): Iterable<Link> {
  for (let link = first; link !== null; link = link.next) yield link;
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
  /** Its own edges, in order. */
  links: readonly Link[] = none;
  /** Edges it carries for others: "this issue blocks …". */
  carried: readonly Link[] = none;

  /** To be judged at the next flush. */
  dirty = false;
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
