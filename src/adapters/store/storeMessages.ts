/** Answers for what the extension's thread and the database's thread say to each other. */
import type { Failure } from '../../domain/failure';
import type { Issue, RecordProblem } from '../../domain/issue';
import type { PhaseProgress } from '../../domain/phase';
import type { StoredSource } from '../../ports/issueStore';

/** The file of one source, and the moment the job was given (epoch milliseconds). */
export interface FileJob {
  readonly file: string;
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

/** Read the file. Rows come ahead of the outcome, in {@link RowsMessage}s. */
export interface LoadJob extends FileJob {
  readonly kind: 'load';
}

/** Make the file say what was handed over: the staged issues and this. */
export interface SaveJob extends FileJob {
  readonly kind: 'save';
  /** The stamp of the file the changes build on; null when the staged issues are all there are. */
  readonly base: string | null;
  /** The epoch the writer knows; null takes over the file's own. */
  readonly epoch: number | null;
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
}

/** The host found rows in the file that no version of this store writes. */
export interface SetAsideJob extends FileJob {
  readonly kind: 'setAside';
}

/** Delete what stores keep in `folder`, whatever source it is of. */
export interface ClearJob {
  readonly kind: 'clear';
  readonly folder: string;
}

export type StoreJob = LoadJob | SaveJob | SetAsideJob | ClearJob;

/** Issues of a save that is about to come, in portions, so that no portion holds up the sender. */
export interface StageMessage {
  readonly kind: 'stage';
  readonly job: number;
  readonly puts: readonly StoredRow[];
}

export type ToWorker = StageMessage | { readonly kind: 'job'; readonly job: number; readonly what: StoreJob };

export type LoadOutcome =
  | {
      readonly kind: 'loaded';
      /** Names this very content of the file: see `stampOf`. */
      readonly stamp: string;
      readonly epoch: number;
      readonly via: string;
      readonly confirmedAtMs: number;
      readonly phases: readonly PhaseProgress[] | null;
      readonly problems: readonly RecordProblem[];
      readonly checkpoint: string | null;
      /** Number of issues. */
      readonly count: number;
    }
  /** No file, or one that had to be set aside. */
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type SaveOutcome =
  | { readonly kind: 'saved'; readonly stamp: string; readonly epoch: number }
  /** The file is of a later epoch and stays as it is. */
  | { readonly kind: 'outdated'; readonly epoch: number }
  /** The file is not the one the changes build on: everything has to be sent. */
  | { readonly kind: 'moved' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** `sources` is the number of sources there were files of. */
export type ClearOutcome =
  { readonly kind: 'cleared'; readonly sources: number } | { readonly kind: 'failed'; readonly failure: Failure };

/** What each job ends in. */
export interface Outcomes {
  readonly load: LoadOutcome;
  readonly save: SaveOutcome;
  readonly setAside: { readonly kind: 'none' };
  readonly clear: ClearOutcome;
}

/** A JSON array of issue rows: see `issueRow.ts`. Made by the database itself, so not to be trusted. */
export interface RowsMessage {
  readonly kind: 'rows';
  readonly job: number;
  readonly json: string;
}

export type FromWorker =
  | RowsMessage
  | { readonly kind: 'done'; readonly job: number; readonly outcome: Outcomes[StoreJob['kind']] }
  | { readonly kind: 'warn'; readonly message: string };
