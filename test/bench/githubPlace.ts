/** Answers for where the GitHub bench takes place: a server with issues, a repository whose remote is there, and windows on it. */
import { join } from 'node:path';
import { buildStoreWorker } from '../fakes/buildStoreWorker';
import { startGitHub, type GitHubServer } from '../fakes/github/gitHubServer';
import type { FakeIssue, FakeRepository } from '../fakes/github/records';
import { seedRepository } from '../fakes/github/seed';
import { GitSandbox, type GitRepository } from '../fakes/gitRepository';
import type { PlainBatch } from './githubDeeds';
import { GitHubProcess } from './githubProcess';
import { plainBatches } from './githubRequests';
import type { SeenRequest } from '../fakes/github/seenRequests';

/** Per 10,000 open issues; half of the pull requests are open. */
const shares = { blocked: 0.3, pulls: 0.04, closed: 0.05 };
const login = 'dana';

export interface WindowOptions {
  /** Of a name the cache is of an earlier window; without: a new one. */
  readonly cache?: string;
  readonly isPaced?: boolean;
}

export class GitHubPlace {
  readonly repository: FakeRepository;
  private readonly windows = new Set<GitHubProcess>();
  private tokens = 0;
  private caches = 0;
  private filled: Promise<string> | null = null;

  private constructor(
    readonly server: GitHubServer,
    readonly git: GitRepository,
    private readonly program: string,
    readonly count: number,
  ) {
    this.repository = seedRepository(server.state, {
      issues: count,
      closed: Math.round(count * shares.closed),
      pulls: Math.round(count * shares.pulls),
      blockedShare: shares.blocked,
    });
  }

  /** @param count of open issues. Everything is gone after `use`. */
  static async *use<T>(count: number, use: (place: GitHubPlace) => AsyncIterable<T>): AsyncGenerator<T> {
    const ends: (() => Promise<unknown>)[] = [];
    try {
      const sandbox = await GitSandbox.create('bench');
      ends.push(() => sandbox.dispose());
      const git = await sandbox.init('shop');
      await git.git('remote', 'add', 'origin', 'https://github.com/acme/shop.git');
      await git.commit('README.md', '# Shop\n', 'begin');
      const built = await buildStoreWorker();
      ends.push(() => built.remove());
      const program = await built.bundle(new URL('githubWindow.ts', import.meta.url), 'githubWindow');
      const server = await startGitHub();
      ends.push(() => server.stop());
      const place = new GitHubPlace(server, git, program, count);
      ends.push(() => place.closeWindows());
      yield* use(place);
    } finally {
      for (const end of ends.reverse()) await end();
    }
  }

  get openIssues(): readonly FakeIssue[] {
    return [...this.repository.issues.values()].filter(({ state }) => state === 'open');
  }

  /** Open, blocked by nothing and blocking nothing, and no pull request closes them. */
  get unrelatedIssues(): readonly FakeIssue[] {
    const closed = new Set([...this.repository.pulls.values()].flatMap(({ closes }) => [...closes]));
    return this.openIssues.filter(
      (issue) => issue.blockedBy.size === 0 && issue.blocking.size === 0 && !closed.has(issue),
    );
  }

  get openPulls(): number {
    return [...this.repository.pulls.values()].filter(({ state }) => state === 'open').length;
  }

  /** Limits are of a person: everybody who asks is somebody else. */
  newToken(): string {
    const text = `tok-bench-${++this.tokens}`;
    this.server.state.addToken(text, login);
    return text;
  }

  newCache(): string {
    return join(this.git.sandbox.folder, `cache-${++this.caches}`);
  }

  open({ cache = this.newCache(), isPaced = true }: WindowOptions = {}): GitHubProcess {
    const { apiUrl } = this.server;
    const setup = { folder: this.git.root, cache, apiUrl, token: this.newToken(), login, isPaced };
    const window = new GitHubProcess(this.program, setup, this.git.sandbox.isolation);
    this.windows.add(window);
    return window;
  }

  /** Does something in a new window that is gone afterwards. */
  async within<T>(options: WindowOptions, use: (window: GitHubProcess) => Promise<T>): Promise<T> {
    const window = this.open(options);
    try {
      return await use(window);
    } finally {
      await this.close(window);
    }
  }

  async close(window: GitHubProcess): Promise<void> {
    this.windows.delete(window);
    await window.end();
  }

  /** Where a first sync is remembered; made when it is asked for first. */
  filledCache(): Promise<string> {
    return (this.filled ??= this.fillCache());
  }

  /** These requests, to be sent again plainly. */
  again(requests: readonly SeenRequest[]): readonly PlainBatch[] {
    return plainBatches(requests, this.server, this.newToken());
  }

  private async fillCache(): Promise<string> {
    const cache = this.newCache();
    await this.within({ cache }, (window) => window.ask('refresh', 'refresh'));
    return cache;
  }

  private async closeWindows(): Promise<void> {
    for (const window of [...this.windows]) await this.close(window);
  }
}
