import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { retryAtMs, type Failure } from '../../../src/domain/failure';
import type { GitHubServer } from '../../fakes/github/gitHubServer';
import { seedRepository } from '../../fakes/github/seed';
import { credentialOf, secret } from './fakeCredentials';
import { issueOf, Settings, type Setting } from './setting';

let settings: Settings;
let server: GitHubServer;

beforeEach(async () => {
  settings = new Settings();
  server = await settings.server();
});
afterEach(() => settings.end());

describe('without an account', () => {
  it('asks for pages, and for few blockers, and says what signing in would add', async () => {
    seedRepository(server.state, { issues: 300, blockedShare: 0.5 });
    const setting = settings.of(server, 'acme/shop', false);
    const mark = server.mark();
    const reading = await setting.read();
    const asked = setting.askedSince(mark);
    expect(asked.filter((each) => each.includes('dependencies'))).toHaveLength(10);
    expect(asked).toHaveLength(3 + 10 + 4);
    expect(asked.join()).not.toContain('graphql');
    expect(reading.issues).toHaveLength(300);
    const { status } = setting.source;
    expect(status).toMatchObject({ account: null, offer: 'signIn' });
    expect(status.notes).toHaveLength(1);
    expect(status.incomplete).toHaveLength(1);
    const waiting = [...(server.state.repository('acme', 'shop')?.issues.values() ?? [])].filter(
      ({ blockedBy, state }) => blockedBy.size > 0 && state === 'open',
    );
    for (const { number } of waiting) expect(issueOf(reading, String(number))?.edges).toHaveLength(1);
  });

  it('costs one request while nothing changes', async () => {
    seedRepository(server.state, { issues: 50, blockedShare: 0.9 });
    const setting = settings.of(server, 'acme/shop', false);
    const before = await setting.read();
    const mark = server.mark();
    expect(await setting.read()).toBe(before);
    expect(server.countSince(mark)).toBe(1);
  });

  it('takes pull requests by what their texts close', async () => {
    const shop = server.state.addRepository('acme/shop');
    server.state.addIssue(shop);
    server.state.addPull(shop, { title: 'Fix', body: 'Fixes #1, `closes #2`' });
    const reading = await settings.of(server, 'acme/shop', false).read();
    expect(issueOf(reading, '1')).toMatchObject({
      trackerStatus: 'in progress',
      remote: { pullRequests: [{ id: '#2', title: 'Fix', state: 'open', review: null }] },
    });
  });

  it('reads all that an account adds as soon as somebody signs in', async () => {
    seedRepository(server.state, { issues: 120, blockedShare: 0.5 });
    const setting = settings.of(server, 'acme/shop', false);
    await setting.read();
    setting.credentials.change(credentialOf(secret, 'dana'));
    const reading = await setting.read();
    expect(JSON.stringify(reading.issues)).not.toContain('"hidden"');
    expect(setting.source.status).toMatchObject({ incomplete: [], notes: [], offer: null, account: { name: 'dana' } });
  });

  it('goes on where the budget ended, once it is renewed', async () => {
    seedRepository(server.state, { issues: 800, blockedShare: 0 });
    server.limits.anonymous = 6;
    const setting = settings.of(server, 'acme/shop', false, { patienceMs: { user: 0, refresh: 0, backlog: 0 } });
    const failure = await setting.fail();
    expect(failure).toMatchObject({ kind: 'rateLimited', secondary: false });
    const shown = setting.partial.at(-1);
    expect(shown?.issues.length).toBeGreaterThanOrEqual(100);
    server.limits.anonymous = 60;
    const later = settings.of(server, 'acme/shop', false);
    if (shown !== undefined) later.source.resume(shown);
    const mark = server.mark();
    expect(await later.fail()).toEqual(failure);
    expect(server.countSince(mark)).toBe(0);
    waitFor(failure, later);
    expect((await later.read()).issues).toHaveLength(800);
  });
});

/** Lets the time pass until the server may be asked again. */
function waitFor(failure: Failure, { clock }: Setting): void {
  clock.advance((retryAtMs(failure) ?? 0) - clock.nowMs());
}

