/** Answers for several windows, each a process, on one repository of a loopback GitHub and one cache's folder. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { WindowSetup } from '../bench/githubDeeds';
import { buildStoreWorker, type BuiltStore } from '../fakes/buildStoreWorker';
import { startGitHub, type GitHubServer } from '../fakes/github/gitHubServer';
import type { FakeRepository } from '../fakes/github/records';
import { seedRepository } from '../fakes/github/seed';
import { GitSandbox } from '../fakes/gitRepository';
import type { Order, Shown } from './windowProgram';

const login = 'dana';
const token = 'tok-windows';
/** No window here takes so long, whatever else the machine does. */
const patienceMs = 40_000;

export class GitHubWindow {
  private readonly child: ChildProcess;

  constructor(program: string, setup: WindowSetup, environment: Readonly<Record<string, string>>) {
    this.child = fork(program, [JSON.stringify(setup)], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  }

  /** What the window shows when it did as it was told. */
  async tell(order: Order): Promise<Shown> {
    const answer = once(this.child, 'message', { signal: AbortSignal.timeout(patienceMs) });
    this.child.send(order);
    const [shown] = (await answer) as [Shown];
    return shown;
  }

  signal(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    this.child.kill(signal);
  }

  /** Gone at once, whatever it does. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}

export class GitHubWindows {
  private readonly windows: GitHubWindow[] = [];
  private caches = 0;

  private constructor(
    readonly server: GitHubServer,
    readonly repository: FakeRepository,
    private readonly sandbox: GitSandbox,
    private readonly folder: string,
    private readonly built: BuiltStore,
    private readonly program: string,
  ) {}

  static async begin(issues: number): Promise<GitHubWindows> {
    const sandbox = await GitSandbox.create('windows');
    const git = await sandbox.init('shop');
    await git.git('remote', 'add', 'origin', 'https://github.com/acme/shop.git');
    await git.commit('README.md', '# Shop\n', 'begin');
    const built = await buildStoreWorker();
    const program = await built.bundle(new URL('windowProgram.ts', import.meta.url), 'window');
    const server = await startGitHub();
    const repository = seedRepository(server.state, { issues, closed: 0, pulls: 0, blockedShare: 0.2 });
    server.state.addToken(token, login);
    return new GitHubWindows(server, repository, sandbox, git.root, built, program);
  }

  /** Absolute path of a folder that is not there yet. */
  newCache(): string {
    return join(this.sandbox.folder, `cache-${++this.caches}`);
  }

  open(cache: string): GitHubWindow {
    const { apiUrl } = this.server;
    const setup = { folder: this.folder, cache, apiUrl, token, login, isPaced: true };
    const window = new GitHubWindow(this.program, setup, this.sandbox.isolation);
    this.windows.push(window);
    return window;
  }

  /** What was asked since, each as method, path and page, in order of their names. */
  askedSince(mark: number): readonly string[] {
    return this.server
      .requestsSince(mark)
      .map(({ method, path, query }) => `${method} ${path} ${query.page ?? ''}`.trim())
      .sort();
  }

  async closeWindows(): Promise<void> {
    await Promise.all(this.windows.splice(0).map((window) => window.kill()));
  }

  async end(): Promise<void> {
    await this.closeWindows();
    await this.server.stop();
    await this.built.remove();
    await this.sandbox.dispose();
  }
}
