/** Answers for what is sent to GitHub, and how its answers and refusals are read. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GetAnswer, GraphqlAnswer } from '../../../src/adapters/trackers/github/api';
import type { GitHubHost } from '../../../src/adapters/trackers/github/hosts';
import { OctokitApi } from '../../../src/adapters/trackers/github/octokitApi';
import { OctokitTransport } from '../../../src/adapters/trackers/github/octokitTransport';
import { describeFailure, type Failure } from '../../../src/domain/failure';
import type { Result } from '../../../src/domain/result';
import type { Account } from '../../../src/ports/credentials';
import { AnsweringServer, type Answer } from './answeringServer';
import { secret } from './fakeCredentials';
import { PlainHttpClient } from './plainHttp';

const nowMs = Date.parse('2026-01-10T10:00:00Z');
const dana: Account = { id: '1', name: 'dana', via: 'editor' };
const asking = { priority: 'refresh', signal: new AbortController().signal } as const;
const list = '/repos/acme/shop/issues';

let server: AnsweringServer;
let client: PlainHttpClient;
let host: GitHubHost;
let refused: number;

beforeEach(async () => {
  server = await AnsweringServer.start();
  client = new PlainHttpClient(server.origin, '1');
  refused = 0;
  const apiUrl = `${server.origin}/api/v3`;
  const graphqlUrl = `${server.origin}/api/graphql`;
  host = {
    name: 'ghe.example.com',
    kind: 'githubEnterprise',
    webOrigin: 'https://ghe.example.com',
    apiUrl,
    graphqlUrl,
  };
});

afterEach(() => server.stop());

const apiAs = (account: Account | null): OctokitApi =>
  new OctokitApi({
    host,
    client,
    token: account === null ? null : secret,
    nowMs: () => nowMs,
    account: () => account,
    onRefused: () => refused++,
  });

function got<T>(result: Result<T, Failure>): T {
  if (!result.ok) throw new Error(`failed: ${JSON.stringify(result.error)}`);
  return result.value;
}

function failed(result: Result<unknown, Failure>): Failure {
  if (result.ok) throw new Error('it did not fail');
  return result.error;
}

async function changed(answer: Answer, query = {}): Promise<Extract<GetAnswer, { kind: 'changed' }>> {
  server.answer = () => answer;
  const value = got(await apiAs(dana).get(list, { ...asking, query }));
  if (value.kind !== 'changed') throw new Error('unchanged');
  return value;
}

async function failure(answer: Answer, account: Account | null = dana, path = list): Promise<Failure> {
  server.answer = () => answer;
  return failed(await apiAs(account).get(path, asking));
}

describe('what is sent', () => {
  it('asks for the list with its query, version and account, and leaves naming us to the client', async () => {
    server.answer = () => ({ body: [] });
    got(
      await apiAs(dana).get(list, {
        ...asking,
        query: { state: 'open', per_page: 100, since: '2026-01-10T10:00:00Z' },
      }),
    );
    const [request] = server.seen;
    expect(request?.method).toBe('GET');
    expect(request?.url).toBe('/api/v3/repos/acme/shop/issues?state=open&per_page=100&since=2026-01-10T10%3A00%3A00Z');
    expect(request?.headers).toMatchObject({
      accept: 'application/vnd.github+json',
      'x-github-api-version': '2022-11-28',
      authorization: `Bearer ${secret}`,
    });
    expect(client.sent).toMatchObject([{ priority: 'refresh', resource: 'core', body: null }]);
    expect(client.sent[0]?.headers).not.toHaveProperty('user-agent');
  });

  it('names nobody where nobody is signed in', async () => {
    server.answer = () => ({ body: [] });
    got(await apiAs(null).get(list, asking));
    expect(server.seen[0]?.headers.authorization).toBeUndefined();
  });

  it('sends no account to an address that is not the API’s', async () => {
    const other = await AnsweringServer.start();
    try {
      const transport = new OctokitTransport(host, client, secret);
      const question = { method: 'GET', parameters: {}, headers: {}, resource: 'core' } as const;
      got(await transport.send({ ...question, url: `${other.origin}/user` }, asking));
      got(await transport.send({ ...question, url: '/user' }, asking));
      expect(other.seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
      expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${secret}`]);
    } finally {
      await other.stop();
    }
  });

  it('asks GraphQL with the document and its variables', async () => {
    server.answer = () => ({ body: { data: { a: 1 } } });
    const answer = await apiAs(dana).graphql('query Q($n: Int!) { a }', { n: 3, url: 'x', headers: {} }, asking);
    expect(got(answer)).toEqual({ data: { a: 1 }, errors: [] });
    const [request] = server.seen;
    expect([request?.method, request?.url]).toEqual(['POST', '/api/graphql']);
    expect(JSON.parse(request?.body ?? '')).toEqual({
      query: 'query Q($n: Int!) { a }',
      variables: { n: 3, url: 'x', headers: {} },
    });
    expect(client.sent[0]?.resource).toBe('graphql');
  });

  it.each([
    'repos/a/b',
    '/repos/a/../user',
    '/repos/{owner}/b',
    '/a?b=c',
    'https://example.com/x',
    '//example.com/x',
    '/',
  ])('refuses a path that is none of the API: %s', async (path) => {
    await expect(apiAs(dana).get(path, asking)).rejects.toThrow('No path of the API');
    expect(client.sent).toEqual([]);
  });

  it('throws the reason of the signal when aborted, before and while it waits', async () => {
    const reason = new Error('no longer wanted');
    await expect(apiAs(dana).get(list, { ...asking, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    server.answer = () => ({ after: new Promise(() => undefined) });
    const waiting = apiAs(dana).get(list, { ...asking, signal: controller.signal });
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });

  it('hands on what the network failed with', async () => {
    const offline: Failure = { kind: 'offline', host: 'ghe.example.com', detail: 'refused' };
    client.failure = offline;
    expect(failed(await apiAs(dana).get(list, asking))).toBe(offline);
    expect(failed(await apiAs(dana).graphql('query { a }', {}, asking))).toBe(offline);
  });
});

describe('an answer', () => {
  it('is unchanged when the condition says so', async () => {
    server.answer = ({ headers }) => (headers['if-none-match'] === '"1"' ? { status: 304 } : { body: [] });
    expect(got(await apiAs(dana).get(list, { ...asking, etag: '"1"' }))).toEqual({ kind: 'unchanged', etag: '"1"' });
    expect(got(await apiAs(dana).get(list, { ...asking, etag: null })).kind).toBe('changed');
  });

  it('has its data, its tag, the server’s time and its path', async () => {
    const answer = await changed({
      headers: { etag: 'W/"2"', date: 'Sat, 10 Jan 2026 09:59:58 GMT' },
      body: [{ id: 1 }],
    });
    expect(answer).toEqual({
      kind: 'changed',
      data: [{ id: 1 }],
      etag: 'W/"2"',
      nextPage: null,
      lastPage: null,
      nextAfter: null,
      serverTimeMs: Date.parse('2026-01-10T09:59:58Z'),
      path: list,
    });
  });

  it('names the path it came from after a redirect', async () => {
    server.answer = ({ url }) =>
      url.includes('/repos/')
        ? { status: 301, headers: { location: `${server.origin}/api/v3/repositories/7/issues` } }
        : { body: [] };
    const answer = got(await apiAs(dana).get(list, asking));
    expect(answer).toMatchObject({ path: '/repositories/7/issues' });
  });

  it('names pages and cursors, whosever the address is', async () => {
    const at = (path: string, rel: string, origin = server.origin): string => `<${origin}${path}>; rel="${rel}"`;
    const pages = async (...links: string[]): Promise<unknown[]> => {
      const { nextPage, lastPage, nextAfter } = await changed({ headers: { link: links.join(', ') }, body: [] });
      return [nextPage, lastPage, nextAfter];
    };
    expect(await pages(at(`/api/v3${list}?page=2`, 'next'), at(`/api/v3${list}?page=9`, 'last'))).toEqual([2, 9, null]);
    const numbered = '/api/v3/repositories/7/issues?per_page=100&';
    expect(await pages(at(`${numbered}page=2`, 'next'), at(`${numbered}page=9`, 'last'))).toEqual([2, 9, null]);
    expect(await pages(at(`${numbered}after=Y3Vy&page=2`, 'next'))).toEqual([2, null, 'Y3Vy']);
    expect(await pages(at(`/api/v3${list}?page=2`, 'next', 'https://example.com'))).toEqual([2, null, null]);
    for (const page of ['0', '-1', '1e3', '99999999', 'x']) {
      expect(await pages(at(`/api/v3${list}?page=${page}`, 'last'))).toEqual([null, null, null]);
    }
    expect(await pages('<<>>; rel=next, ;;;, <', '<>; rel="last"')).toEqual([null, null, null]);
  });

  it('that leads back, or to no page, is endless: what comes after would be lost', async () => {
    const link = (query: string): Answer => ({
      headers: { link: `<${server.origin}/api/v3${list}?${query}>; rel="next"` },
      body: [],
    });
    const ask = async (answer: Answer, query: Record<string, string | number>): Promise<string> => {
      server.answer = () => answer;
      const result = await apiAs(dana).get(list, { ...asking, query });
      return result.ok ? 'fine' : result.error.kind;
    };
    expect(await ask(link('page=3'), { page: 3 })).toBe('endless');
    expect(await ask(link('page=1'), { page: 3 })).toBe('endless');
    expect(await ask(link('page=1'), {})).toBe('endless');
    for (const page of ['page=-1', 'page=x', 'q=1', 'after=']) expect(await ask(link(page), {})).toBe('endless');
    expect(await ask(link('page=4'), { page: 3 })).toBe('fine');
    expect(await ask(link('after=a&page=2'), { after: 'a' })).toBe('endless');
    expect(await ask(link('after=b&page=2'), { after: 'a' })).toBe('fine');
  });

  it.each([
    ['HTML', { headers: { 'content-type': 'text/html' }, body: '<html>sign in</html>' }, 'notTheServer'],
    ['HTML that says not found', { status: 404, headers: { 'content-type': 'text/html' }, body: '' }, 'notTheServer'],
    ['an odd content type', { headers: { 'content-type': ';;;' }, body: '[]' }, 'notTheServer'],
    ['half a list', { body: '[{"id": 1}, {' }, 'malformed'],
    ['nothing', { body: '' }, 'malformed'],
    ['a redirect that was not followed', { status: 300, body: {} }, 'malformed'],
    ['a complaint about the question', { status: 422, body: { message: 'Validation Failed' } }, 'malformed'],
  ] satisfies [string, Answer, Failure['kind']][])(
    'that is %s is a failure of its own kind',
    async (_, answer, kind) => {
      expect((await failure(answer)).kind).toBe(kind);
    },
  );
});

describe('a refusal', () => {
  it('of the credential is told once to who keeps it', async () => {
    expect(await failure({ status: 401, body: { message: 'Bad credentials' } })).toEqual({
      kind: 'unauthorized',
      host: 'ghe.example.com',
      account: 'dana',
    });
    expect(refused).toBe(1);
    const api = apiAs(dana);
    const answers = [
      await api.get(list, asking),
      await api.get(list, asking),
      await api.graphql('query { a }', {}, asking),
    ];
    expect(answers.map((each) => failed(each).kind)).toEqual(['unauthorized', 'unauthorized', 'unauthorized']);
    expect([server.seen.length, refused]).toEqual([2, 2]);
    refused = 1;
    expect(await failure({ status: 401 }, null)).toMatchObject({ kind: 'unauthorized', account: null });
    expect(refused).toBe(1);
  });

  it('for lack of single sign-on says where to authorise', async () => {
    const url = 'https://ghe.example.com/orgs/acme/sso?authorization_request=A1';
    const answer = await failure({ status: 403, headers: { 'x-github-sso': `required; url=${url}` } });
    expect(answer).toMatchObject({ kind: 'refused', what: 'acme/shop on ghe.example.com', url });
    expect(describeFailure(answer)).toContain('Authorise dana');
    const stranger = { 'x-github-sso': 'required; url=https://example.com/orgs/acme/sso' };
    expect(await failure({ status: 403, headers: stranger })).toMatchObject({ kind: 'refused', url: null });
  });

  it('for lack of a scope names it', async () => {
    const headers = { 'x-oauth-scopes': 'gist, read:user', 'x-accepted-oauth-scopes': 'public_repo, repo' };
    expect(describeFailure(await failure({ status: 403, headers }))).toContain('the scope repo');
    expect(describeFailure(await failure({ status: 404, headers }))).toContain('the scope repo');
    const granted = { ...headers, 'x-oauth-scopes': 'repo' };
    expect(describeFailure(await failure({ status: 403, headers: granted }))).not.toContain('scope');
  });

  it('for lack of a permission names it', async () => {
    const headers = { 'x-accepted-github-permissions': 'issues=read' };
    expect(describeFailure(await failure({ status: 403, headers }))).toContain('the permission issues=read');
    const hostile = { 'x-accepted-github-permissions': '[click](https://example.com)' };
    expect(describeFailure(await failure({ status: 403, headers: hostile }))).not.toContain('click');
  });

  it('that gives no reason says that the account may not read it', async () => {
    expect(await failure({ status: 403 })).toMatchObject({
      kind: 'refused',
      advice: 'Dana may not read it: ask its owner, or sign in with another account.',
    });
    expect(await failure({ status: 403 }, null)).toMatchObject({
      advice: expect.stringContaining('Sign in') as string,
    });
  });

  it('that hides what is there differs for who is signed in and who is not', async () => {
    expect(await failure({ status: 404 }, null)).toMatchObject({
      kind: 'absent',
      what: 'acme/shop on ghe.example.com',
      advice: expect.stringContaining('sign in to see what is private') as string,
    });
    expect(await failure({ status: 404 })).toMatchObject({
      kind: 'absent',
      advice: expect.stringContaining('dana may not see it') as string,
    });
    expect(await failure({ status: 410 })).toMatchObject({
      kind: 'absent',
      advice: expect.stringContaining('gone') as string,
    });
    expect(await failure({ status: 451 }, dana, '/user')).toMatchObject({ kind: 'absent', what: 'ghe.example.com' });
  });

  it('holds nothing of the token', async () => {
    const token: Account = { id: 'x', name: null, via: 'token' };
    for (const status of [400, 401, 403, 404, 410, 422, 451]) {
      const answer = await failure({ status, body: { message: secret } }, token);
      expect(`${JSON.stringify(answer)}${describeFailure(answer)}`).not.toContain(secret);
    }
  });
});

describe('a GraphQL answer', () => {
  const ask = async (body: unknown, headers: Record<string, string> = {}): Promise<Result<GraphqlAnswer, Failure>> => {
    server.answer = () => ({ headers, body });
    return apiAs(dana).graphql('query { a }', {}, asking);
  };
  const error = (type: string | null): unknown => ({
    data: null,
    errors: [{ ...(type !== null && { type }), message: 'm' }],
  });

  it('keeps the data beside the errors', async () => {
    const errors = [
      { type: 'FORBIDDEN', path: ['a', 0, 'b', null], message: 'x'.repeat(500) },
      'odd',
      { extensions: { code: 'c' } },
    ];
    expect(got(await ask({ data: { a: null }, errors }))).toEqual({
      data: { a: null },
      errors: [
        { type: 'FORBIDDEN', path: ['a', 0, 'b'], message: 'x'.repeat(200) },
        { type: null, path: [], message: '' },
        { type: 'c', path: [], message: '' },
      ],
    });
  });

  it.each([
    ['FORBIDDEN', 'refused'],
    ['INSUFFICIENT_SCOPES', 'refused'],
    ['NOT_FOUND', 'absent'],
    ['undefinedField', 'malformed'],
    [null, 'serverFailed'],
  ] as const)('that is an error as a whole fails by its type: %s', async (type, kind) => {
    expect(failed(await ask(error(type))).kind).toBe(kind);
  });

  it('that says a limit is reached says until when', async () => {
    const reset = nowMs / 1000 + 600;
    expect(failed(await ask(error('RATE_LIMITED'), { 'x-ratelimit-reset': String(reset) }))).toEqual({
      kind: 'rateLimited',
      host: 'ghe.example.com',
      resource: 'graphql',
      secondary: false,
      retryAtMs: reset * 1000,
    });
    expect(failed(await ask(error(null), { 'retry-after': '30' }))).toMatchObject({
      kind: 'rateLimited',
      secondary: true,
      retryAtMs: nowMs + 30_000,
    });
    expect(failed(await ask(error('RATE_LIMITED')))).toMatchObject({ retryAtMs: nowMs + 60_000 });
  });

  it.each([null, [], 'x', {}, { data: 3 }, { data: null, errors: [] }])(
    'that is none is malformed: %j',
    async (body) => {
      expect(failed(await ask(JSON.stringify(body))).kind).toBe('malformed');
    },
  );

  it('is not asked for by nobody', async () => {
    const answer = await apiAs(null).graphql('query { a }', {}, asking);
    expect(failed(answer)).toEqual({ kind: 'unauthorized', host: 'ghe.example.com', account: null });
    expect(client.sent).toEqual([]);
  });

  it('tells a refused credential as REST does', async () => {
    server.answer = () => ({ status: 401, body: { message: 'Bad credentials' } });
    expect(failed(await apiAs(dana).graphql('query { a }', {}, asking)).kind).toBe('unauthorized');
    expect(refused).toBe(1);
  });
});
