/** What a program printed, and how it ended. */
import type { ChildProcess } from 'node:child_process';

export interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Settles when the program ended and its output is whole. */
export function outcome(child: ChildProcess): Promise<Outcome> {
  return new Promise((done, reject) => {
    let [stdout, stderr] = ['', ''];
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (exitCode) => {
      done({ exitCode, stdout, stderr });
    });
  });
}
