/** Answers for every message between the extension host and the panel's webview, as typed data. */
import type { Consistency } from '../domain/context';
import type { Freshness } from '../domain/freshness';
import type { GitOperation } from '../domain/git';
import type { Priority } from '../domain/issue';
import type { BlockReason, Status, Unblocks } from '../domain/readiness';
import type { PanelArrangement } from './arrangement';
import type { Chain, ChainDirection, IssueDetails, IssueText } from './issueDetails';
import type { RowCommand } from './rowCommand';
import type { RowDrift, RowRemote } from './rowRemote';
import type { ChipError, ChipRemote } from './sourceHealth';
import type { Arranged, ArrangeWish, GroupValue } from './view/arranged';
import type { Grouping, Sorting } from './view/view';

/** One issue as a row shows it. Times are epoch milliseconds; the webview turns them into ages itself. */
export interface Row {
  readonly key: string;
  readonly id: string;
  readonly title: string;
  readonly status: Status;
  /** The tracker's own status as written; shown for `other` and `deferred`. */
  readonly trackerStatus: string;
  readonly started: boolean;
  readonly current: boolean;
  readonly priority: Priority | null;
  readonly type: string | null;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly blockedBy: readonly BlockReason[];
  /** Ids of blockers that cannot be found and do not block. */
  readonly unknownBlockers: readonly string[];
  readonly unblocks: Unblocks;
  /** Key and title of the parent, when there is one. */
  readonly parentKey: string | null;
  readonly parentTitle: string | null;
  /** Milestone or phase by name. */
  readonly phase: string | null;
  readonly duplicate: boolean;
  readonly source: string;
  readonly createdAtMs: number | null;
  readonly updatedAtMs: number | null;
  readonly deferUntilMs: number | null;
  /** Whether the record can be opened (in its file or its url). */
  readonly openable: boolean;
  /** Whether it has a page of its own. */
  readonly linkable: boolean;
  /** Null where the tracker is in the repository, or has nothing to tell. */
  readonly remote: RowRemote | null;
  /** Where issue and git differ; for most it is empty. */
  readonly drift: readonly RowDrift[];
}

export interface RepositoryLine {
  readonly root: string;
  readonly name: string;
  readonly branch: string | null;
  /** First eight digits of HEAD; null when unborn or unknown. */
  readonly head: string | null;
  readonly state: GitOperation;
  readonly detached: boolean;
  readonly unborn: boolean;
  readonly upstream: string | null;
  readonly ahead: number | null;
  readonly behind: number | null;
  /** Staged + unstaged + untracked paths; null when unknown. */
  readonly changes: number | null;
  readonly conflicted: number | null;
  /** False when the folder is no git repository. */
  readonly isGit: boolean;
  readonly currentIssue: string | null;
  readonly phase: { readonly name: string; readonly completed: number; readonly total: number } | null;
  readonly freshness: Freshness;
  /** When what ages of it was last confirmed; null while it is no older than it should be, and when it never was. */
  readonly agedSinceMs: number | null;
  /** Why git could not be read, in a sentence; null: it could. */
  readonly error: string | null;
  /** Why it is polled, in a sentence; null while a watch tells when it moves. */
  readonly unwatched: string | null;
}

export interface SourceChip {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  /** Name of the repository, for workspaces of several. */
  readonly repository: string | null;
  readonly via: string;
  readonly freshness: Freshness;
  readonly confirmedAtMs: number | null;
  readonly nextAttemptAtMs: number | null;
  /** Null when healthy. */
  readonly error: ChipError | null;
  /** Why it is polled though its files could be watched, in a sentence; null where that is not so. */
  readonly unwatched: string | null;
  /** What tells its rows from those of the other sources, in a word or two; null when it alone has issues. */
  readonly tag: string | null;
  /** Its rows are what an earlier run read, and this run has not finished reading it: it is being read now. */
  readonly recalled: boolean;
  /** Null for a source in the repository. */
  readonly remote: ChipRemote | null;
}

/** Which record could not be read. The host opens it only while it is among the problems of its snapshot. */
export interface ProblemPlace {
  readonly source: string;
  readonly path: string | null;
  readonly line: number | null;
}

/** A record that could not be read. */
export interface ProblemLine extends ProblemPlace {
  readonly message: string;
}

