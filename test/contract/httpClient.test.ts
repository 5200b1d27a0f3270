import { gzipSync } from 'node:zlib';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answer, budget, get, HttpSandbox, never, token, until } from './httpSandbox';

let sandbox: HttpSandbox;

beforeEach(() => {
  sandbox = new HttpSandbox();
});

afterEach(() => sandbox.end());

describe('an answer', () => {
  it('comes with its status, headers in lower case, and body', async () => {
    const server = await sandbox.server((_, response) => {
      answer(response, 404, { ETag: '"a"' }, '{"message":"Not Found"}');
    });
    const result = await sandbox.client(server.origin).send(get(server.origin, '/a?b=c'), never);
    expect(result).toMatchObject({
      ok: true,
      value: {
        status: 404,
        url: `${server.origin}/a?b=c`,
        headers: { etag: '"a"' },
        body: '{"message":"Not Found"}',
      },
    });
    expect(server.seen).toMatchObject([
      { path: '/a?b=c', headers: { authorization: `Bearer ${token}`, 'user-agent': 'context-scout-test' } },
    ]);
  });

  it('is asked for compressed, and over one connection', async () => {
    const server = await sandbox.server((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('[1,2,3]'));
    });
    const client = sandbox.client(server.origin);
    for (let nth = 0; nth < 20; nth++) {
      expect(await client.send(get(server.origin, `/${nth}`), never)).toMatchObject({ value: { body: '[1,2,3]' } });
    }
    expect(server.connections).toBe(1);
    expect(server.seen[0]?.headers['accept-encoding']).toContain('gzip');
  });

  it('is a page of HTML where the server sends one', async () => {
    const server = await sandbox.server((_, response) => {
      answer(response, 200, { 'content-type': 'text/html' }, '<html>Sign in</html>');
    });
    expect(await sandbox.client(server.origin).send(get(server.origin, '/'), never)).toMatchObject({
      ok: true,
      value: { body: '<html>Sign in</html>', headers: { 'content-type': 'text/html' } },
    });
  });

  it('comes to a query with its body', async () => {
    const server = await sandbox.server((seen, response) => {
      answer(response, 200, {}, seen.body);
    });
    const request = get(server.origin, '/graphql', { method: 'POST', body: '{"query":"{a}"}', resource: 'graphql' });
    expect(await sandbox.client(server.origin).send(request, never)).toMatchObject({
      value: { body: '{"query":"{a}"}' },
    });
  });
});

