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
  /**
   * Stands for `source`. Settles when it is known whether this process leads it: at once where nobody does. Idempotent;
   * never rejects. What is on disk is to be loaded afterwards: nobody is told of what was written before.
   */
  join(source: StoredSource): Promise<void>;
  /** Stands for it no longer: another may lead at once. Idempotent. Nobody is called back about it. */
  leave(source: StoredSource): Promise<void>;
  /**
   * Whether this process is the one to ask. False before {@link join}, and for two seconds at most still true in a
   * process that was suspended and then replaced.
   */
  leads(source: StoredSource): boolean;
  /**
   * The epoch this process writes in; null: it writes nothing, as it does not lead, or has nowhere to write. As old as
   * {@link leads} may be: who writes in it has to look afterwards whether there is a newer one.
   */
  epochOf(source: StoredSource): number | null;
  /**
   * Why this process, though it leads, has nowhere to write, and nobody to share with; null: it has, or it does not
   * lead. Whether that ended is found out by itself; {@link onDidChange} tells.
   */
  troubleOf(source: StoredSource): Failure | null;
  /**
   * Calls back after this process began, or ceased, to lead a source it joined, or leads in another epoch. Who ceased
   * has to load what the new leader wrote.
   */
  onDidChange(listener: (source: StoredSource) => void): Disposable;
  /** Calls back in those that follow after the leader wrote, within a second (two, where the folder cannot be watched). */
  onDidWrite(listener: (source: StoredSource) => void): Disposable;
  /** Calls back in the leader after somebody asked for a reading: another process, or this one. */
  onDidRequest(listener: (source: StoredSource, priority: RequestPriority) => void): Disposable;
  /**
   * Asks whoever leads for a reading. Success means that the wish is there to be heard, not that anybody heard it; a
   * wish that nobody heard for a minute is forgotten. Fails with `notWritable`, and `closed` for what is not joined.
   */
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
  troubleOf: () => null,
  onDidChange: () => nothing,
  onDidWrite: () => nothing,
  onDidRequest: () => nothing,
  request: () => Promise.resolve(ok(undefined)),
  close: () => Promise.resolve(),
};
