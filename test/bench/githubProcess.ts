/** Answers for a window of the GitHub bench as the bench holds it: told by messages, and never longer than its patience. */
import { fork, type ChildProcess } from 'node:child_process';
import type { Order, Report, WindowDeeds, WindowSetup } from './githubDeeds';

interface Waiting {
  readonly resolve: (outcome: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** For 10,000 issues on a busy machine. */
const patienceMs = 120_000;

export class GitHubProcess {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, Waiting>();
  private readonly gone: Promise<void>;
  private lastId = 0;

  /** @param program absolute path of the bundled `githubWindow.ts` */
  constructor(program: string, setup: WindowSetup, environment: Readonly<Record<string, string>>) {
    this.child = fork(program, [JSON.stringify(setup)], {
      env: { ...process.env, ...environment },
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.child.on('message', (report: Report) => {
      this.take(report);
    });
    this.gone = new Promise((resolve) => {
      this.child.once('exit', (code, signal) => {
        this.failAll(new Error(`the window ended (${code ?? signal ?? 'for no reason'})`));
        resolve();
      });
    });
  }

  /** @throws when it failed, or took too long; then the window is gone. */
  ask<Deed extends keyof WindowDeeds>(
    deed: Deed,
    ...args: Parameters<WindowDeeds[Deed]>
  ): Promise<Awaited<ReturnType<WindowDeeds[Deed]>>> {
    const id = ++this.lastId;
    const answer = new Promise<unknown>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.child.kill('SIGKILL');
        reject(new Error(`the window did not ${deed} within ${patienceMs / 1000} s`));
      }, patienceMs);
      this.waiting.set(id, { resolve, reject, timer });
    });
    const order: Order = { id, deed, args };
    this.child.send(order, (error) => {
      if (error !== null) this.take({ id, failure: `${deed} could not be said: ${error.message}` });
    });
    return answer as Promise<Awaited<ReturnType<WindowDeeds[Deed]>>>;
  }

  /** Never throws; what was read is remembered where it can be. */
  async end(): Promise<void> {
    if (this.child.connected) await this.ask('end').catch(() => undefined);
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 5_000);
    await this.gone;
    clearTimeout(timer);
  }

  private take({ id, outcome, failure }: Report): void {
    const waiting = this.waiting.get(id);
    if (waiting === undefined) return;
    this.waiting.delete(id);
    clearTimeout(waiting.timer);
    if (failure === undefined) waiting.resolve(outcome);
    else waiting.reject(new Error(failure));
  }

  private failAll(error: Error): void {
    for (const { reject, timer } of this.waiting.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this.waiting.clear();
  }
}