describe('a client', () => {
  it('is the same for the same origin and account, and another for another account', () => {
    const all = sandbox.all();
    const client = all.client('https://example.com', 'ada');
    expect(all.client('https://example.com/', 'ada')).toBe(client);
    expect(all.client('https://example.com', null)).not.toBe(client);
    expect(all.all).toHaveLength(2);
  });

  it('sends to no other origin', async () => {
    const server = await sandbox.server();
    const client = sandbox.client('http://127.0.0.1:1');
    await expect(client.send(get(server.origin, '/'), never)).rejects.toThrow('another server');
    expect(server.seen).toEqual([]);
  });

  it('grows its window while answers are good, and halves it when the server fails', async () => {
    const server = await sandbox.server(async (_, response) => {
      await delay(60);
      answer(response);
    });
    const client = sandbox.client(server.origin);
    await Promise.all(Array.from({ length: 60 }, (_, nth) => client.send(get(server.origin, `/${nth}`), never)));
    const { window } = client.status;
    expect(window).toBeGreaterThan(8);
    expect(server.mostAtOnce).toBeGreaterThan(4);
    expect(server.mostAtOnce).toBeLessThanOrEqual(24);
    server.script = (_, response) => {
      answer(response, 500);
    };
    await client.send(get(server.origin, '/fails'), never);
    expect(client.status.window).toBe(Math.floor(window / 2));
  });

  it('sends one request until the first answer tells how things stand', async () => {
    const server = await sandbox.server(async (_, response) => {
      await delay(50);
      answer(response);
    });
    const client = sandbox.client(server.origin);
    const sent = Promise.all([1, 2, 3, 4].map((nth) => client.send(get(server.origin, `/${nth}`), never)));
    await until(() => server.seen.length === 1, 'nothing was sent');
    await delay(20);
    expect(server.seen).toHaveLength(1);
    await sent;
  });

  it('answers a person about as fast behind 1,000 waiting requests as when idle', async () => {
    const server = await sandbox.server(async (_, response) => {
      await delay(50);
      answer(response);
    });
    const client = sandbox.client(server.origin);
    const time = async (): Promise<number> => {
      const beganMs = performance.now();
      await client.send(get(server.origin, '/click', { priority: 'user' }), never);
      return performance.now() - beganMs;
    };
    const idleMs = Math.min(await time(), await time(), await time());
    const abort = new AbortController();
    const backlog = Array.from({ length: 1000 }, (_, nth) =>
      client.send(get(server.origin, `/${nth}`, { priority: 'backlog' }), abort.signal).catch(() => null),
    );
    await until(() => client.status.running > 1, 'the backlog does not run');
    const busyMs = Math.min(await time(), await time(), await time());
    expect(client.status.queued).toBeGreaterThan(800);
    expect(busyMs).toBeLessThan(idleMs * 1.5);
    abort.abort();
    await Promise.all(backlog);
    expect(client.status.queued).toBe(0);
  });

  it('sends a refresh ahead of the backlog', async () => {
    const server = await sandbox.server(async (_, response) => {
      await delay(5);
      answer(response);
    });
    const client = sandbox.client(server.origin, { maxWindow: 1 });
    const backlog = [1, 2, 3, 4, 5, 6].map((nth) =>
      client.send(get(server.origin, `/backlog${nth}`, { priority: 'backlog' }), never),
    );
    await until(() => server.seen.length > 0, 'nothing was sent');
    await client.send(get(server.origin, '/refresh'), never);
    expect(server.seen.length).toBeLessThan(6);
    await Promise.all(backlog);
    expect(server.seen.map(({ path }) => path).filter((path) => path !== '/refresh')).toEqual(
      [1, 2, 3, 4, 5, 6].map((nth) => `/backlog${nth}`),
    );
  });

  it('refuses what is too much to wait, and a refresh is not refused for a backlog', async () => {
    const server = await sandbox.server(async (_, response) => {
      await delay(20);
      answer(response);
    });
    const client = sandbox.client(server.origin, { maxWaiting: { user: 2, refresh: 2, backlog: 3 }, maxWindow: 1 });
    const backlog = [1, 2, 3, 4].map((nth) =>
      client.send(get(server.origin, `/${nth}`, { priority: 'backlog' }), never),
    );
    expect(await client.send(get(server.origin, '/refresh'), never)).toMatchObject({ ok: true });
    const results = await Promise.all(backlog);
    expect(results.map(({ ok }) => ok)).toEqual([true, true, true, false]);
    expect(results[3]).toMatchObject({ error: { kind: 'busy' } });
  });

  it('counts what it did', async () => {
    const server = await sandbox.server((_, response, nth) => {
      if (nth === 1) answer(response, 200, budget(4999, 3_600_000), '12345');
      else if (nth === 2) answer(response, 304, budget(4999, 3_600_000), '');
      else answer(response, nth === 3 ? 502 : 500);
    });
    const client = sandbox.client(server.origin);
    for (let nth = 0; nth < 3; nth++) await client.send(get(server.origin, `/${nth}`), never);
    expect(client.statistics).toMatchObject({
      sent: 4,
      unchanged: 1,
      failed: 1,
      retried: 1,
      limited: 0,
      circuitOpened: 0,
      longestQueue: 1,
    });
    expect(client.statistics.receivedBytes).toBeGreaterThanOrEqual(5);
    expect(client.statistics.waitedMs.total).toBeLessThan(5000);
  });

  it('tells of its changes a few times a second at most, and not while it is made', async () => {
    const server = await sandbox.server();
    const all = sandbox.all({ statusEveryMs: 100 });
    let told = 0;
    all.onDidChange(() => told++);
    const client = all.client(server.origin, 'ada');
    expect(told).toBe(0);
    const beganMs = performance.now();
    for (let nth = 0; nth < 30; nth++) await client.send(get(server.origin, `/${nth}`), never);
    await until(() => told > 0, 'nothing was told');
    expect(told).toBeLessThanOrEqual(Math.ceil((performance.now() - beganMs) / 100));
  });

  it('keeps below the points a minute', async () => {
    const server = await sandbox.server();
    const client = sandbox.client(server.origin, { points: { burst: 10, perSecond: 40 } });
    const beganMs = performance.now();
    await Promise.all(Array.from({ length: 50 }, (_, nth) => client.send(get(server.origin, `/${nth}`), never)));
    const tookMs = performance.now() - beganMs;
    expect(tookMs).toBeGreaterThan(900);
    expect(tookMs).toBeLessThan(2500);
  });
});