/** What the panel is about, apart from its rows. */
export interface PanelHeader {
  /** `noFolder`: no folder is open. `loading`: the first reading is under way. `ready`: a context is here. */
  readonly phase: 'noFolder' | 'loading' | 'ready';
  readonly trusted: boolean;
  readonly syncing: boolean;
  readonly consistency: Consistency;
  readonly snapshotAtMs: number;
  readonly repositories: readonly RepositoryLine[];
  readonly sources: readonly SourceChip[];
  readonly counts: Readonly<Record<Status, number>>;
  /** The first records that could not be read; `problemCount` says how many there are. */
  readonly problems: readonly ProblemLine[];
  readonly problemCount: number;
  /** Set when no context could be produced: one sentence. */
  readonly failure: string | null;
  /** Names the person at the window goes by in any tracker, in lower case: what `@me` stands for. */
  readonly me: readonly string[];
}

/** The lists of the panel. `done` is counted, not listed. */
export type SectionId = 'inProgress' | 'ready' | 'blocked' | 'deferred' | 'other';

/** Row keys of each section in display order. */
export type SectionOrder = Readonly<Record<SectionId, readonly string[]>>;

/** Keys that left a section and others that came in their place. */
export interface SectionSplice {
  readonly section: SectionId;
  /** Place (0-based) in the section as it is when the splices before this one are made. */
  readonly at: number;
  /** How many keys leave it there. */
  readonly removed: number;
  /** The ones that come. */
  readonly keys: readonly string[];
}

/** The panel's whole state. */
export interface PanelState {
  readonly revision: number;
  readonly header: PanelHeader;
  readonly order: SectionOrder;
  readonly rows: readonly Row[];
}

/** How many rows one reply to `getRows` holds at most: unpacking them takes the webview a few milliseconds. */
export const portionRows = 400;

/** Keys that follow each other in a section or a group, from the place `at` (0-based) on. */
export interface SectionPart {
  readonly at: number;
  readonly keys: readonly string[];
}

/** A group of which the page has some keys: those of its first screen. */
export type OpenedGroup = GroupValue & {
  readonly id: string;
  readonly total: number;
  /** How many keys it has in all. */
  readonly length: number;
  readonly parts: readonly SectionPart[];
};

/** The list as the person arranged it, as far as the first screen needs it. */
export interface OpenedList extends Omit<Arranged, 'groups'> {
  /** What it was arranged for. */
  readonly wish: Pick<ArrangeWish, 'query' | 'grouping' | 'sorting'>;
  readonly groups: readonly OpenedGroup[];
}

/** What the page brings: enough of a state for the first screen, and where it stands in the whole. */
export interface PanelOpening {
  readonly revision: number;
  readonly header: PanelHeader;
  /** How many keys each section has in all, or as many as are here. */
  readonly lengths: Readonly<Record<SectionId, number>>;
  readonly parts: Readonly<Record<SectionId, readonly SectionPart[]>>;
  /** The rows of the first screen, and of the issues that branches name. */
  readonly rows: readonly Row[];
  /** Whether this is the whole state. */
  readonly whole: boolean;
  /** Absent for a page without a list, and where the page is to arrange it itself. */
  readonly list?: OpenedList;
}

/** A state without its rows, which are asked for in portions. */
export interface PanelOutline {
  readonly revision: number;
  readonly header: PanelHeader;
  readonly order: SectionOrder;
  readonly rowCount: number;
}

/** A header whose `problems` are null when they are the same as before. */
export type PatchedHeader = Omit<PanelHeader, 'problems'> & { readonly problems: readonly ProblemLine[] | null };

/** What changed since `baseRevision`; a webview that is at another revision asks for the whole state. */
export interface PanelPatch {
  readonly baseRevision: number;
  readonly revision: number;
  readonly header: PatchedHeader;
  /** How the order of the sections changed; those of one section in ascending order of their places. */
  readonly order: readonly SectionSplice[];
  /** New and changed rows. */
  readonly upserts: readonly Row[];
  /** Keys of rows that are gone. */
  readonly removals: readonly string[];
}

