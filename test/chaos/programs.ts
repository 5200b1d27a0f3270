/** Answers for programs that scenarios start: each is built once, and ended by its own handle. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { cleanEnvironment } from '../rig/guardedProcess';
import { buildStoreWorker, type BuiltStore } from '../fakes/buildStoreWorker';

export interface Program {
  readonly pid: number;
  /** Lines of its output, as they come. */
  readonly lines: readonly string[];
  /** How it ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  readonly isRunning: boolean;
  /** Resolves with the first line, from `from` on, that begins so. @throws when it ends before. */
  line(beginning: string, from?: number): Promise<string>;
  tell(line: string): void;
  signal(signal: NodeJS.Signals): void;
  /** Ends it at once, and waits until it is gone. */
  kill(): Promise<void>;
}

export interface StartOptions {
  readonly nodeOptions?: readonly string[];
  readonly onLine?: (line: string) => void;
  /** Before the program: `sh -c 'ulimit …; exec "$@"' sh` for example. */
  readonly through?: readonly string[];
}

export class Programs {
  private readonly running = new Set<Running>();
  private readonly bundles = new Map<string, Promise<string>>();

  private built: Promise<BuiltStore> | null = null;

  /** Of the database thread, which is built when it is first needed. */
  async workerPath(): Promise<string> {
    return (await this.build()).workerPath;
  }

  /** Builds the TypeScript file at `url`, once, beside the database thread. @returns its path */
  bundle(url: URL): Promise<string> {
    const known = this.bundles.get(url.href);
    if (known !== undefined) return known;
    const name = url.pathname.replace(/^.*\/([^/]+)\.ts$/, '$1');
    const made = this.build().then((built) => built.bundle(url, name));
    this.bundles.set(url.href, made);
    return made;
  }

  async start(url: URL, args: readonly string[], options: StartOptions = {}): Promise<Program> {
    const { nodeOptions = [], onLine, through = [] } = options;
    const words = [...through, process.execPath, ...nodeOptions, await this.bundle(url), ...args];
    const [command = process.execPath, ...rest] = words;
    const child = spawn(command, rest, { stdio: ['pipe', 'pipe', 'pipe'], env: cleanEnvironment() });
    const program = new Running(child, onLine);
    this.running.add(program);
    void program.ended.then(() => this.running.delete(program));
    return program;
  }

  async endAll(): Promise<void> {
    await Promise.all([...this.running].map((program) => program.kill()));
  }

  async remove(): Promise<void> {
    await this.endAll();
    await (await this.built)?.remove();
  }

  private build(): Promise<BuiltStore> {
    this.built ??= buildStoreWorker();
    return this.built;
  }
}

class Running implements Program {
  readonly lines: string[] = [];
  readonly ended: Program['ended'];
  isRunning = true;
  private readonly listeners = new Set<() => void>();
  private errors = '';

  constructor(
    private readonly child: ChildProcess,
    onLine?: (line: string) => void,
  ) {
    const { stdin, stdout, stderr } = child;
    if (stdin === null || stdout === null || stderr === null) throw new Error('a program was started without pipes');
    // It may be gone by the time it is told something.
    stdin.on('error', () => undefined);
    stderr.setEncoding('utf8').on('data', (text: string) => (this.errors = (this.errors + text).slice(-2000)));
    createInterface({ input: stdout }).on('line', (line) => {
      this.lines.push(line);
      onLine?.(line);
      this.wake();
    });
    this.ended = once(child, 'close').then(([code, signal]: unknown[]) => {
      this.isRunning = false;
      this.wake();
      return { code: code as number | null, signal: signal as NodeJS.Signals | null };
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  async line(beginning: string, from = 0): Promise<string> {
    for (;;) {
      const found = this.lines.slice(from).find((line) => line.startsWith(beginning));
      if (found !== undefined) return found;
      if (!this.isRunning) throw new Error(`a program ended before it said "${beginning}": ${this.errors}`);
      await new Promise<void>((resolve) => this.listeners.add(resolve));
    }
  }

  tell(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  private wake(): void {
    for (const listener of this.listeners) listener();
    this.listeners.clear();
  }
}
