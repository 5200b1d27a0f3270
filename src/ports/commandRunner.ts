/** The role of running a program; absent where the folder is not trusted. */
import type { Failure } from '../domain/failure';
import type { Result } from '../domain/result';

export interface CommandOutput {
  /** Decoded as UTF-8. */
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandRunner {
  /**
   * Runs `program` (looked up on the PATH, never in `cwd`) with `args` and no shell.
   * A non-zero exit is `programFailed`, a missing program `programMissing`, too slow `timeout`.
   * @throws the signal's reason when aborted.
   */
  run(
    program: string,
    args: readonly string[],
    options: {
      readonly cwd: string;
      readonly env?: Readonly<Record<string, string>>;
      readonly timeoutMs: number;
      readonly signal: AbortSignal;
    },
  ): Promise<Result<CommandOutput, Failure>>;
}
