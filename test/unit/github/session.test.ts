/** Answers for who acts at a server: found without asking, validated once, and forgotten when refused. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GitHubHost } from '../../../src/adapters/trackers/github/hosts';
import { SessionAccess } from '../../../src/adapters/trackers/github/repositoryAccess';
import { chooseRemote } from '../../../src/adapters/trackers/github/chooseRemote';
import { GitHubSession } from '../../../src/adapters/trackers/github/session';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeLog } from '../../fakes/fakeLog';
import { AnsweringServer, type Answer, type SeenRequest } from './answeringServer';
import { credentialOf, FakeCredentials, secret } from './fakeCredentials';
import { PlainHttpClients } from './plainHttp';

const never = new AbortController().signal;

let server: AnsweringServer;
let http: PlainHttpClients;
let credentials: FakeCredentials;
let log: FakeLog;
let host: GitHubHost;
let session: GitHubSession;

beforeEach(async () => {
  server = await AnsweringServer.start();
  http = new PlainHttpClients();
  credentials = new FakeCredentials(credentialOf(secret));
  log = new FakeLog();
  const { origin } = server;
  host = { name: 'github.com', kind: 'github', webOrigin: origin, apiUrl: origin, graphqlUrl: `${origin}/graphql` };
  session = new GitHubSession(host, { clock: new FakeClock(), log, http, credentials });
});

afterEach(async () => {
  expect(log.lines.join('\n')).not.toContain(secret);
  await server.stop();
});

const countOf = (path: string): number => server.seen.filter(({ url }) => url === path).length;
const user: Answer = { headers: { 'x-oauth-scopes': 'repo, read:org' }, body: { login: 'dana' } };

/** A promise and what fulfils it. */
function gate(): { readonly open: () => void; readonly opened: Promise<void> } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

