/** Answers for running git through simple-git so that it does what it is told to and nothing else. */
import { getSystemErrorName } from 'node:util';
import { GitConstructError, GitError, GitPluginError, simpleGit, type SimpleGit } from 'simple-git';
import type { Failure } from '../../domain/failure';
import { err, ok, type Result } from '../../domain/result';

export interface GitProcessOptions {
  /** Absolute path of the git program (a bare name is looked up on the PATH; on Windows also in `root`). */
  readonly gitPath: string;
  /** A git that prints nothing for so long is ended. */
  readonly timeoutMs: number;
}

/**
 * The variables of the user's own environment that git goes on seeing: where configuration is kept and where
 * looking for repositories ends. All other `GIT_*` are withheld by simple-git; above all `GIT_DIR` and
 * `GIT_INDEX_FILE`, which are set when a hook starts the program and would turn every answer to one repository.
 */
const ENVIRONMENT = [
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_CEILING_DIRECTORIES',
  'GIT_DISCOVERY_ACROSS_FILESYSTEM',
] as const;

/** Configuration given as numbered variables, as containers do for `safe.directory`. */
const NUMBERED_CONFIG = /^GIT_CONFIG_(COUNT|KEY_\d+|VALUE_\d+)$/;

/** The `GIT_OPTIONAL_LOCKS=0` of the command line: a status does not refresh the index that is being watched. */
const NO_LOCKS = '--no-optional-locks';

export interface BoundedOutput {
  readonly text: string;
  /** False: git had more to say. */
  readonly whole: boolean;
}

/** Runs git commands in one work tree for one reading. */
export class GitProcess {
  private readonly git: SimpleGit;

  /** Null when `root` is not a folder. */
  static open(root: string, options: GitProcessOptions, signal: AbortSignal): GitProcess | null {
    try {
      return new GitProcess(root, options, signal);
    } catch (error) {
      if (error instanceof GitConstructError) return null;
      throw error;
    }
  }

  private constructor(
    private readonly root: string,
    private readonly options: GitProcessOptions,
    private readonly signal: AbortSignal,
  ) {
    this.git = this.start(signal);
  }

  private start(abort: AbortSignal): SimpleGit {
    return simpleGit({
      baseDir: this.root,
      binary: this.options.gitPath,
      abort,
      allowEnvironment: [...ENVIRONMENT, ...Object.keys(process.env).filter((name) => NUMBERED_CONFIG.test(name))],
      timeout: { block: this.options.timeoutMs },
      // The end of the process is not the end of its output.
      completion: { onClose: true, onExit: false },
      // Allows spaces in the path, as in "Program Files" (no shell is involved), and to switch off what is named here.
      unsafe: { allowUnsafeCustomBinary: true, allowUnsafeFsMonitor: true, allowUnsafeProtocolOverride: true },
      errors: (error, { exitCode, stdErr }) => {
        if (error instanceof GitPluginError || exitCode === 0) return error;
        return exitError(exitCode, Buffer.concat(stdErr).toString('utf8'));
      },
    });
  }

  /**
   * The output of `git ARGS`.
   * @throws the signal's reason when aborted, after the process ended.
   */
  async run(args: readonly string[]): Promise<Result<string, Failure>> {
    try {
      return ok(await this.git.raw([NO_LOCKS, ...args]));
    } catch (error) {
      this.signal.throwIfAborted();
      return err(this.explain(error));
    }
  }

  /**
   * The output of `git ARGS` as far as it is wanted: git is ended when it prints more than `maxBytes`.
   * @throws the signal's reason when aborted, after the process ended.
   */
  async runBounded(args: readonly string[], maxBytes: number): Promise<Result<BoundedOutput, Failure>> {
    const enough = new AbortController();
    const chunks: Buffer[] = [];
    let bytes = 0;
    const git = this.start(AbortSignal.any([this.signal, enough.signal]));
    git.outputHandler((_, stdout) => {
      stdout.on('data', (chunk: Buffer) => {
        if (enough.signal.aborted) return;
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > maxBytes) enough.abort();
      });
    });
    try {
      return ok({ text: await git.raw([NO_LOCKS, ...args]), whole: true });
    } catch (error) {
      this.signal.throwIfAborted();
      if (enough.signal.aborted) return ok({ text: Buffer.concat(chunks).toString('utf8'), whole: false });
      return err(this.explain(error));
    }
  }

  private explain(error: unknown): Failure {
    const program = this.options.gitPath;
    if (error instanceof GitPluginError && error.plugin === 'timeout') {
      return { kind: 'timeout', what: program, afterMs: this.options.timeoutMs };
    }
    const exitCode = error instanceof Error ? exitCodes.get(error) : undefined;
    if (error instanceof Error && exitCode !== undefined) {
      if (isSpawnError(exitCode)) return { kind: 'programMissing', program };
      return { kind: 'programFailed', program, exitCode, detail: error.message.trim() };
    }
    throw error;
  }
}

/**
 * The exit code behind an error. A class of our own would have to be derived from simple-git's, and so would load
 * the library when the window starts.
 */
const exitCodes = new WeakMap<Error, number>();

function exitError(exitCode: number, stderr: string): GitError {
  const error = new GitError(undefined, stderr);
  exitCodes.set(error, exitCode);
  return error;
}

/** A process that could not be started "exits" with the system's error number, which is negative. */
function isSpawnError(exitCode: number): boolean {
  return exitCode < 0 && ['ENOENT', 'EACCES', 'ENOEXEC', 'ENOTDIR'].includes(getSystemErrorName(exitCode));
}
