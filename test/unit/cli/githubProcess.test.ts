/** The command line as a real process on a real repository whose issues are on a server. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ContextJson } from '../../../src/protocol/contextScout';
import { buildStoreWorker, type BuiltStore } from '../../fakes/buildStoreWorker';
import { outcome, type Outcome } from '../../fakes/programOutcome';
import { startGitHub, type GitHubServer } from '../../fakes/github/gitHubServer';
import type { FakeIssue, FakeRepository } from '../../fakes/github/records';
import type { SeenRequest } from '../../fakes/github/seenRequests';

const token = 'ghp_recognisableTokenOfTheCommandLine';

let built: BuiltStore;
let cli: string;
let folder: string;
let repository: string;
let cache: string;
let server: GitHubServer;

function start(
  words: readonly string[],
  env: Readonly<Record<string, string>> = { GITHUB_TOKEN: token },
): ChildProcess {
  const nobody = { GITHUB_TOKEN: '', GH_TOKEN: '', GITHUB_SERVER_URL: '' };
  return spawn(process.execPath, [cli, ...words, '--cache', cache], {
    cwd: repository,
    env: { ...process.env, ...nobody, GITHUB_API_URL: server.origin, ...env },
    stdio: 'pipe',
    timeout: 30_000,
  });
}

const run = (words: readonly string[], env?: Readonly<Record<string, string>>): Promise<Outcome> =>
  outcome(start(words, env));

async function context(env?: Readonly<Record<string, string>>): Promise<ContextJson> {
  const { exitCode, stdout, stderr } = await run(['context', '--json', '--all'], env);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return JSON.parse(stdout) as ContextJson;
}

beforeAll(async () => {
  built = await buildStoreWorker();
  cli = await built.bundle(new URL('../../../src/cli.ts', import.meta.url), 'cli');
  folder = await mkdtemp(join(tmpdir(), 'cli-github-'));
  repository = join(folder, 'shop');
  await mkdir(repository);
  const git = (...words: readonly string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=Sam', '-c', 'user.email=sam@example.org', ...words], { cwd: repository });
  git('init', '--quiet', '--initial-branch', 'main');
  git('commit', '--quiet', '--allow-empty', '--message', 'fix: taxes, fixes #2');
  git('switch', '--quiet', '--create', '3-carts');
  git('remote', 'add', 'origin', 'git@github.com:dana/shop.git');
}, 60_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await built.remove();
});

describe('context-scout in a repository of GitHub', () => {
  beforeEach(async () => {
    cache = await mkdtemp(join(folder, 'cache-'));
    server = await startGitHub({ lifeMs: 120_000 });
    const { state } = server;
    state.addToken(token, 'sam');
    const shop = state.addRepository('dana/shop');
    const [first, second, third] = [1, 2, 3].map((number) =>
      state.addIssue(shop, { number, title: `Title ${number}` }),
    );
    if (first === undefined || second === undefined || third === undefined) throw new Error('no issues');
    state.block(first, third);
  });
  afterEach(() => server.stop());

  it('prints issues as the server has them, with what the branch and the commits say', async () => {
    const { issues, sources, repositories } = await context();
    expect(sources).toMatchObject([{ id: 'github:shop', kind: 'github', freshness: 'fresh', error: null }]);
    expect(issues.map(({ key, status }) => `${key} ${status}`).sort()).toEqual([
      'github:shop#1 blocked',
      'github:shop#2 ready',
      'github:shop#3 inProgress',
    ]);
    expect(repositories[0]?.currentIssue).toBe('github:shop#3');
    expect(issues.find(({ id }) => id === '2')?.drift).toHaveLength(1);
  }, 30_000);

  const shopOf = (): FakeRepository => {
    const shop = server.state.repository('dana', 'shop');
    if (shop === null) throw new Error('no repository');
    return shop;
  };
  const issueOf = (number: number): FakeIssue => {
    const issue = shopOf().issues.get(number);
    if (issue === undefined) throw new Error('no issue');
    return issue;
  };
  const driftOf = ({ issues }: ContextJson, id: string): unknown => issues.find((issue) => issue.id === id)?.drift;

  it('says that the issue of the branch is done, closed before or since', async () => {
    server.time.advance(60_000);
    server.state.close(issueOf(3));
    const drift = [{ kind: 'branchOfDone', message: expect.stringContaining('3-carts') as string }];
    const before = await context();
    expect(before.repositories[0]?.currentIssue).toBe('github:shop#3');
    expect(driftOf(before, '3')).toMatchObject(drift);
    server.time.advance(60_000);
    server.state.unblock(issueOf(1), issueOf(3));
    await run(['sync']);
    expect(driftOf(await context(), '3')).toMatchObject(drift);
    cache = await mkdtemp(join(folder, 'cache-'));
    const afresh = await context();
    expect(afresh.issues.find(({ id }) => id === '3')).toMatchObject({ title: 'Title 3', status: 'done', drift });
    const mark = server.mark();
    await run(['sync']);
    const asked = server.requestsSince(mark).filter(({ path }) => path.startsWith('/repos/'));
    expect(asked.map(({ status }) => status)).toEqual([304]);
  }, 60_000);

  it('says what was fixed by a commit, merged, or is quiet', async () => {
    const longAgoMs = server.time.nowMs() - 40 * 24 * 3_600_000;
    server.state.addIssue(shopOf(), { number: 4, labels: ['in progress'], createdAtMs: longAgoMs });
    server.state.merge(server.state.addPull(shopOf(), { number: 9, closes: [issueOf(1)] }), false);
    const told = await context();
    expect(driftOf(told, '2')).toMatchObject([{ kind: 'fixedByCommit' }]);
    expect(driftOf(told, '1')).toMatchObject([
      { kind: 'mergedPullRequest', message: expect.stringContaining('#9') as string },
    ]);
    expect(driftOf(told, '4')).toMatchObject([{ kind: 'quiet', message: expect.stringContaining('40') as string }]);
  }, 30_000);

  it('asks nothing within a minute, and once when told to sync', async () => {
    await context();
    const mark = server.mark();
    expect((await context()).issues).toHaveLength(3);
    expect(server.requestsSince(mark)).toEqual([]);
    const { exitCode } = await run(['sync']);
    expect(exitCode).toBe(0);
    const asked = server.requestsSince(mark).filter(({ path }) => path.startsWith('/repos/'));
    expect(asked.map(({ status, points }) => ({ status, points }))).toEqual([{ status: 304, points: 0 }]);
  }, 30_000);

  it('prints what it has, its age and the error where the server cannot be reached', async () => {
    const before = await context();
    await server.stop();
    const { stdout, exitCode } = await run(['sync']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('cannot be reached');
    const after = await context();
    expect(after.issues.map(({ key }) => key)).toEqual(before.issues.map(({ key }) => key));
    expect(after.sources[0]?.confirmedAt).toBe(before.sources[0]?.confirmedAt);
  }, 30_000);

  it('works without an account', async () => {
    expect((await context({})).issues).toHaveLength(3);
  }, 30_000);

  it('asks nobody in an untrusted folder', async () => {
    const { exitCode, stdout } = await run(['context', '--json', '--untrusted']);
    expect([exitCode, (JSON.parse(stdout) as ContextJson).sources]).toEqual([0, []]);
    expect(server.requests).toEqual([]);
  }, 30_000);

  const isMiddle = (page: number): boolean => page >= 5 && page <= 10;

  it('goes on where an interrupted first sync ended', async () => {
    const shop = server.state.repository('dana', 'shop');
    if (shop === null) throw new Error('no repository');
    for (let number = 4; number <= 1_200; number++) server.state.addIssue(shop, { number, title: `Title ${number}` });
    server.faults.latencyMs = 60;
    const isPage = ({ query }: SeenRequest): boolean => Number(query.page) > 1;
    server.faults.next({ match: ({ query }) => isMiddle(Number(query.page)), delayMs: 20_000, times: 100 });
    const child = start(['sync']);
    const over = outcome(child);
    const isUnderWay = (): boolean => server.requests.some(({ query }) => isMiddle(Number(query.page)));
    for (let look = 0; look < 300 && !isUnderWay(); look++) await delay(50);
    child.kill('SIGINT');
    expect((await over).exitCode).toBe(130);
    server.faults.clear();
    const offline = await startGitHub({ lifeMs: 60_000 });
    await offline.stop();
    const kept = await context({ GITHUB_TOKEN: token, GITHUB_API_URL: offline.origin });
    expect(kept.issues.length).toBeGreaterThanOrEqual(100);
    expect(kept.sources[0]).toMatchObject({ freshness: 'never', confirmedAt: null });
    const mark = server.mark();
    expect((await context()).issues).toHaveLength(1_200);
    const pages = server.requestsSince(mark).filter(isPage);
    expect(pages.length).toBeLessThan(12);
  }, 60_000);

  it('tells the token to nobody', async () => {
    const { stdout, stderr } = await run(['sync', '--verbose']);
    server.state.tokens.clear();
    const refused = await run(['sync', '--verbose']);
    for (const text of [stdout, stderr, refused.stdout, refused.stderr]) expect(text).not.toContain(token);
    const names = await readdir(cache, { recursive: true, withFileTypes: true });
    const files = names.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(await readFile(file, 'latin1')).not.toContain(token);
  }, 30_000);
});
