/** A process that stands for sources, as a test sees it: see `leadershipProgram.ts`. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { expect } from 'vitest';
import type { Said } from './leadershipProgram';

/** No process here is needed for so long, whatever else the machine does. */
const longestMs = 120_000;

export class LeadershipProcess {
  readonly said: Said[] = [];
  private readonly child: ChildProcessByStdio<Writable, Readable, null>;
  private rest = '';

  /** @param program absolute path of the built program */
  constructor(program: string, folder: string, names: readonly string[], options: { uid?: number; gid?: number } = {}) {
    this.child = spawn(process.execPath, [program, folder, ...names], {
      stdio: ['pipe', 'pipe', 'inherit'],
      timeout: longestMs,
      killSignal: 'SIGKILL',
      ...options,
    });
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (this.rest + text).split('\n');
      this.rest = lines.pop() ?? '';
      this.said.push(...lines.map((line) => JSON.parse(line) as Said));
    });
    // What it is told when it is gone already.
    this.child.stdin.on('error', () => undefined);
  }

  tell(line: string): void {
    this.child.stdin.write(`${line}\n`);
  }

  kill(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT' | 'SIGTERM'): void {
    this.child.kill(signal);
  }

  /** Settles when it ended, by itself or by a signal. Answers the exit code. */
  async ended(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    return this.child.exitCode;
  }

  /** The last word on whether it leads; null: it does not. */
  epoch(name: string): number | null {
    return this.said.findLast(({ source }) => source === name)?.epoch ?? null;
  }

  /** What it says of the source, once it said that from the place `since` on. */
  async heard(what: Said['what'], name: string, timeoutMs = 20_000, since = 0): Promise<Said> {
    const found = (): readonly Said[] =>
      this.said.slice(since).filter((said) => said.what === what && said.source === name);
    await expect
      .poll(() => found().length, { timeout: timeoutMs, interval: 5, message: `${what} ${name}` })
      .toBeGreaterThan(0);
    return found()[0] ?? expect.fail();
  }
}
