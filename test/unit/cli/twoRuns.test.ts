/** Two runs of the command line at once, as real processes, on one repository and one cache's folder. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ContextJson } from '../../../src/protocol/contextScout';
import { buildStoreWorker, type BuiltStore } from '../../fakes/buildStoreWorker';
import { startGitHub, type GitHubServer } from '../../fakes/github/gitHubServer';
import { seedRepository } from '../../fakes/github/seed';
import { GitSandbox } from '../../fakes/gitRepository';
import { outcome, type Outcome } from '../../fakes/programOutcome';

const token = 'tok-of-the-runs';
const count = 320;
const patience = { timeout: 20_000, interval: 10 };

let built: BuiltStore;
let cli: string;
let sandbox: GitSandbox;
let root: string;
let cache: string;
let server: GitHubServer;
let children: ChildProcess[];

beforeAll(async () => {
  built = await buildStoreWorker();
  cli = await built.bundle(new URL('../../../src/cli.ts', import.meta.url), 'cli');
  sandbox = await GitSandbox.create('runs');
  const git = await sandbox.init('shop');
  await git.git('remote', 'add', 'origin', 'https://github.com/acme/shop.git');
  await git.commit('README.md', '# Shop\n', 'begin');
  root = git.root;
}, 60_000);

afterAll(async () => {
  await sandbox.dispose();
  await built.remove();
});

beforeEach(async () => {
  children = [];
  cache = await mkdtemp(join(sandbox.folder, 'cache-'));
  server = await startGitHub({ lifeMs: 120_000 });
  server.state.addToken(token, 'dana');
  seedRepository(server.state, { issues: count, closed: 0, pulls: 0, blockedShare: 0.2 });
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await server.stop();
});

function start(words: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [cli, ...words, '--cache', cache], {
    cwd: root,
    env: { ...process.env, ...sandbox.isolation, GH_TOKEN: '', GITHUB_TOKEN: token, GITHUB_API_URL: server.origin },
    stdio: 'pipe',
  });
  children.push(child);
  return child;
}

const issuesOf = ({ stdout }: Outcome): number => (JSON.parse(stdout) as ContextJson).issues.length;

const asked = (): readonly string[] =>
  server.requests.map(({ method, path, query }) => `${method} ${path} ${query.page ?? ''}`.trim()).sort();

/** Until the server was asked for something, so that a run is in the middle of its work. */
async function untilAsked(): Promise<void> {
  await expect.poll(() => server.requests.length, patience).toBeGreaterThan(0);
}

const words = ['context', '--json', '--all'] as const;

describe('runs of the command line at the same time', () => {
  it('send the requests of one, and print the same', async () => {
    server.faults.latencyMs = 30;
    await outcome(start(words));
    const ofOne = asked();
    server.clearRequests();
    cache = await mkdtemp(join(sandbox.folder, 'cache-'));
    const both = await Promise.all([outcome(start(words)), outcome(start(words))]);
    for (const run of both) {
      expect({ exitCode: run.exitCode, stderr: run.stderr }).toEqual({ exitCode: 0, stderr: '' });
      expect(issuesOf(run)).toBe(count);
    }
    expect(asked()).toEqual(ofOne);
  }, 60_000);

  it('ask what is left when the one that asks is killed', async () => {
    server.faults.latencyMs = 200;
    const first = start(words);
    await untilAsked();
    const second = outcome(start(words));
    // By then the second waits for the first.
    await expect.poll(async () => (await readdir(join(cache, 'instances'))).length, patience).toBe(2);
    first.kill('SIGKILL');
    const run = await second;
    expect({ exitCode: run.exitCode, stderr: run.stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(issuesOf(run)).toBe(count);
  }, 60_000);

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'leave to others at once what they led, also on %s',
    async (signal) => {
      server.faults.latencyMs = 500;
      const first = start(words);
      const over = outcome(first);
      await untilAsked();
      first.kill(signal);
      await over;
      expect(await readdir(join(cache, 'instances'))).toEqual([]);
      server.faults.clear();
      server.faults.latencyMs = 0;
      expect(issuesOf(await outcome(start(words)))).toBe(count);
    },
    60_000,
  );
});
