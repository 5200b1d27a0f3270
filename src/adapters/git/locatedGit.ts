/** Answers for a repository's state by a git that is looked for when it is first needed. */
import type { Failure } from '../../domain/failure';
import type { GitState } from '../../domain/git';
import type { Result } from '../../domain/result';
import type { GitReader } from '../../ports/gitReader';
import type { GitProcessOptions } from './gitProcess';
import { GitProgram } from './gitProgram';
import { SimpleGitReader } from './simpleGit';

export class LocatedGitReader implements GitReader {
  readonly name = 'simple-git';
  private readonly program: GitProgram;
  private reader: { readonly options: GitProcessOptions; readonly git: SimpleGitReader } | null = null;

  /** @param locate the absolute path of the git program; null when there is none. */
  constructor(locate: () => Promise<string | null>) {
    this.program = new GitProgram(locate);
  }

  async read(root: string, signal: AbortSignal): Promise<Result<GitState, Failure>> {
    const options = await this.program.options(signal);
    if (!options.ok) return options;
    if (this.reader?.options !== options.value) {
      this.reader = { options: options.value, git: new SimpleGitReader(options.value) };
    }
    return this.reader.git.read(root, signal);
  }
}
