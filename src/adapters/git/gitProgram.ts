/** Answers for running git by an absolute path only, found when it is first needed. */
import type { Failure } from '../../domain/failure';
import { err, ok, type Result } from '../../domain/result';
import type { GitProcessOptions } from './gitProcess';

/** A git that prints nothing for so long is ended. */
const timeoutMs = 30_000;

/** A bare `git` would be looked for in the repository first on Windows: there a clone could bring its own. */
export class GitProgram {
  private known: GitProcessOptions | null = null;

  /** @param locate the absolute path of the git program; null when there is none. */
  constructor(private readonly locate: () => Promise<string | null>) {}

  /**
   * How to run git; the same object as long as git stays where it is.
   * @throws the signal's reason when aborted.
   */
  async options(signal: AbortSignal): Promise<Result<GitProcessOptions, Failure>> {
    const gitPath = await this.locate();
    signal.throwIfAborted();
    if (gitPath === null) return err({ kind: 'programMissing', program: 'git' });
    if (this.known?.gitPath !== gitPath) this.known = { gitPath, timeoutMs };
    return ok(this.known);
  }
}