describe('a request that is given up', () => {
  it('while it waits is rejected at once with the reason, and is never sent', async () => {
    const server = await sandbox.server(async (_, response) => {
      await delay(100);
      answer(response);
    });
    const client = sandbox.client(server.origin);
    const first = client.send(get(server.origin, '/first'), never);
    const abort = new AbortController();
    const second = client.send(get(server.origin, '/second'), abort.signal);
    await until(() => server.seen.length === 1, 'nothing was sent');
    const reason = new Error('not needed any more');
    abort.abort(reason);
    await expect(second).rejects.toBe(reason);
    expect(client.status.queued).toBe(0);
    await first;
    await client.send(get(server.origin, '/third'), never);
    expect(server.seen.map(({ path }) => path)).toEqual(['/first', '/third']);
  });

  it('under way is rejected at once, and the connection ends', async () => {
    let closed = false;
    const server = await sandbox.server((_, response) => {
      response.on('close', () => {
        closed = true;
      });
    });
    const client = sandbox.client(server.origin);
    const abort = new AbortController();
    const sent = client.send(get(server.origin, '/'), abort.signal);
    await until(() => server.seen.length === 1, 'nothing was sent');
    abort.abort();
    await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
    await until(() => closed, 'the connection stays');
    expect(client.status).toMatchObject({ running: 0, queued: 0 });
  });

  it('just before its turn leaves the turn to the next', async () => {
    const server = await sandbox.server();
    const client = sandbox.client(server.origin);
    for (let delayMs = 0; delayMs < 12; delayMs++) {
      const abort = new AbortController();
      const given = client.send(get(server.origin, '/given-up', { resource: `r${delayMs}` }), abort.signal);
      if (delayMs > 0) await delay(delayMs - 1);
      abort.abort();
      await given.catch(() => null);
      // Longer than a turn takes to come, so that nobody is there to take it.
      await delay(25);
      const next = await client.send(get(server.origin, '/next', { resource: `r${delayMs}` }), never);
      expect(next).toMatchObject({ ok: true });
    }
    expect(client.status).toMatchObject({ running: 0, queued: 0 });
  });

  it('before it was sent is rejected', async () => {
    const server = await sandbox.server();
    const client = sandbox.client(server.origin);
    await expect(client.send(get(server.origin, '/'), AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(server.seen).toEqual([]);
  });

  it('by the end of everything fails, waiting or under way', async () => {
    const server = await sandbox.server(() => undefined);
    const all = sandbox.all();
    const client = all.client(server.origin, null);
    const sent = [1, 2, 3].map((nth) => client.send(get(server.origin, `/${nth}`), never));
    await until(() => server.seen.length === 1, 'nothing was sent');
    all.dispose();
    for (const result of await Promise.all(sent)) expect(result).toMatchObject({ error: { kind: 'closed' } });
    expect(await client.send(get(server.origin, '/late'), never)).toMatchObject({ error: { kind: 'closed' } });
    expect(server.seen).toHaveLength(1);
  });
});