async function until(condition: () => boolean): Promise<void> {
  for (let left = 1000; !condition(); left--) {
    if (left === 0) throw new Error('it did not happen');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a session', () => {
  it('acts as the account that is found, under its id', async () => {
    const api = await session.api(never);
    expect(api.account).toEqual({ id: 'id-of-token', name: null, via: 'token' });
    expect(http.all.map(({ origin, account }) => [origin, account])).toEqual([[server.origin, 'id-of-token']]);
    expect(await session.api(never)).toBe(api);
  });

  it('acts as nobody where nobody is signed in', async () => {
    credentials.found = null;
    const api = await session.api(never);
    expect(api.account).toBeNull();
    expect(http.all.map(({ account }) => account)).toEqual([null]);
    expect(await session.validated(never)).toEqual({ ok: true, value: null });
    expect(await session.features(never)).toMatchObject({ ok: true, value: { issue: new Set() } });
    expect(server.seen).toEqual([]);
  });

  it('tells the name and the scopes of the account once the server told them', async () => {
    server.answer = () => user;
    expect(await session.validated(never)).toEqual({
      ok: true,
      value: { account: { id: 'id-of-token', name: 'dana', via: 'token' }, scopes: ['repo', 'read:org'] },
    });
    expect(session.account?.name).toBe('dana');
    expect((await session.api(never)).account?.name).toBe('dana');
  });

  it('takes a token that may not ask who it is for good', async () => {
    server.answer = () => ({ status: 403, body: { message: 'Resource not accessible by integration' } });
    const expected = { ok: true, value: { account: credentials.found?.account, scopes: null } };
    expect(await session.validated(never)).toEqual(expected);
    expect(await session.validated(never)).toEqual(expected);
    expect(countOf('/user')).toBe(1);
  });

  it('validates once for a hundred callers, and remembers it', async () => {
    const answer = gate();
    server.answer = () => ({ ...user, after: answer.opened });
    const callers = Array.from({ length: 100 }, () => session.validated(never));
    await until(() => server.seen.length > 0);
    answer.open();
    const told = await Promise.all(callers);
    expect(new Set(told.map((each) => JSON.stringify(each))).size).toBe(1);
    await session.validated(never);
    expect(countOf('/user')).toBe(1);
    expect(credentials.asked).toBe(2);
  });

  it('goes on validating for the others when one no longer waits', async () => {
    const answer = gate();
    server.answer = () => ({ ...user, after: answer.opened });
    const controller = new AbortController();
    const reason = new Error('no longer wanted');
    const leaving = session.validated(controller.signal);
    const staying = session.validated(never);
    await until(() => server.seen.length > 0);
    controller.abort(reason);
    await expect(leaving).rejects.toBe(reason);
    answer.open();
    expect(await staying).toMatchObject({ ok: true });
    expect(countOf('/user')).toBe(1);
  });

  it('asks anew when all who waited left', async () => {
    server.answer = () => ({ ...user, after: gate().opened });
    const controller = new AbortController();
    const leaving = session.validated(controller.signal);
    await until(() => server.seen.length > 0);
    controller.abort(new Error('no longer wanted'));
    await expect(leaving).rejects.toThrow('no longer wanted');
    server.answer = () => user;
    expect(await session.validated(never)).toMatchObject({ ok: true });
    expect(countOf('/user')).toBe(2);
  });

  it('remembers no failure of the network', async () => {
    const client = http.client(server.origin, 'id-of-token');
    client.failure = { kind: 'offline', host: 'github.com', detail: 'refused' };
    expect(await session.validated(never)).toMatchObject({ ok: false, error: { kind: 'offline' } });
    client.failure = null;
    server.answer = () => user;
    expect(await session.validated(never)).toMatchObject({ ok: true });
  });

  it('never sends a credential again that was refused', async () => {
    server.answer = ({ headers }) => (headers.authorization === undefined ? { body: [] } : { status: 401 });
    const listener = session.onDidChange(() => undefined);
    const api = await session.api(never);
    const [first, second] = await Promise.all([session.validated(never), session.validated(never)]);
    expect([first, second]).toMatchObject([{ error: { kind: 'unauthorized' } }, { error: { kind: 'unauthorized' } }]);
    expect(await api.get('/repos/acme/shop', { priority: 'user', signal: never })).toMatchObject({ ok: false });
    expect(credentials.refusals).toEqual([credentialOf(secret)]);
    const before = server.seen.length;
    const next = await session.api(never);
    expect(next.account).toBeNull();
    expect(await next.get('/repos/acme/shop', { priority: 'user', signal: never })).toMatchObject({ ok: true });
    expect(server.seen.slice(before).map(({ headers }) => headers.authorization)).toEqual([undefined]);
    listener.dispose();
  });

  it('acts as who signs in, and tells so', async () => {
    let told = 0;
    const listener = session.onDidChange(() => told++);
    credentials.found = null;
    await session.api(never);
    told = 0;
    credentials.change(credentialOf('another', 'kim'));
    expect(told).toBe(1);
    expect((await session.api(never)).account?.name).toBe('kim');
    credentials.change(null);
    expect((await session.api(never)).account).toBeNull();
    listener.dispose();
  });

  it('gives the same credential another chance when it changed in between', async () => {
    server.answer = () => ({ status: 401 });
    const listener = session.onDidChange(() => undefined);
    await session.validated(never);
    expect((await session.api(never)).account).toBeNull();
    credentials.change(credentialOf(secret));
    server.answer = () => user;
    expect(await session.validated(never)).toMatchObject({ ok: true, value: { account: { name: 'dana' } } });
    listener.dispose();
  });

  it('listens only while somebody listens to it', () => {
    expect([credentials.listeners.size, http.listeners.size]).toEqual([0, 0]);
    const listeners = [session.onDidChange(() => undefined), session.onDidChange(() => undefined)];
    expect([credentials.listeners.size, http.listeners.size]).toEqual([1, 1]);
    for (const listener of [...listeners, ...listeners]) listener.dispose();
    expect([credentials.listeners.size, http.listeners.size]).toEqual([0, 0]);
    session.onDidChange(() => undefined).dispose();
    expect(http.listeners.size).toBe(0);
  });

  it('goes on when a listener fails', async () => {
    session.onDidChange(() => {
      throw new Error('mine');
    });
    expect((await session.api(never)).account).not.toBeNull();
    expect(log.lines).toContain('error github.com: a listener failed');
  });

  it('never sends either of two credentials again that were refused in turn', async () => {
    server.answer = () => ({ status: 401 });
    await session.validated(never);
    credentials.found = credentialOf('another');
    await session.validated(never);
    credentials.found = credentialOf(secret);
    expect(await session.validated(never)).toEqual({ ok: true, value: null });
    expect(countOf('/user')).toBe(2);
  });

  it('probes the server for who acts', async () => {
    session.probe();
    await session.api(never);
    session.probe();
    expect(http.all.map(({ probes }) => probes)).toEqual([1]);
    expect(session.requests).toBe(http.all[0]?.status);
  });
});

