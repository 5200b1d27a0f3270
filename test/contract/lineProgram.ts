/** A program that answers each line of its input with a line of its output. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';

/** No answer takes so long, whatever else the machine does. */
const longestMs = 60_000;

export class LineProgram {
  private readonly child;
  private readonly lines: string[] = [];
  readonly ended: Promise<unknown>;

  constructor(args: readonly string[]) {
    this.child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.ended = once(this.child, 'close');
    createInterface({ input: this.child.stdout }).on('line', (line) => this.lines.push(line));
  }

  /** All it said by now. */
  get said(): readonly string[] {
    return this.lines;
  }

  tell(line: string): void {
    this.child.stdin.write(`${line}\n`);
  }

  /** Tells it a line, and waits for its answer. */
  async ask(line: string): Promise<unknown> {
    const before = this.lines.length;
    this.tell(line);
    return await this.answer(before);
  }

  /** The line after `before` others. */
  async answer(before: number): Promise<unknown> {
    await expect.poll(() => this.lines.length, { timeout: longestMs }).toBeGreaterThan(before);
    return JSON.parse(this.lines[before] ?? '') as unknown;
  }

  /** Settles when it is stopped by a signal. Linux only. */
  async stopped(): Promise<void> {
    const state = async (): Promise<string> =>
      /\) (\w)/.exec(await readFile(`/proc/${this.child.pid ?? 0}/stat`, 'utf8'))?.[1] ?? '';
    await expect.poll(state, { timeout: longestMs }).toBe('T');
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
