/** The role of telling which files changed without reading them. */
import type { Failure } from '../domain/failure';
import type { Result } from '../domain/result';

/** How a file came to differ between two commits. Paths are relative to the root that was asked about. */
export type PathChange =
  | { readonly kind: 'changed' | 'added' | 'deleted'; readonly path: string }
  | { readonly kind: 'renamed'; readonly from: string; readonly path: string };

export interface ChangeQuery {
  /** Absolute path of a folder in a work tree; all other paths are relative to it, with forward slashes. */
  readonly root: string;
  /** Folders and files below `root`, there or not. */
  readonly paths: readonly string[];
  /** The commit (full hash) of the look before; null: there was none. */
  readonly since: string | null;
}

/** What a version control system knows of some folders. All of it belongs to one HEAD. */
export interface TreeChanges {
  /** Hash of the commit that is checked out; null before the first commit. */
  readonly head: string | null;
  /** What differs between the commits `since` and `head`; null when that cannot be told (no `since`, or it is gone). */
  readonly committed: readonly PathChange[] | null;
  /** Files that differ from `head` in the index or on disk, untracked and unmerged ones included, each path once. */
  readonly dirty: readonly string[];
  /**
   * Files, and folders ending in `/`, whose changes it does not tell: ignored ones, those that attributes convert,
   * those it was told to take as unchanged or to skip, nested repositories, what lies behind a symbolic link.
   */
  readonly unseen: readonly string[];
}

export interface ChangeReader {
  /**
   * Asks what changed. Never takes an optional lock. A folder outside every work tree is `notARepository`.
   * @throws the signal's reason when aborted; every expected failure is a value.
   */
  changes(query: ChangeQuery, signal: AbortSignal): Promise<Result<TreeChanges, Failure>>;
}
