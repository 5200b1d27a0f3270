/** The role of remembering what cannot be fetched again: results, marks, later what waits to be written to a server. */
import type { Failure } from '../domain/failure';
import type { Result } from '../domain/result';
import type { StoredSource } from './issueStore';

/** One fact. Of two of one key the later holds; of two of one moment the one whose value sorts last. */
export interface KeptRecord {
  readonly key: string;
  /** Text of the writer's own making; null: the fact is no more. */
  readonly value: string | null;
  /** When it came to be, epoch milliseconds. */
  readonly atMs: number;
}

export interface KeptStore {
  /** What holds by now, by key, whichever process kept it; facts that are no more are left out. */
  loadKept(source: StoredSource): Promise<Result<ReadonlyMap<string, KeptRecord>, Failure>>;
  /**
   * Settles successfully when the records are on disk (synced): from then on no crash loses them. Any process may
   * keep, the leader of the source or not; records of others stay.
   */
  keep(source: StoredSource, records: readonly KeptRecord[]): Promise<Result<void, Failure>>;
}

/** Whether `record` holds where `other`, of the same key, is known. No fact sorts before every value. */
export function holdsOver(record: KeptRecord, other: KeptRecord): boolean {
  if (record.atMs !== other.atMs) return record.atMs > other.atMs;
  return record.value !== null && (other.value === null || record.value > other.value);
}
