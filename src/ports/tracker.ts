/** The roles of a tracker: finding its sources in a folder, and reading each. */
import type { ResolvedReference } from '../domain/commitReference';
import type { Failure } from '../domain/failure';
import type { Issue, Priority, RecordLocation, RecordProblem } from '../domain/issue';
import type { PhaseProgress } from '../domain/phase';
import type { RemoteStatus } from '../domain/context';
import type { Result } from '../domain/result';
import type { TrackerRules } from '../domain/trackerRules';
import type { Disposable } from './disposable';
import type { WatchTarget } from './fileWatcher';
import type { RequestPriority } from './httpClient';

/** A folder that may hold trackers: a repository's work tree, or a workspace folder outside any. */
export interface TrackerHome {
  /** Absolute path. */
  readonly root: string;
  /** Name the source id is made of; unique in the workspace. */
  readonly name: string;
}

/** What one reading of a source found. */
export interface SourceReading {
  /** In the tracker's order. Unchanged records are the same objects as at the last reading. */
  readonly issues: readonly Issue[];
  readonly problems: readonly RecordProblem[];
  /** What was read this time, for people: `.beads/issues.jsonl`, `bd 0.46.0`. */
  readonly via: string;
  /**
   * What the source wants to be told at the next start to go on from here ({@link TrackerSource.resume}); null when it
   * begins anew each time. Text of its own making.
   */
  readonly checkpoint: string | null;
  /** Set when the reading is known to be behind (its program may not be asked again yet): read again after this. */
  readonly readAgainInMs?: number;
  /** How far each phase is, where the tracker counts more issues than it is asked for; otherwise they are counted. */
  readonly phases?: readonly PhaseProgress[];
}

/** How a source is to be read. */
export interface ReadOptions {
  /** `user`: a person waits for it. */
  readonly priority: RequestPriority;
  /**
   * Called while a long reading goes on, with all that is known by now: shown and remembered as if the reading ended
   * there. Its checkpoint lets another run go on from there.
   */
  readonly onPartial: (reading: SourceReading) => void;
}

/** A reading of an earlier run, as it was remembered. */
export type EarlierReading = Pick<SourceReading, 'issues' | 'problems' | 'checkpoint' | 'phases'>;

/** What a person wants a new issue to say. */
export interface IssueDraft {
  readonly title: string;
  readonly type: string | null;
  readonly priority: Priority | null;
  /** Milestone or phase by name. */
  readonly phase: string | null;
  readonly labels: readonly string[];
  readonly assignee: string | null;
  /** Markdown; may be empty. */
  readonly body: string;
}

export interface WrittenIssue {
  readonly id: string;
  readonly location: RecordLocation;
}

/** What a person says of an issue by beginning with it, or by giving it back. */
export type WorkMark = 'inProgress' | 'open';

export interface MarkOptions {
  /** Who is named as its assignee, where nobody is; null: nobody. */
  readonly assignee: string | null;
}

/** Says of issues that somebody is at them. */
export interface IssueMarker {
  /**
   * Whether each work tree has records of its own, which are written where the work is done; false where all work
   * trees share one database.
   */
  readonly perWorkTree: boolean;
  /** Gives the issue the status of its tracker that means so; all else of its record stays as it was. */
  mark(issue: Issue, as: WorkMark, options?: MarkOptions): Promise<Result<void, Failure>>;
}

/** Writes records. A record is whole at any moment; what it says beside the change stays as it was, to the byte. */
export interface IssueWriter extends IssueMarker {
  /** Writes a new record. */
  create(draft: IssueDraft): Promise<Result<WrittenIssue, Failure>>;
  /** Puts the record of an issue away as done, where the tracker keeps such ones; the answer says where it is now. */
  archive(issue: Issue): Promise<Result<WrittenIssue, Failure>>;
}

/** A number of a repository, to be looked up. */
export interface ReferenceQuery {
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
}

export interface ReferenceAnswer extends ReferenceQuery {
  readonly result: Result<ResolvedReference, Failure>;
}

