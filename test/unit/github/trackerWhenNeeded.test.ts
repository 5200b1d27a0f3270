import { describe, expect, it } from 'vitest';
import { defaultGitHubSettings } from '../../../src/adapters/trackers/github/options';
import { githubWhenNeeded } from '../../../src/adapters/trackers/github/trackerWhenNeeded';
import { noCredentials } from '../../../src/ports/credentials';
import type { Tracker } from '../../../src/ports/tracker';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeLog } from '../../fakes/fakeLog';
import { PlainHttpClients } from './plainHttp';

const never = new AbortController().signal;
const home = { root: '/shop', name: 'shop' };

function trackerOf(url: string, enterpriseUrl: string | null = null): { tracker: Tracker; log: FakeLog } {
  const log = new FakeLog();
  const remotes = {
    remotes: () => Promise.resolve([{ name: 'origin', url }]),
    watchTargets: () => Promise.resolve([]),
  };
  const settings = { ...defaultGitHubSettings, enterpriseUrl };
  const http = new PlainHttpClients();
  const options = { clock: new FakeClock(), log, http, credentials: noCredentials, remotes, settings };
  return { tracker: githubWhenNeeded(options), log };
}

describe('GitHub, when needed', () => {
  it.each([
    ['git@github.com:acme/shop.git', null],
    ['https://WWW.GitHub.com/acme/shop', null],
    ['ssh://git@ssh.github.com:443/acme/shop.git', null],
    ['git@ghe.example.com:acme/shop.git', 'https://ghe.example.com:8443'],
  ])('finds the source of %s', async (url, enterpriseUrl) => {
    const { tracker } = trackerOf(url, enterpriseUrl);
    expect((await tracker.discover(home, never)).map(({ id }) => id)).toEqual(['github:shop']);
  });

  it('finds none of another server, and says what is wrong with an address all the same', async () => {
    expect(await trackerOf('https://gitlab.example.com/acme/shop').tracker.discover(home, never)).toEqual([]);
    const { tracker, log } = trackerOf('https://gitlab.example.com/acme/shop', 'no address');
    expect(await tracker.discover(home, never)).toEqual([]);
    expect(log.lines.join()).toContain('is no address');
  });
});
