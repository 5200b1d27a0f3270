/** Answers for what the extension's thread and the database's thread say to each other. */
import type { Failure } from '../../domain/failure';
import type { Issue, RecordProblem } from '../../domain/issue';
import type { PhaseProgress } from '../../domain/phase';
import type { StoredSource } from '../../ports/issueStore';
import type { KeptRecord } from '../../ports/keptStore';

/** The folder of one source (absolute path), and the moment the job was given (epoch milliseconds). */
export interface SourceJob {
  readonly folder: string;
  readonly source: StoredSource;
  readonly nowMs: number;
}

/** An issue with its row in the database and its place in the tracker's order, both from 0. */
export interface PlacedIssue {
  readonly row: number;
  readonly place: number;
  readonly issue: Issue;
}

/** A {@link PlacedIssue} as the database keeps it: see `issueRow.ts`. */
export type StoredRow = readonly [row: number, place: number, cells: string];

/** Names the very content of a file. */
export interface FileVersion {
  readonly epoch: number;
  /** See `stampOf`. */
  readonly stamp: string;
}

/** Read what can be fetched again. Rows come ahead of the outcome, in {@link RowsMessage}s. */
export interface LoadJob extends SourceJob {
  readonly kind: 'load';
  /** Only files of earlier epochs are asked for; null: all. */
  readonly before: number | null;
}

/** Make the file of an epoch say what was handed over: the staged issues and this. */
export interface SaveJob extends SourceJob {
  readonly kind: 'save';
  /** The file the changes build on; null when the staged issues are all there are. */
  readonly base: FileVersion | null;
  /** The epoch the writer leads in. */
  readonly epoch: number;
  readonly via: string;
  readonly confirmedAtMs: number;
  readonly phases: readonly PhaseProgress[] | null;
  /** Null: those in the file still hold. */
  readonly problems: readonly RecordProblem[] | null;
  /** Undefined: that in the file still holds. It may be some MB. */
  readonly checkpoint: string | null | undefined;
  /** Pairs of a row and its new place. */
  readonly moves: Int32Array;
  /** Rows that are gone. */
  readonly removes: Int32Array;
  /** A file that would be larger is not written. */
  readonly mostFileBytes: number;
  /** Where the files of all sources are larger, those that were not written for longest go. */
  readonly mostFolderBytes: number;
}

/** The host found rows in the file of an epoch that no version of this store writes. */
export interface SetAsideJob extends SourceJob {
  readonly kind: 'setAside';
  readonly epoch: number;
}

/** Put records on disk. */
export interface KeepJob extends SourceJob {
  readonly kind: 'keep';
  readonly records: readonly KeptRecord[];
}

/** Read what was kept. Records come ahead of the outcome, in {@link RowsMessage}s. */
export interface LoadKeptJob extends SourceJob {
  readonly kind: 'loadKept';
}

/** Take what waits in the inbox into the file of an epoch. */
export interface TakeJob extends SourceJob {
  readonly kind: 'take';
  readonly epoch: number;
}

/** Delete what stores keep in `folder` and can be fetched again, whatever source it is of. */
export interface ClearJob {
  readonly kind: 'clear';
  readonly folder: string;
}

export type StoreJob = LoadJob | SaveJob | SetAsideJob | KeepJob | LoadKeptJob | TakeJob | ClearJob;

/** Issues of a save that is about to come, in portions, so that no portion holds up the sender. */
export interface StageMessage {
  readonly kind: 'stage';
  readonly job: number;
  readonly puts: readonly StoredRow[];
}

export type ToWorker = StageMessage | { readonly kind: 'job'; readonly job: number; readonly what: StoreJob };

interface Failed {
  readonly kind: 'failed';
  readonly failure: Failure;
}

/** A newer leader is there: what was written, if anything, does not hold. */
interface Outdated {
  readonly kind: 'outdated';
  readonly epoch: number;
}

export type LoadOutcome =
  | {
      readonly kind: 'loaded';
      readonly version: FileVersion;
      readonly via: string;
      readonly confirmedAtMs: number;
      readonly phases: readonly PhaseProgress[] | null;
      readonly problems: readonly RecordProblem[];
      readonly checkpoint: string | null;
      /** Number of issues. */
      readonly count: number;
    }
  /** No file, or none but those that had to be set aside. */
  | { readonly kind: 'none' }
  /** The file of that epoch was found damaged when some rows were sent already. It was set aside if that is possible. */
  | { readonly kind: 'damaged'; readonly epoch: number }
  | Failed;

export type SaveOutcome =
  | { readonly kind: 'saved'; readonly version: FileVersion; readonly bytes: number }
  | Outdated
  /** The file is not the one the changes build on: everything has to be sent. */
  | { readonly kind: 'moved' }
  /** It would be of this size, and was not written. */
  | { readonly kind: 'tooLarge'; readonly bytes: number }
  | Failed;

/** `waiting` is the number of files in the inbox. */
export type KeepOutcome = { readonly kind: 'kept'; readonly waiting: number } | Failed;

export type LoadKeptOutcome =
  { readonly kind: 'loadedKept'; readonly count: number; readonly waiting: number } | Failed;

export type TakeOutcome = { readonly kind: 'taken' } | Outdated | Failed;

/** `sources` is the number of sources there were files of. */
export type ClearOutcome = { readonly kind: 'cleared'; readonly sources: number } | Failed;

/** What each job ends in. */
export interface Outcomes {
  readonly load: LoadOutcome;
  readonly save: SaveOutcome;
  readonly setAside: { readonly kind: 'none' };
  readonly keep: KeepOutcome;
  readonly loadKept: LoadKeptOutcome;
  readonly take: TakeOutcome;
  readonly clear: ClearOutcome;
}

/** A JSON array of rows: of issues (see `issueRow.ts`), or of kept records. Not to be trusted. */
export interface RowsMessage {
  readonly kind: 'rows';
  readonly job: number;
  readonly json: string;
}

/** What people are to know: `warn` what they may have to act on. */
export interface LogMessage {
  readonly kind: 'log';
  readonly level: 'info' | 'warn';
  readonly message: string;
}

export type FromWorker =
  | RowsMessage
  | LogMessage
  | { readonly kind: 'done'; readonly job: number; readonly outcome: Outcomes[StoreJob['kind']] };