describe('what GraphQL can do', () => {
  const types = (issue: readonly string[]): Answer => ({
    body: {
      data: {
        issue: { fields: issue.map((name) => ({ name })) },
        pullRequest: { fields: [{ name: 'closingIssuesReferences' }] },
      },
    },
  });

  it('is asked once a host', async () => {
    server.answer = () => types(['blockedBy', 'parent']);
    const told = await Promise.all([session.features(never), session.features(never)]);
    expect(told[0]).toEqual({
      ok: true,
      value: { issue: new Set(['blockedBy', 'parent']), pullRequest: new Set(['closingIssuesReferences']) },
    });
    credentials.found = credentialOf('another', 'kim');
    expect(await session.features(never)).toEqual(told[0]);
    expect(countOf('/graphql')).toBe(1);
  });

  it('is nothing where it is not there', async () => {
    server.answer = () => ({ status: 404 });
    expect(await session.features(never)).toMatchObject({ ok: true, value: { issue: new Set() } });
    await session.features(never);
    expect(countOf('/graphql')).toBe(1);
  });

  it('is asked again after a failure', async () => {
    server.answer = () => ({ body: { data: { issue: null } } });
    expect(await session.features(never)).toMatchObject({ ok: false, error: { kind: 'malformed' } });
    server.answer = () => types([]);
    expect(await session.features(never)).toMatchObject({ ok: true });
  });
});

describe('the way of a source to its repository', () => {
  it('learns which repository that is, and who asks once it is told to', async () => {
    const asked: SeenRequest[] = [];
    server.answer = (request) => {
      asked.push(request);
      if (request.url === '/user') return user;
      const parent = { full_name: 'acme/shop', has_issues: true };
      return { body: { full_name: 'dana/shop', fork: true, has_issues: false, parent } };
    };
    const choice = chooseRemote([{ name: 'origin', url: 'https://github.com/dana/shop' }], [host]);
    if (choice === null) throw new Error('not chosen');
    const access = new SessionAccess(session, choice, ['A setting cannot be used.']);
    const api = await access.api(never);
    expect(await access.choose(api, { priority: 'user', signal: never })).toEqual({
      ok: true,
      value: {
        repository: 'acme/shop',
        notes: ['Issues of acme/shop, the upstream of your fork dana/shop.', 'A setting cannot be used.'],
      },
    });
    expect(countOf('/user')).toBe(0);
    access.introduce(never);
    await until(() => api.account?.name === 'dana');
    expect(asked.map(({ url }) => url)).toEqual(['/repos/dana/shop', '/user']);
    access.introduce(never);
    await access.api(never);
    expect(countOf('/user')).toBe(1);
    server.answer = () => ({ body: [] });
    expect(await access.choose(api, { priority: 'user', signal: never })).toMatchObject({
      ok: false,
      error: { kind: 'malformed' },
    });
  });
});
