/** The role of remembering the references of commits and what became of them. */
import type { CommitReference } from '../domain/commitReference';
import type { Failure } from '../domain/failure';
import type { Result } from '../domain/result';
import type { StoredSource } from './issueStore';

export interface StoredReferences {
  readonly references: readonly CommitReference[];
  /** Tips of the last look at the commits: see `CommitsAnswer`. */
  readonly tips: readonly string[];
}

export interface RefStore {
  /** Null when nothing is stored. */
  loadReferences(source: StoredSource): Promise<Result<StoredReferences | null, Failure>>;
  /**
   * Remembers what differs from what this store last loaded or saved of the source: what others remember meanwhile
   * stays. The promise settles when it is on disk.
   */
  saveReferences(source: StoredSource, references: StoredReferences): Promise<Result<void, Failure>>;
}
