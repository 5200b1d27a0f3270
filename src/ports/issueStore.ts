/** The role of remembering what was read last, so that a failure or a restart never starts from nothing. */
import type { Failure } from '../domain/failure';
import type { Issue, RecordProblem } from '../domain/issue';
import type { PhaseProgress } from '../domain/phase';
import type { Result } from '../domain/result';

/** What `confirmedAtMs` is of a first reading that broke off: there is some of the source, and never was all. */
export const neverConfirmedMs = 0;

/** A reading as it was confirmed with its tracker. */
export interface StoredReading {
  /** In the tracker's order. */
  readonly issues: readonly Issue[];
  readonly problems: readonly RecordProblem[];
  /** What was read, for people. */
  readonly via: string;
  /** Epoch milliseconds, or {@link neverConfirmedMs}. */
  readonly confirmedAtMs: number;
  /** As the source gave it: see `SourceReading.checkpoint`. */
  readonly checkpoint: string | null;
  /** As the source gave them: see `SourceReading.phases`. */
  readonly phases?: readonly PhaseProgress[];
}

/** Names one stored source: the same id in two folders is two sources. */
export interface StoredSource {
  /** Source id, e.g. `beads:shop`. */
  readonly id: string;
  /** Absolute path of the folder the source is in. */
  readonly root: string;
}

/** What may be left out of a reading that is larger than there is room for. */
export interface Sparable {
  /** Issues that may go, the first to go first. Asked only when there is not room for all. */
  readonly issues: () => readonly Issue[];
  /** Checkpoint of the reading without some of them: see {@link StoredReading.checkpoint}. */
  readonly checkpoint: string | null;
}

/**
 * What became of a reading handed over. `written`: it, or a later one, is on disk. `left`: it is not, because another
 * process leads the source now, and what that one writes holds, or because all was cleared meanwhile.
 */
export type Saved = 'written' | 'left';

/** What can be fetched again. */
export interface IssueStore {
  /** The last stored reading; null when there is none. A file that cannot be understood is set aside, logged, and counts as none. */
  load(source: StoredSource): Promise<Result<StoredReading | null, Failure>>;
  /**
   * Remembers a reading, where this process leads the source. Saves of one source in quick succession are written as
   * one; the promise settles when that is done.
   * @param sparable what is left out where there is not room for all; absent: nothing, such a reading is a failure
   */
  save(source: StoredSource, reading: StoredReading, sparable?: Sparable): Promise<Result<Saved, Failure>>;
  /**
   * Deletes what is stored of all sources, also of folders that are not open; what cannot be fetched again stays.
   * Answers how many sources were stored.
   */
  clear(): Promise<Result<number, Failure>>;
  /** Writes what is waiting and ends the store. Idempotent; later calls fail with `closed`. */
  close(): Promise<void>;
}
