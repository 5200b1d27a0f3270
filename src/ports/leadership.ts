/** The role of deciding which of several processes reads a source for all, and of talking to that one. */
import type { Failure } from '../domain/failure';
import { ok, type Result } from '../domain/result';
import type { Disposable } from './disposable';
import type { RequestPriority } from './httpClient';
import type { StoredSource } from './issueStore';

/**
 * One process leads a source: it alone asks its server, and writes what the others load. Nothing can make two leaders
 * impossible where one is suspended and goes on: therefore each leads in an epoch of its own, above all before, and
 * what is written in an older one is not adopted.
 */
export interface Leadership {
  /** Stands for `source`. Settles when it is known whether this process leads it. Idempotent. */
  join(source: StoredSource): Promise<void>;
  /** Stands for it no longer: another may lead at once. Idempotent. */
  leave(source: StoredSource): Promise<void>;
  /** Whether this process is the one to ask and to write. False before {@link join}. */
  leads(source: StoredSource): boolean;
  /** The epoch this process writes in; null: it does not lead. */
  epochOf(source: StoredSource): number | null;
  /** Calls back after this process began, or ceased, to lead a source it joined. */
  onDidChange(listener: (source: StoredSource) => void): Disposable;
  /** Calls back in those that follow after the leader wrote, within a second. */
  onDidWrite(listener: (source: StoredSource) => void): Disposable;
  /** Calls back in the leader after one of the others asked for a reading. */
  onDidRequest(listener: (source: StoredSource, priority: RequestPriority) => void): Disposable;
  /** Asks whoever leads for a reading. Success means that the wish is on disk, not that anybody heard it. */
  request(source: StoredSource, priority: RequestPriority): Promise<Result<void, Failure>>;
  /** Leaves all. Idempotent. */
  close(): Promise<void>;
}

const nothing: Disposable = { dispose: () => undefined };

/** The only process there is: it leads all, always in the first epoch. */
export const aloneInTheWorld: Leadership = {
  join: () => Promise.resolve(),
  leave: () => Promise.resolve(),
  leads: () => true,
  epochOf: () => 1,
  onDidChange: () => nothing,
  onDidWrite: () => nothing,
  onDidRequest: () => nothing,
  request: () => Promise.resolve(ok(undefined)),
  close: () => Promise.resolve(),
};
