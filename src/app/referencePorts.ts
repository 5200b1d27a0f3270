/** Answers for what the backlog of references works with, and what its runs come to. */
import type { Failure } from '../domain/failure';
import type { Clock } from '../ports/clock';
import type { Log } from '../ports/log';
import type { StoredSource } from '../ports/issueStore';
import type { RefStore } from '../ports/refStore';
import type { CommitReader } from '../ports/repositoryReader';

export interface ReferencePorts {
  readonly clock: Clock;
  readonly log: Log;
  /** Null: nothing is remembered for the next run. */
  readonly refStore: RefStore | null;
  /** Null while git may not be run: nothing new is found. */
  readonly commits: () => CommitReader | null;
  /** Whether a small number may be looked up unbidden now (a window that leads does; a headless run does not). */
  readonly mayResolveUnbidden: (source: StoredSource) => boolean;
}

export interface ResolveOptions {
  /** Of this source only; absent: of all, one after the other. */
  readonly source?: string;
  /** At most so many of each source, the newest; null: all that are due. */
  readonly limit: number | null;
  readonly signal: AbortSignal;
  /** After each batch. `total` is what this run is to look up, as far as known. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** What a run came to. */
export interface ResolveOutcome {
  readonly resolved: number;
  /** Looked up in vain, for good or for now. */
  readonly failed: number;
  /** Still to be looked up, now or later. */
  readonly left: number;
  /** Why it ended before all was looked up; null when it did not. */
  readonly stoppedBy: Failure | null;
  /** When it can go on; null when nothing is left, or at any time. */
  readonly goesOnAtMs: number | null;
}
