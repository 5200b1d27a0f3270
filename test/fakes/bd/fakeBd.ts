/** Answers for running the stand-in `bd` in tests, as a real process, behind the port that the adapter uses. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { err, ok } from '../../../src/domain/result';
import type { CommandRunner } from '../../../src/ports/commandRunner';

export const fakeBdPath = fileURLToPath(new URL('./bd.mjs', import.meta.url));
export const smallRecordings = fileURLToPath(new URL('./recordings', import.meta.url));

export interface FakeBd {
  readonly runner: CommandRunner;
  /** The arguments of each call so far, the first first. */
  calls(): readonly (readonly string[])[];
}

/**
 * @param recordings folder of what is replayed
 * @param callsFile a file that does not exist yet
 * @param mode the words of bd.mjs, separated by commas; read anew for each call
 */
export function fakeBd(recordings: string, callsFile: string, mode: () => string = () => ''): FakeBd {
  return {
    calls: () => readCalls(callsFile).map(({ args }) => args),
    runner: {
      run: (program, args, { cwd, env, timeoutMs, signal }) =>
        new Promise((resolve, reject) => {
          const extra = {
            ...{ FAKE_BD_RECORDINGS: recordings, FAKE_BD_CALLS: callsFile, FAKE_BD_MODE: mode() },
            FAKE_BD_UPDATES: `${callsFile}.updates`,
          };
          const options = {
            cwd,
            signal,
            env: { ...process.env, ...env, ...extra },
            timeout: timeoutMs,
            maxBuffer: 2 ** 26,
          };
          execFile(process.execPath, [fakeBdPath, ...args], options, (error, stdout, stderr) => {
            if (signal.aborted) reject(signal.reason as Error);
            else if (error === null) resolve(ok({ stdout, stderr }));
            else if (error.killed === true) resolve(err({ kind: 'timeout', what: program, afterMs: timeoutMs }));
            else
              resolve(
                err({ kind: 'programFailed', program, exitCode: Number(error.code ?? 1), detail: stderr.trim() }),
              );
          });
        }),
    },
  };
}

/** The calls the stand-in noted in its file so far, the first first. */
export function readCalls(file: string): readonly { readonly pid: number; readonly args: readonly string[] }[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as { pid: number; args: string[] });
}

/** What a machine without `bd` answers. */
export const noBd: CommandRunner = {
  run: (program) => Promise.resolve(err({ kind: 'programMissing', program })),
};
