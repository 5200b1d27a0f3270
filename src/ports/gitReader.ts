/** The role of reading one repository's state. */
import type { Failure } from '../domain/failure';
import type { GitState } from '../domain/git';
import type { Result } from '../domain/result';

export interface GitReader {
  /** Mechanism in one word, for the log. */
  readonly name: string;
  /**
   * Reads the state of the work tree whose root is `root` (absolute path).
   * Never takes an optional lock, so reading does not touch what is watched.
   * @throws the signal's reason when aborted; every expected failure is a value.
   */
  read(root: string, signal: AbortSignal): Promise<Result<GitState, Failure>>;
}