/** Host → webview. */
export type HostEvent =
  | { readonly type: 'state'; readonly state: PanelState }
  | { readonly type: 'patch'; readonly patch: PanelPatch }
  /** More changed than one message is to hold: the webview asks for the state, whose rows come in portions. */
  | { readonly type: 'behind' }
  /** Move keyboard focus to this row and scroll it into view. */
  | { readonly type: 'reveal'; readonly key: string }
  /** Show what can be said of this issue, beside its row. */
  | { readonly type: 'preview'; readonly key: string }
  /** Move keyboard focus to the filter; with a query, put it there first. */
  | { readonly type: 'find'; readonly query: string | null }
  /** Arrange the list anew; null: as it is. */
  | { readonly type: 'arrange'; readonly grouping: Grouping | null; readonly sorting: Sorting | null }
  /** Show the keys of the panel. */
  | { readonly type: 'keys' };

/** Things a button in the panel can ask the host to do. */
export type PanelAction =
  | 'sync'
  | 'newIssue'
  | 'showLog'
  | 'showProblems'
  | 'manageTrust'
  | 'openFolder'
  | 'openSettings'
  | 'signIn'
  | 'useToken'
  | 'cancelSync'
  | 'showStatistics'
  /** Opens the page on which a person can mend what keeps the source from being read. */
  | 'openOffer';

/** Webview → host: the name of each request, its argument and its reply. */
export interface PanelRequests {
  /**
   * The webview is (again) ready, or lost track. The reply is null when the revision it has is the latest; otherwise
   * the latest without its rows, which stay to be asked for with `getRows` until `getState` is sent again.
   */
  readonly getState: { readonly argument: { readonly revision: number | null }; readonly reply: PanelOutline | null };
  /** A portion of the rows that the last `getState` told of, from the place `from` on; null when it is of another. */
  readonly getRows: {
    readonly argument: { readonly revision: number; readonly from: number };
    readonly reply: readonly Row[] | null;
  };
  readonly openIssue: { readonly argument: { readonly key: string; readonly preview: boolean }; readonly reply: null };
  readonly copyIssueKey: { readonly argument: { readonly key: string }; readonly reply: null };
  /** Opens a record that could not be read. */
  readonly openProblem: { readonly argument: ProblemPlace; readonly reply: null };
  /** Opens the page of what a row speaks of, by a name of `linkNames`. The host knows the address. */
  readonly openLink: { readonly argument: { readonly key: string; readonly which: string }; readonly reply: null };
  /** `source`: the id of the one it is about, where it is about one. */
  readonly act: {
    readonly argument: { readonly action: PanelAction; readonly source?: string };
    readonly reply: null;
  };
  /** What can be said of an issue from memory; null: it is not there any more. */
  readonly getDetails: { readonly argument: { readonly key: string }; readonly reply: IssueDetails | null };
  /** What an issue waits for, or what waits for it, as a tree. */
  readonly getChain: {
    readonly argument: { readonly key: string; readonly direction: ChainDirection };
    readonly reply: Chain | null;
  };
  /** The whole text of an issue whose record is a file; of others what is in memory. */
  readonly getText: { readonly argument: { readonly key: string }; readonly reply: IssueText | null };
  /** Opens an address that stands in an issue's text; the host refuses all but web and mail addresses. */
  readonly openAddress: { readonly argument: { readonly address: string }; readonly reply: null };
  /** Runs a command on issues, as the context menu does. */
  readonly run: {
    readonly argument: { readonly command: RowCommand; readonly keys: readonly string[] };
    readonly reply: null;
  };
  /** What the person arranged ({@link PanelArrangement}), so that the next page opens with the rows they will see. */
  readonly arranged: { readonly argument: PanelArrangement; readonly reply: null };
  /** After a frame showing this revision was painted; for measurements. */
  readonly painted: { readonly argument: { readonly revision: number; readonly atMs: number }; readonly reply: null };
}

export type PanelRequestName = keyof PanelRequests;

/** On the wire. */
export type WebviewMessage = {
  [Name in PanelRequestName]: {
    readonly type: 'request';
    readonly id: number;
    readonly name: Name;
    readonly argument: PanelRequests[Name]['argument'];
  };
}[PanelRequestName];

export type HostMessage =
  | { readonly type: 'event'; readonly event: HostEvent }
  | { readonly type: 'reply'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly type: 'reply'; readonly id: number; readonly ok: false; readonly message: string };
