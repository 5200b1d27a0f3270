import { describe, expect, it } from 'vitest';
import { startGitHub } from '../../fakes/github/gitHubServer';
import { Client } from './client';

describe('what goes wrong at the loopback GitHub on purpose', () => {
  const client = new Client();

  it('answers as a fault says, as often as it says, to the requests it is for', async () => {
    const { faults, requests, limits } = client.server;
    faults.next({ match: ({ path }) => path === '/user', times: 2, status: 502, headers: { 'retry-after': '7' } });
    expect((await client.get('/rate_limit')).status).toBe(200);
    expect(await client.get('/user')).toMatchObject({ status: 502, headers: { 'retry-after': '7' } });
    expect(faults.left).toBe(1);
    expect((await client.get('/user')).status).toBe(502);
    expect((await client.get('/user')).status).toBe(200);
    expect(requests.map(({ faulty }) => faulty)).toEqual([false, true, true, false]);
    expect(limits.budget('tok-octo', 'core').used).toBe(1);
  });

  it('changes a real answer', async () => {
    client.server.faults.next({ rewrite: (body) => ({ ...(body as object), login: 7 }) });
    expect((await client.get('/user')).body).toMatchObject({ login: 7 });
    client.server.faults.next({ status: 200, body: { anything: true } });
    expect((await client.get('/user')).body).toEqual({ anything: true });
  });

  it('lets an answer wait', async () => {
    client.server.faults.next({ delayMs: 150 });
    const beganMs = performance.now();
    await client.get('/user');
    expect(performance.now() - beganMs).toBeGreaterThan(140);
  });

  it('cuts the connection before and in the middle of an answer', async () => {
    const { faults, origin } = client.server;
    faults.next({ cut: 'beforeHeaders' });
    await expect(fetch(`${origin}/rate_limit`)).rejects.toThrow();
    faults.next({ cut: 'midBody' });
    const answer = await fetch(`${origin}/rate_limit`);
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
  });

  it('answers pages of portals, halves, and lists that lead to themselves', async () => {
    const { faults, origin, state } = client.server;
    state.addIssue(state.addRepository('acme/shop'));
    faults.next({ garbage: 'html' });
    const portal = await fetch(`${origin}/rate_limit`);
    expect(portal.headers.get('content-type')).toContain('text/html');
    expect(await portal.text()).toContain('<!doctype html>');
    faults.next({ garbage: 'json' });
    await expect(fetch(`${origin}/rate_limit`).then((half) => half.json())).rejects.toThrow(SyntaxError);
    faults.next({ garbage: 'linkLoop' });
    const loop = await client.get(`${origin}/repos/acme/shop/issues?page=1`);
    expect(loop.headers.link).toBe(`<${origin}/repos/acme/shop/issues?page=1>; rel="next"`);
  });

  it('sends a body without an end until the other side has enough', async () => {
    const { faults, origin } = client.server;
    faults.next({ garbage: 'endless' });
    const enough = new AbortController();
    const answer = await fetch(`${origin}/rate_limit`, { signal: enough.signal });
    let bytes = 0;
    const read = async (): Promise<void> => {
      for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
        bytes += chunk.length;
        if (bytes > 1_000_000) enough.abort();
      }
    };
    await expect(read()).rejects.toThrow();
    expect((await client.get('/rate_limit')).status).toBe(200);
  });

  it('refuses connections while it is down, and is at the same place afterwards', async () => {
    const { faults, origin } = client.server;
    await client.get('/rate_limit');
    faults.down = true;
    await expect(fetch(`${origin}/rate_limit`)).rejects.toThrow();
    faults.down = false;
    faults.down = true;
    await faults.settled();
    await expect(fetch(`${origin}/rate_limit`)).rejects.toThrow();
    faults.down = false;
    await faults.settled();
    expect((await fetch(`${origin}/rate_limit`)).status).toBe(200);
  });

  it('remembers what it was asked, and counts from a mark', async () => {
    const { server } = client;
    await client.get('/user');
    const mark = server.mark();
    await client.graphql('query($n: Int!) { repository(owner: "a", name: "b") { issue(number: $n) { id } } }', {
      n: 7,
    });
    expect(server.countSince(mark)).toBe(1);
    expect(server.countSince(mark, ({ method }) => method === 'GET')).toBe(0);
    expect(server.requestsSince(mark)).toMatchObject([
      {
        method: 'POST',
        path: '/graphql',
        status: 200,
        points: 1,
        resource: 'graphql',
        graphql: { variables: { n: 7 } },
      },
    ]);
    server.clearRequests();
    expect(server.requests).toEqual([]);
    expect(server.countSince(mark)).toBe(1);
  });

  it('ends with open connections, once or twice, also while it is down', async () => {
    const server = await startGitHub();
    server.faults.next({ delayMs: 60_000 });
    const waiting = fetch(`${server.origin}/rate_limit`);
    waiting.catch(() => undefined);
    await expect.poll(() => server.requests.length).toBe(1);
    server.faults.down = true;
    await server.stop();
    await server.stop();
    await expect(waiting).rejects.toThrow();
  });

  it('ends by itself after its life', async () => {
    const server = await startGitHub({ lifeMs: 30 });
    await expect
      .poll(() =>
        fetch(`${server.origin}/rate_limit`).then(
          () => 'up',
          () => 'gone',
        ),
      )
      .toBe('gone');
  });
});