describe('an account', () => {
  it('that is not accepted any more fails the reading and keeps what is known', async () => {
    const token = [...server.state.tokens.values()][0];
    seedRepository(server.state, { issues: 5 });
    const setting = settings.of(server, 'acme/shop');
    await setting.read();
    if (token !== undefined) token.revoked = true;
    expect(await setting.fail()).toEqual({ kind: 'unauthorized', host: 'github.com', account: 'dana' });
    expect(setting.credentials.refusals).toHaveLength(1);
    expect(setting.source.status.offer).toBe('signIn');
    expect(setting.log.lines.join('\n')).not.toContain(secret);
  });

  it('that does not see the repository is told so', async () => {
    server.state.addRepository('hidden/plans', { private: true });
    expect((await settings.of(server, 'hidden/plans').fail()).kind).toBe('absent');
    expect((await settings.of(server, 'acme/nothing').fail()).kind).toBe('absent');
  });

  it('reads the upstream of a fork, and says so', async () => {
    const { state } = server;
    const upstream = state.addRepository('acme/shop');
    state.addIssue(upstream, { title: 'Upstream' });
    state.addRepository('dana/shop', { parent: upstream, hasIssues: false });
    const setting = settings.of(server, 'dana/shop');
    expect((await setting.read()).issues.map(({ title }) => title)).toEqual(['Upstream']);
    expect(setting.source.remote.repository).toBe('acme/shop');
    expect(setting.source.remote.url).toBe('https://github.com/acme/shop');
    expect(setting.source.status.notes.join()).toContain('acme/shop');
  });

  it('is told of a pause the server asks for, and goes on after it with what is left', async () => {
    seedRepository(server.state, { issues: 800, blockedShare: 0 });
    const setting = settings.of(server, 'acme/shop', true);
    server.faults.next({ match: ({ query }) => query.page === '5', status: 429, headers: { 'retry-after': '1' } });
    const failure = await setting.fail();
    expect(failure).toMatchObject({ kind: 'rateLimited', secondary: true });
    const mark = server.mark();
    const shown = setting.partial.at(-1)?.issues.length ?? 0;
    const patient = settings.of(server, 'acme/shop', true);
    const last = setting.partial.at(-1);
    if (last !== undefined) patient.source.resume(last);
    waitFor(failure, patient);
    expect((await patient.read()).issues).toHaveLength(800);
    expect(patient.askedSince(mark).filter((each) => each.includes('issues page'))).toHaveLength(8 - shown / 100);
  });
});

describe('an older Enterprise Server', () => {
  it('is asked one by one for what issues wait for where it has no GraphQL, and then left alone', async () => {
    const { state } = server;
    const shop = state.addRepository('acme/shop');
    for (let count = 0; count < 15; count++) {
      const blocker = state.addIssue(shop, { title: 'Blocker' });
      state.block(state.addIssue(shop), blocker);
    }
    server.faults.next({
      match: ({ graphql }) => graphql !== null,
      times: 1000,
      status: 404,
      body: { message: 'Not Found' },
    });
    const setting = settings.of(server, 'acme/shop');
    await setting.read();
    expect(setting.source.status.incomplete).toEqual([]);
    const reading = await setting.read();
    expect(JSON.stringify(reading.issues)).not.toContain('"hidden"');
    const mark = server.mark();
    expect(await setting.read()).toBe(reading);
    expect(setting.askedSince(mark)).toEqual(['/repos/acme/shop/issues 1 304']);
  });

  it('is read without dependencies: labels and texts say what blocks', async () => {
    const { state } = server;
    state.features.dependencies = false;
    state.features.subIssues = false;
    state.features.enterpriseVersion = '3.14.0';
    const shop = state.addRepository('acme/shop');
    const first = state.addIssue(shop);
    state.block(state.addIssue(shop, { body: 'blocked by #1', labels: ['blocked'] }), first);
    const setting = settings.of(server, 'acme/shop');
    const reading = await setting.read();
    expect(issueOf(reading, '2')).toMatchObject({
      trackerStatus: 'blocked',
      edges: [{ kind: 'text', id: '1', scope: null, reversed: false }],
    });
    expect(setting.source.status.notes.join()).toContain('no dependencies');
    expect(setting.source.status.incomplete).toEqual([]);
  });
});
