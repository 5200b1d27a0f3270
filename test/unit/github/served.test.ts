/** Answers for a session over real requests to a GitHub on this machine. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/adapters/clock/systemClock';
import { httpClients } from '../../../src/adapters/http/httpClients';
import type { GitHubApi } from '../../../src/adapters/trackers/github/api';
import { chooseRemote } from '../../../src/adapters/trackers/github/chooseRemote';
import { namedHosts } from '../../../src/adapters/trackers/github/hosts';
import { SessionAccess } from '../../../src/adapters/trackers/github/repositoryAccess';
import { GitHubSession } from '../../../src/adapters/trackers/github/session';
import { describeFailure } from '../../../src/domain/failure';
import { FakeLog } from '../../fakes/fakeLog';
import { startGitHub, type GitHubServer } from '../../fakes/github/gitHubServer';
import { seedRepository } from '../../fakes/github/seed';
import { credentialOf, FakeCredentials, secret } from './fakeCredentials';

const never = new AbortController().signal;
const asking = { priority: 'refresh', signal: never } as const;

let server: GitHubServer;
let http: ReturnType<typeof httpClients>;
let credentials: FakeCredentials;
let log: FakeLog;
let session: GitHubSession;

beforeEach(async () => {
  server = await startGitHub();
  server.state.addToken(secret, 'dana');
  log = new FakeLog();
  http = httpClients({ clock: systemClock, log, random: { next: () => 0.5 }, userAgent: 'context-scout' });
  credentials = new FakeCredentials(credentialOf(secret));
  const [host] = namedHosts({ apiUrl: server.origin, enterpriseUrl: null }).hosts;
  if (host === undefined) throw new Error('no host');
  session = new GitHubSession(host, { clock: systemClock, log, http, credentials });
});

afterEach(async () => {
  http.dispose();
  await server.stop();
  expect(log.lines.join('\n')).not.toContain(secret);
});

const api = (): Promise<GitHubApi> => session.api(never);

function access(repository: string): SessionAccess {
  const choice = chooseRemote([{ name: 'origin', url: `https://github.com/${repository}` }], [session.host]);
  if (choice === null) throw new Error('not chosen');
  return new SessionAccess(session, choice, []);
}

describe('a session over real requests', () => {
  it('validates a token once for a hundred callers, hardly later than the server answers', async () => {
    await http.client(server.origin, 'warm').send(
      {
        method: 'GET',
        url: `${server.origin}/rate_limit`,
        headers: {},
        body: null,
        priority: 'user',
        resource: 'core',
      },
      never,
    );
    const mark = server.mark();
    server.faults.next({ delayMs: 100 });
    const begun = performance.now();
    const told = await Promise.all(Array.from({ length: 100 }, () => session.validated(new AbortController().signal)));
    const tookMs = performance.now() - begun;
    expect(told.every((each) => each.ok && each.value?.account.name === 'dana')).toBe(true);
    expect(server.countSince(mark)).toBe(1);
    expect(tookMs).toBeLessThan(100 + 150 + 500);
  });

  it('asks for pages, and again only when they changed', async () => {
    const repository = seedRepository(server.state, { issues: 250 });
    const path = '/repos/acme/shop/issues';
    const query = { state: 'open', per_page: 100, page: 1 };
    const first = await (await api()).get(path, { ...asking, query });
    expect(first).toMatchObject({ ok: true, value: { kind: 'changed', nextPage: 2, lastPage: 3, path } });
    const etag = first.ok ? first.value.etag : null;
    const again = await (await api()).get(path, { ...asking, query, etag });
    expect(again).toMatchObject({ ok: true, value: { kind: 'unchanged' } });
    server.state.addIssue(repository, { title: 'new' });
    expect(await (await api()).get(path, { ...asking, query, etag })).toMatchObject({
      ok: true,
      value: { kind: 'changed' },
    });
    server.faults.next({ garbage: 'linkLoop' });
    expect(await (await api()).get(path, { ...asking, query: { ...query, page: 2 } })).toMatchObject({
      ok: false,
      error: { kind: 'endless' },
    });
  });

  it('learns what GraphQL can do, and asks it', async () => {
    const features = await session.features(never);
    if (!features.ok) throw new Error(describeFailure(features.error));
    expect([...features.value.issue]).toEqual(expect.arrayContaining(['blockedBy', 'number']));
    expect([...features.value.pullRequest]).toEqual(expect.arrayContaining(['closingIssuesReferences']));
    const answer = await (await api()).graphql('query { viewer { login } }', {}, asking);
    expect(answer).toMatchObject({ ok: true, value: { data: { viewer: { login: 'dana' } } } });
    expect(await (await api()).graphql('query { nothing }', {}, asking)).toMatchObject({
      ok: false,
      error: { kind: 'malformed' },
    });
  });

  it('follows a repository to its new name', async () => {
    const repository = seedRepository(server.state, { issues: 1, repository: 'acme/old' });
    server.state.rename(repository, 'acme/new');
    expect(await access('acme/old').choose(await api(), asking)).toEqual({
      ok: true,
      value: { repository: 'acme/new', notes: ['acme/old is now acme/new.'], openCount: 1 },
    });
  });

  it('says what to do where a repository is not seen', async () => {
    const repository = seedRepository(server.state, { issues: 1, repository: 'acme/secret' });
    repository.private = true;
    const ask = async (): Promise<string> => {
      const answer = await access('acme/secret').choose(await api(), asking);
      return answer.ok ? 'seen' : describeFailure(answer.error);
    };
    await session.validated(never);
    expect(await ask()).toContain('dana may not see it');
    repository.readers.add('dana');
    expect(await ask()).toBe('seen');
    server.state.ssoOwners.add('acme');
    expect(await ask()).toContain('single sign-on');
    credentials.found = null;
    expect(await ask()).toContain('sign in');
  });

  it('tells a captive portal, half an answer and a revoked token apart', async () => {
    seedRepository(server.state, { issues: 1 });
    const ask = async (): Promise<string> => {
      const answer = await (await api()).get('/repos/acme/shop', asking);
      return answer.ok ? 'fine' : answer.error.kind;
    };
    server.faults.next({ garbage: 'html' });
    expect(await ask()).toBe('notTheServer');
    server.faults.next({ garbage: 'json' });
    expect(await ask()).toBe('malformed');
    for (const token of server.state.tokens.values()) token.revoked = true;
    expect(await ask()).toBe('unauthorized');
    const mark = server.mark();
    expect(await ask()).toBe('fine');
    expect(server.requestsSince(mark).map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });
});