/** What only a source on a server can. */
export interface RemoteSource {
  /** What people are told beside the issues: account, budget, progress. Cheap. */
  readonly status: RemoteStatus;
  onDidChangeStatus(listener: () => void): Disposable;
  /** Server whose refs a bare `#12` of the repository means: `owner/name`. */
  readonly repository: string;
  /** Web address of the repository, without a slash at its end. */
  readonly url: string;
  /**
   * Looks numbers up, many in one request where the server can; one answer a query, in their order. At most
   * `resolveBatch` at a time.
   * @throws the signal's reason when aborted.
   */
  resolve(queries: readonly ReferenceQuery[], signal: AbortSignal): Promise<readonly ReferenceAnswer[]>;
  readonly resolveBatch: number;
  /**
   * Says which issues a person is at, by id, the likeliest first: of those none is left out because it is closed. Ids
   * that mean nothing here are passed over. Holds from the next reading on, until other ones are said.
   */
  follow(ids: readonly string[]): void;
  /** Whether the next reading looks one of those up. Cheap; false where that failed. */
  readonly lacksFollowed: boolean;
  /** The window has focus again, or the machine woke up: a server that failed may be there again. */
  probe(): void;
}

/** More of an issue's text is cut, in bytes of UTF-8. */
export const longestTextBytes = 1024 * 1024;

/** The text of an issue, as markdown. */
export interface IssueText {
  readonly markdown: string;
  /** Whether that is all of it. */
  readonly isWhole: boolean;
}

/** One place issues live in. */
export interface TrackerSource {
  /** `<kind>:<home name>`. */
  readonly id: string;
  readonly kind: string;
  /** Display name of the tracker. */
  readonly label: string;
  /** Root folder record paths are relative to. */
  readonly root: string;
  /** Names other sources may call this one by. */
  readonly aliases: readonly string[];
  readonly rules: TrackerRules;
  /** What to watch: while the watcher works, the source is live. */
  readonly watch: readonly WatchTarget[];
  /** True when the files watched do not tell all (a database behind a program): then it is polled too. */
  readonly polled: boolean;
  /** Writes into this source on a person's act; null where nothing is written. */
  readonly writer: IssueWriter | null;
  /** Marks issues of a source whose records are otherwise not written; absent: the writer does, where there is one. */
  readonly marker?: IssueMarker;
  /**
   * Hands over what an earlier run read, so that the next reading looks only at what changed since. Without effect once
   * something was read. A checkpoint that is not understood is ignored.
   */
  resume(earlier: EarlierReading): void;
  /** Forgets all that is known of files: the next reading is one from scratch. */
  forget(): void;
  /**
   * A cheap value that moves when what is read moves (stamps of the files: domain/stamp.ts), or null when only reading
   * tells.
   * @param wholly to be compared with one from before the last reading: looks also at what is too much to be looked at
   *   before every reading
   */
  fingerprint(signal: AbortSignal, wholly?: boolean): Promise<string | null>;
  /** @throws the signal's reason when aborted; every expected failure is a value. */
  read(signal: AbortSignal, options?: ReadOptions): Promise<Result<SourceReading, Failure>>;
  /**
   * The text of an issue from its own record, as that is at this moment; absent where no more is at hand than what an
   * issue says of it ({@link Issue.excerpt}).
   * @throws the signal's reason when aborted.
   */
  text?(issue: Issue, signal: AbortSignal): Promise<Result<IssueText, Failure>>;
  /** Set where the source is on a server: then it is polled as closely as a person looks. */
  readonly remote?: RemoteSource;
}

/** One kind of tracker. */
export interface Tracker {
  readonly kind: string;
  /** Names directly in a home whose coming or going means that {@link discover} may answer differently. */
  readonly signs: readonly string[];
  /** Writes the first record in a folder that does not use this tracker yet; null where it cannot be begun by us. */
  starter(home: TrackerHome): IssueWriter | null;
  /** Another discovery may answer differently, though no file moved (somebody signed in). */
  onDidChange?(listener: () => void): Disposable;
  /** Sources found in this folder; empty when the tracker is not used there. Cheap: stats, no reading. */
  discover(home: TrackerHome, signal: AbortSignal): Promise<readonly TrackerSource[]>;
}
