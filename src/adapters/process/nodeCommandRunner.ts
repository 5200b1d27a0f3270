/** Answers for running programs with Node: no shell, no window, nothing left behind. */
import { spawn, type ChildProcess } from 'node:child_process';
import type { Failure } from '../../domain/failure';
import { err, ok, type Result } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { CommandOutput, CommandRunner } from '../../ports/commandRunner';
import { BoundedText } from './boundedText';
import { endProcessTree } from './processTree';
import { findProgram } from './programPath';

const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;
const MAX_DETAIL_CHARACTERS = 2000;

type RunOptions = Parameters<CommandRunner['run']>[2];

export class NodeCommandRunner implements CommandRunner {
  /** @param maxOutputBytes a program that prints more on one of its outputs is ended. */
  constructor(
    private readonly clock: Clock,
    private readonly maxOutputBytes: number = MAX_OUTPUT_BYTES,
  ) {}

  async run(program: string, args: readonly string[], options: RunOptions): Promise<Result<CommandOutput, Failure>> {
    const { signal } = options;
    signal.throwIfAborted();
    const environment = { ...process.env, ...options.env };
    const path = await findProgram(program, environment);
    signal.throwIfAborted();
    if (path === null) return err({ kind: 'programMissing', program });
    return this.runFound(program, path, args, options, environment);
  }

  private runFound(
    program: string,
    path: string,
    args: readonly string[],
    { cwd, timeoutMs, signal }: RunOptions,
    env: NodeJS.ProcessEnv,
  ): Promise<Result<CommandOutput, Failure>> {
    return new Promise((resolve, reject) => {
      // A group of its own, so that what the program starts ends with it.
      const detached = process.platform !== 'win32';
      const child = spawn(path, args, { cwd, env, windowsHide: true, detached, stdio: ['ignore', 'pipe', 'pipe'] });
      let ended: Failure | 'aborted' | null = null;
      const end = (why: Failure | 'aborted'): void => {
        if (ended !== null) return;
        ended = why;
        endProcessTree(child);
      };
      const tooLarge = (): void => {
        end({
          kind: 'programFailed',
          program,
          exitCode: null,
          detail: `more than ${this.maxOutputBytes} bytes of output`,
        });
      };
      const output = new BoundedText(child.stdout, this.maxOutputBytes, tooLarge);
      const errors = new BoundedText(child.stderr, this.maxOutputBytes, tooLarge);
      const onAbort = (): void => {
        end('aborted');
      };
      signal.addEventListener('abort', onAbort, { once: true });
      const timer = this.clock.schedule(timeoutMs, () => {
        end({ kind: 'timeout', what: program, afterMs: timeoutMs });
      });
      const finish = (result: () => Result<CommandOutput, Failure>): void => {
        timer.dispose();
        signal.removeEventListener('abort', onAbort);
        if (ended === 'aborted') reject(abortReason(signal));
        else resolve(ended === null ? result() : err(ended));
      };
      child.once('error', (error) => {
        if (isRunning(child)) return;
        finish(() => err({ kind: 'programFailed', program, exitCode: null, detail: error.message }));
      });
      child.once('close', (exitCode) => {
        finish(() => {
          if (exitCode === 0) return ok({ stdout: output.text(), stderr: errors.text() });
          const detail = errors.text().trim().slice(0, MAX_DETAIL_CHARACTERS);
          return err({ kind: 'programFailed', program, exitCode, detail });
        });
      });
    });
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

/** What the signal was aborted with, which the caller chose and expects back. */
function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('aborted', { cause: signal.reason });
}
