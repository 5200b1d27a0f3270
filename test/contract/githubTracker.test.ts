import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { systemClock } from '../../src/adapters/clock/systemClock';
import { GitRemotes } from '../../src/adapters/git/gitRemotes';
import { httpClients } from '../../src/adapters/http/httpClients';
import { githubTracker } from '../../src/adapters/trackers/github';
import { defaultGitHubSettings } from '../../src/adapters/trackers/github/options';
import type { Credentials } from '../../src/ports/credentials';
import { noCredentials } from '../../src/ports/credentials';
import type { Tracker } from '../../src/ports/tracker';
import { FakeClock } from '../fakes/fakeClock';
import { FakeLog } from '../fakes/fakeLog';
import { startGitHub } from '../fakes/github/gitHubServer';
import { describeEveryTracker, type SampleRecord, type TrackerSetting } from './everyTracker';

const signedIn: Credentials = {
  ...noCredentials,
  find: () => Promise.resolve({ account: { id: 'dana', name: 'dana', via: 'token' }, token: 'contract-token' }),
};

/** A repository with a remote at the loopback GitHub, found and read by everything that is real. */
async function begin(credentials: Credentials): Promise<TrackerSetting> {
  const server = await startGitHub();
  const { state } = server;
  state.addToken('contract-token', 'dana');
  const shop = state.addRepository('acme/shop');
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'tracker ')));
  const root = join(folder, 'repository ü');
  const environment = { HOME: folder, XDG_CONFIG_HOME: folder, GIT_CONFIG_NOSYSTEM: '1', PATH: process.env.PATH };
  const git = (...words: readonly string[]): void => {
    execFileSync('git', words, { cwd: folder, env: environment });
  };
  git('init', '--quiet', root);
  const http = httpClients({
    clock: systemClock,
    log: new FakeLog(),
    random: { next: () => 0 },
    userAgent: 'context-scout-test',
    limits: { patienceMs: { user: 0, refresh: 0, backlog: 0 }, serverRetryMs: 1 },
  });
  const trackerOf = (): Tracker =>
    githubTracker({
      clock: new FakeClock(),
      log: new FakeLog(),
      http,
      credentials,
      remotes: new GitRemotes({ locate: () => Promise.resolve(null), environment }),
      settings: { ...defaultGitHubSettings, apiUrl: server.origin },
    });
  let isUsed = false;

  const put = (records: readonly SampleRecord[]): Promise<void> => {
    if (!isUsed) git('-C', root, 'remote', 'add', 'origin', 'https://github.com/acme/shop.git');
    isUsed = true;
    server.time.advance(2000);
    const open = new Set<number>();
    for (const { id, title, text = '' } of records) {
      // What comes twice is said twice: the later word holds.
      const number = Number(id);
      const known = shop.issues.get(number);
      open.add(number);
      if (known === undefined) state.addIssue(shop, { number, title: title ?? '', body: text });
      else if (known.title !== title || known.body !== text) state.edit(known, { title: title ?? '', body: text });
    }
    for (const issue of shop.issues.values()) {
      if (issue.state === 'open' && !open.has(issue.number)) state.close(issue);
    }
    return Promise.resolve();
  };

  return {
    tracker: trackerOf(),
    home: { root, name: 'shop' },
    gone: { root: join(folder, 'gone'), name: 'gone' },
    ids: ['1', '2', '3', '4'],
    put,
    breakOff: () => {
      server.faults.next({ status: 502, times: 100 });
      return Promise.resolve((records) => {
        server.faults.clear();
        return put(records);
      });
    },
    restarted: () => Promise.resolve(trackerOf()),
    settle: () => undefined,
    end: async () => {
      http.dispose();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

describeEveryTracker('GitHub with an account', () => begin(signedIn));
describeEveryTracker('GitHub without an account', () => begin(noCredentials));
