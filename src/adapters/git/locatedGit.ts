/** Answers for running git by an absolute path only, found when it is first needed. */
import type { Failure } from '../../domain/failure';
import type { GitState } from '../../domain/git';
import { err, type Result } from '../../domain/result';
import type { GitReader } from '../../ports/gitReader';
import { SimpleGitReader } from './simpleGit';

/** A git that prints nothing for so long is ended. */
const timeoutMs = 30_000;

/** A bare `git` would be looked for in the repository first on Windows: there a clone could bring its own. */
export class LocatedGitReader implements GitReader {
  readonly name = 'simple-git';
  private reader: { readonly gitPath: string; readonly git: SimpleGitReader } | null = null;

  /** @param locate the absolute path of the git program; null when there is none. */
  constructor(private readonly locate: () => Promise<string | null>) {}

  async read(root: string, signal: AbortSignal): Promise<Result<GitState, Failure>> {
    const gitPath = await this.locate();
    signal.throwIfAborted();
    if (gitPath === null) return err({ kind: 'programMissing', program: 'git' });
    if (this.reader?.gitPath !== gitPath) {
      this.reader = { gitPath, git: new SimpleGitReader({ gitPath, timeoutMs }) };
    }
    return this.reader.git.read(root, signal);
  }
}
