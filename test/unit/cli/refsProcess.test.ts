/** The command `refs` as a real process, on a real repository and a server. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReferencesJson } from '../../../src/cli/referenceReport';
import { buildStoreWorker, type BuiltStore } from '../../fakes/buildStoreWorker';
import { outcome } from '../../fakes/programOutcome';
import { startGitHub, type GitHubServer } from '../../fakes/github/gitHubServer';

const token = 'ghp_recognisableTokenOfTheReferences';
const closed = 130;

let built: BuiltStore;
let cli: string;
let folder: string;
let repository: string;
let server: GitHubServer;

function start(words: readonly string[]): ChildProcess {
  return spawn(process.execPath, [cli, 'refs', ...words, '--cache', join(folder, 'cache')], {
    cwd: repository,
    env: {
      ...process.env,
      GH_TOKEN: undefined,
      GITHUB_SERVER_URL: undefined,
      GITHUB_API_URL: server.origin,
      GITHUB_TOKEN: token,
    },
    stdio: 'pipe',
    timeout: 30_000,
  });
}

async function refs(...words: readonly string[]): Promise<ReferencesJson> {
  const { exitCode, stdout, stderr } = await outcome(start([...words, '--json']));
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return JSON.parse(stdout) as ReferencesJson;
}

beforeAll(async () => {
  built = await buildStoreWorker();
  cli = await built.bundle(new URL('../../../src/cli.ts', import.meta.url), 'cli');
  folder = await mkdtemp(join(tmpdir(), 'cli-refs-'));
  repository = join(folder, 'shop');
  await mkdir(repository);
  const git = (...words: readonly string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=Sam', '-c', 'user.email=sam@example.org', ...words], { cwd: repository });
  git('init', '--quiet', '--initial-branch', 'main');
  for (let first = 1; first <= closed; first += 10) {
    const numbers = Array.from({ length: 10 }, (_, index) => `#${first + index}`);
    git('commit', '--quiet', '--allow-empty', '--message', numbers.join(' '));
  }
  git('commit', '--quiet', '--allow-empty', '--message', 'fix: see #200, and #900 that never was');
  git('remote', 'add', 'origin', 'https://github.com/dana/shop.git');
  server = await startGitHub({ lifeMs: 180_000 });
  const { state } = server;
  state.addToken(token, 'sam');
  const shop = state.addRepository('dana/shop');
  for (let number = 1; number <= closed; number++) state.addIssue(shop, { number, closed: 'completed' });
  state.addIssue(shop, { number: 200, title: 'Open' });
}, 60_000);

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
  await built.remove();
});

describe('context-scout refs in a repository of GitHub', () => {
  it('knows what was read, and looks up all others in few requests, once', async () => {
    const counts = { pending: closed + 1, resolved: 1, errors: 0, cacheHits: 1, estimateMs: null };
    expect(await refs()).toEqual({
      schemaVersion: 1,
      sources: [{ id: 'github:shop', ...counts }],
      total: counts,
      run: null,
    });

    expect((await refs('--limit', '3')).run).toMatchObject({ resolved: 2, failed: 1, left: closed - 2 });

    const mark = server.mark();
    const drained = await refs('--drain');
    expect(drained.run).toMatchObject({ resolved: closed - 2, failed: 0, left: 0, stoppedBy: null, goesOnAt: null });
    expect(drained.total).toEqual({ pending: 0, resolved: closed + 1, errors: 1, cacheHits: 1, estimateMs: 0 });
    expect(server.countSince(mark)).toBeLessThanOrEqual(Math.ceil(closed / 50) + 1);

    const after = server.mark();
    expect((await refs('--drain')).run).toMatchObject({ resolved: 0, left: 0 });
    expect(server.countSince(after, ({ path }) => path.endsWith('/graphql'))).toBe(0);
  }, 60_000);

  it('loses nothing that was done when it is killed on the way', async () => {
    await rm(join(folder, 'cache'), { recursive: true, force: true });
    await refs();
    const isBatch = (request: { readonly path: string }): boolean => request.path.endsWith('/graphql');
    const mark = server.mark();
    server.faults.next({
      match: (request) => isBatch(request) && server.countSince(mark, isBatch) > 1,
      delayMs: 20_000,
    });
    const child = start(['--drain']);
    const over = outcome(child);
    await expect.poll(() => server.countSince(mark, isBatch), { timeout: 20_000 }).toBe(2);
    child.kill('SIGKILL');
    await over;
    server.faults.clear();
    expect((await refs()).total).toMatchObject({ pending: closed + 1 - 50, errors: 1 });
  }, 60_000);

  it('is a table for people, without the token', async () => {
    const { exitCode, stdout, stderr } = await outcome(start(['--verbose']));
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^SOURCE +PENDING +RESOLVED +WITHOUT ASKING +ERRORS\ngithub:shop +\d+ +\d+ +1 +1\n$/);
    expect(stdout + stderr).not.toContain(token);
  }, 30_000);
});
