/** Answers for which folders are sources of GitHub, and for sources staying what they are. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GitRemotes } from '../../../src/adapters/git/gitRemotes';
import { githubTracker } from '../../../src/adapters/trackers/github';
import { defaultGitHubSettings, type GitHubSettings } from '../../../src/adapters/trackers/github/options';
import type { Tracker, TrackerSource } from '../../../src/ports/tracker';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeLog } from '../../fakes/fakeLog';
import { GitSandbox, type GitRepository } from '../../fakes/gitRepository';
import { credentialOf, FakeCredentials, secret } from './fakeCredentials';
import { PlainHttpClients } from './plainHttp';

const never = new AbortController().signal;

let sandbox: GitSandbox;
let http: PlainHttpClients;
let credentials: FakeCredentials;
let log: FakeLog;

beforeEach(async () => {
  sandbox = await GitSandbox.create();
  for (const [name, value] of Object.entries(sandbox.isolation)) vi.stubEnv(name, value);
  http = new PlainHttpClients();
  credentials = new FakeCredentials(credentialOf(secret));
  log = new FakeLog();
});

afterEach(async () => {
  // Finding sources asks no server, and no account.
  expect(http.all).toEqual([]);
  expect(credentials.asked).toBe(0);
  vi.unstubAllEnvs();
  await sandbox.dispose();
});

function trackerWith(settings: Partial<GitHubSettings> = {}): Tracker {
  return githubTracker({
    clock: new FakeClock(),
    log,
    http,
    credentials,
    remotes: new GitRemotes({ locate: () => Promise.resolve(null), environment: process.env }),
    settings: { ...defaultGitHubSettings, ...settings },
  });
}

const find = ({ root }: GitRepository, tracker: Tracker, name = 'shop'): Promise<readonly TrackerSource[]> =>
  tracker.discover({ root, name }, never);

async function cloneOf(url: string, name = 'shop'): Promise<GitRepository> {
  const repository = await sandbox.init(name);
  await repository.git('remote', 'add', 'origin', url);
  return repository;
}

describe('discovery on GitHub', () => {
  it('finds a source in a repository with a remote there', async () => {
    const [source, ...more] = await find(
      await cloneOf(`https://dana:${secret}@github.com/acme/shop.git`),
      trackerWith(),
    );
    expect(more).toEqual([]);
    expect(source).toMatchObject({
      id: 'github:shop',
      kind: 'github',
      label: 'GitHub',
      root: join(sandbox.folder, 'shop'),
    });
    expect(source?.remote).toMatchObject({ repository: 'acme/shop', url: 'https://github.com/acme/shop' });
    expect(JSON.stringify(source?.remote?.status)).not.toContain(secret);
  });

  it('finds none elsewhere: another server, no remote, no repository, a folder inside one', async () => {
    const tracker = trackerWith();
    expect(await find(await cloneOf('https://example.com/acme/shop.git'), tracker)).toEqual([]);
    const empty = await sandbox.init('empty');
    await mkdir(join(empty.root, 'deep'));
    await mkdir(join(sandbox.folder, 'plain'));
    for (const folder of ['empty', 'empty/deep', 'plain', 'gone']) {
      expect(await find(sandbox.at(join(sandbox.folder, folder)), tracker)).toEqual([]);
    }
  });

  it('finds one on an Enterprise Server the settings name', async () => {
    const repository = await cloneOf('git@ghe.example.com:acme/shop.git');
    expect(await find(repository, trackerWith())).toEqual([]);
    const [source] = await find(repository, trackerWith({ enterpriseUrl: 'https://ghe.example.com' }));
    expect(source?.remote?.url).toBe('https://ghe.example.com/acme/shop');
  });

  it('says in the log when an address of the settings cannot be used', () => {
    trackerWith({ enterpriseUrl: `https://dana:${secret}@ghe.example.com`, apiUrl: 'http://example.com' });
    expect(log.lines).toHaveLength(2);
    expect(log.lines.join()).not.toContain(secret);
  });

  it('keeps a source for as long as its remote stays the same', async () => {
    const tracker = trackerWith();
    const repository = await cloneOf('https://github.com/acme/shop.git');
    const [first] = await find(repository, tracker);
    await repository.git('config', 'user.name', 'Somebody');
    expect((await find(repository, tracker))[0]).toBe(first);
    await repository.git('remote', 'set-url', 'origin', 'https://github.com/acme/store.git');
    const [second] = await find(repository, tracker);
    expect(second).not.toBe(first);
    expect(second?.remote?.repository).toBe('acme/store');
    await repository.git('remote', 'remove', 'origin');
    expect(await find(repository, tracker)).toEqual([]);
    await repository.git('remote', 'add', 'origin', 'https://github.com/acme/store.git');
    expect((await find(repository, tracker))[0]).not.toBe(second);
  });

  it('makes a source for each folder of one repository', async () => {
    const tracker = trackerWith();
    const [one] = await find(await cloneOf('https://github.com/acme/shop.git', 'a'), tracker, 'a');
    const [two] = await find(await cloneOf('git@github.com:acme/shop.git', 'b'), tracker, 'b');
    expect([one?.id, two?.id]).toEqual(['github:a', 'github:b']);
    expect(one?.remote?.repository).toBe(two?.remote?.repository);
  });

  it('tells when somebody signed in, until nobody listens', () => {
    const tracker = trackerWith();
    let told = 0;
    const listener = tracker.onDidChange?.(() => told++);
    credentials.change(null);
    listener?.dispose();
    credentials.change(null);
    expect(told).toBe(1);
    expect(credentials.listeners.size).toBe(0);
  });

  it('begins nothing itself, and makes no folder a home', () => {
    const tracker = trackerWith();
    expect(tracker.starter({ root: sandbox.folder, name: 'x' })).toBeNull();
    expect(tracker.signs).toEqual([]);
  });

  it('throws the reason of a signal that is aborted', async () => {
    const reason = new Error('no longer wanted');
    const { root } = await cloneOf('https://github.com/acme/shop.git');
    await expect(trackerWith().discover({ root, name: 'shop' }, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
