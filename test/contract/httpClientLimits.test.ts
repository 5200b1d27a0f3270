import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HttpResponse } from '../../src/ports/httpClient';
import type { Failure } from '../../src/domain/failure';
import type { Result } from '../../src/domain/result';
import { answer, budget, get, HttpSandbox, never, until } from './httpSandbox';

let sandbox: HttpSandbox;

beforeEach(() => {
  sandbox = new HttpSandbox();
});

afterEach(() => sandbox.end());

const hourMs = 3_600_000;
const page = 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api';

const kindOf = (result: Result<HttpResponse, Failure>): string =>
  result.ok ? String(result.value.status) : result.error.kind;

describe('the budget', () => {
  it('is what the server told last, per resource', async () => {
    const server = await sandbox.server((seen, response) => {
      answer(response, 200, seen.path === '/q' ? budget(4321, hourMs, 5000, 'graphql') : budget(17, hourMs, 60));
    });
    const client = sandbox.client(server.origin);
    await client.send(get(server.origin, '/'), never);
    await client.send(get(server.origin, '/q', { resource: 'graphql' }), never);
    expect(client.status.budgets).toMatchObject([
      { resource: 'core', limit: 60, remaining: 17 },
      { resource: 'graphql', limit: 5000, remaining: 4321 },
    ]);
    expect(client.status.pauses).toEqual([]);
  });

  it('is told also by an answer that breaks off', async () => {
    const server = await sandbox.server((_, response) => {
      response.writeHead(200, { ...budget(0, hourMs), 'content-length': '1000' });
      response.write('{', () => response.destroy());
    });
    const client = sandbox.client(server.origin);
    expect(kindOf(await client.send(get(server.origin, '/'), never))).toBe('offline');
    expect(client.status.budgets).toMatchObject([{ resource: 'core', remaining: 0 }]);
    expect(kindOf(await client.send(get(server.origin, '/', { priority: 'user' }), never))).toBe('rateLimited');
    expect(server.seen).toHaveLength(1);
  });

  it('is used up to what is kept for a person, without one refused request, from many at once', async () => {
    let remaining = 100;
    let refused = 0;
    const server = await sandbox.server(async (_, response) => {
      if (remaining === 0) refused++;
      remaining = Math.max(0, remaining - 1);
      const headers = budget(remaining, hourMs, 100);
      await delay(Math.random() * 20);
      answer(response, 200, headers);
    });
    const client = sandbox.client(server.origin, { points: { burst: 500, perSecond: 12 } });
    const results = await Promise.all(
      Array.from({ length: 150 }, (_, nth) => client.send(get(server.origin, `/${nth}`), never)),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(99);
    expect(results.filter(({ ok }) => !ok).map(kindOf)).toEqual(Array.from({ length: 51 }, () => 'rateLimited'));
    expect(remaining).toBe(1);
    // What was kept is for a person, and then nothing is sent any more.
    expect(await client.send(get(server.origin, '/click', { priority: 'user' }), never)).toMatchObject({ ok: true });
    expect(kindOf(await client.send(get(server.origin, '/click', { priority: 'user' }), never))).toBe('rateLimited');
    expect(refused).toBe(0);
    expect(server.seen).toHaveLength(100);
  });

  it('that is used up holds everything but what has another, and says so', async () => {
    const server = await sandbox.server((seen, response) => {
      answer(response, 200, seen.path === '/q' ? budget(4000, hourMs, 5000, 'graphql') : budget(0, hourMs));
    });
    const client = sandbox.client(server.origin);
    await client.send(get(server.origin, '/'), never);
    const atMs = client.status.budgets[0]?.resetAtMs ?? 0;
    expect(client.status.pauses).toEqual([{ untilMs: atMs + 1000, because: 'budget', resource: 'core' }]);
    for (const priority of ['user', 'refresh'] as const) {
      expect(await client.send(get(server.origin, '/', { priority }), never)).toMatchObject({
        error: { kind: 'rateLimited', resource: 'core', secondary: false, retryAtMs: atMs + 1000 },
      });
    }
    expect(server.seen).toHaveLength(1);
    expect(await client.send(get(server.origin, '/q', { resource: 'graphql' }), never)).toMatchObject({ ok: true });
    expect(sandbox.log.lines).toMatchObject([expect.stringContaining('the request budget (core) is used up')]);
  });

  it('is whole again after its reset, and what waited goes on', async () => {
    const server = await sandbox.server((_, response, nth) => {
      answer(response, 200, nth === 1 ? budget(0, 1000) : budget(4999, hourMs));
    });
    const client = sandbox.client(server.origin);
    await client.send(get(server.origin, '/'), never);
    const resetAtMs = client.status.budgets[0]?.resetAtMs ?? 0;
    const results = await Promise.all([
      client.send(get(server.origin, '/refresh'), never),
      client.send(get(server.origin, '/backlog', { priority: 'backlog' }), never),
    ]);
    expect(results.map(kindOf)).toEqual(['200', '200']);
    const nextMs = server.seen[1]?.atMs ?? 0;
    expect(nextMs).toBeGreaterThanOrEqual(resetAtMs + 1000 - 5);
    expect(nextMs).toBeLessThan(resetAtMs + 1800);
    expect(client.status.pauses).toEqual([]);
    expect(sandbox.log.lines.at(-1)).toContain('go on');
  });

  it('is not counted down by an unchanged answer', async () => {
    const server = await sandbox.server((_, response) => {
      answer(response, 304, budget(2, hourMs, 100), '');
    });
    const client = sandbox.client(server.origin);
    for (let nth = 0; nth < 10; nth++) {
      expect(kindOf(await client.send(get(server.origin, '/'), never))).toBe('304');
    }
    expect(client.statistics).toMatchObject({ sent: 10, unchanged: 10 });
  });

  it('leaves a tenth for what is more urgent than the backlog', async () => {
    const server = await sandbox.server((_, response) => {
      answer(response, 200, budget(10, hourMs, 100));
    });
    const client = sandbox.client(server.origin);
    await client.send(get(server.origin, '/'), never);
    const abort = new AbortController();
    const waiting = client
      .send(get(server.origin, '/backlog', { priority: 'backlog' }), abort.signal)
      .catch(() => null);
    expect(kindOf(await client.send(get(server.origin, '/refresh'), never))).toBe('200');
    expect(client.status).toMatchObject({ queued: 1, pauses: [] });
    abort.abort();
    await waiting;
    expect(server.seen.map(({ path }) => path)).toEqual(['/', '/refresh']);
  });
});

describe('a limit', () => {
  it('with Retry-After holds everything to the second, and the request goes again', async () => {
    const server = await sandbox.server((_, response, nth) => {
      if (nth === 2) answer(response, 403, { 'retry-after': '1' }, '{"message":"slow down"}');
      else answer(response);
    });
    const client = sandbox.client(server.origin);
    await client.send(get(server.origin, '/'), never);
    const limited = client.send(get(server.origin, '/limited'), never);
    await until(() => client.status.pauses.length > 0, 'no pause began');
    expect(client.status.pauses).toMatchObject([{ because: 'limit', resource: null }]);
    expect(await client.send(get(server.origin, '/click', { priority: 'user' }), never)).toMatchObject({
      error: { kind: 'rateLimited', secondary: true },
    });
    const other = client.send(get(server.origin, '/other', { resource: 'graphql', priority: 'backlog' }), never);
    expect(kindOf(await limited)).toBe('200');
    expect(kindOf(await other)).toBe('200');
    const [, first, ...later] = server.seen.map(({ atMs }) => atMs);
    for (const atMs of later) {
      expect(atMs - (first ?? 0)).toBeGreaterThanOrEqual(995);
      expect(atMs - (first ?? 0)).toBeLessThan(1600);
    }
    expect(server.seen[2]?.path).toBe('/limited');
    expect(client.statistics).toMatchObject({ limited: 1, retried: 1 });
    expect(sandbox.log.lines).toHaveLength(2);
  });

  it('may name a date', async () => {
    const server = await sandbox.server((_, response, nth) => {
      const at = new Date(Math.ceil(Date.now() / 1000) * 1000 + 1000).toUTCString();
      answer(response, nth === 1 ? 429 : 200, nth === 1 ? { 'retry-after': at } : {});
    });
    const client = sandbox.client(server.origin);
    expect(kindOf(await client.send(get(server.origin, '/'), never))).toBe('200');
    const [first = 0, second = 0] = server.seen.map(({ atMs }) => atMs);
    expect(second - first).toBeGreaterThanOrEqual(995);
    expect(second - first).toBeLessThan(2600);
  });

  it.each([
    ['a phrase', 403, '{"message":"You have exceeded a secondary rate limit. Please wait a few minutes."}'],
    ['the address of a page on it', 403, `{"message":"No","documentation_url":"${page}#about-secondary-rate-limits"}`],
    ['429 alone', 429, 'Too Many Requests'],
    ['an error of a query', 200, '{"errors":[{"type":"RATE_LIMITED","message":"No"}]}'],
  ])('known by %s pauses for as long as told, doubling', async (_, status, body) => {
    const server = await sandbox.server((_seen, response) => {
      answer(response, status, budget(4000, hourMs), body);
    });
    const client = sandbox.client(server.origin, {
      unnamedPauseMs: 60,
      patienceMs: { user: 0, refresh: 130, backlog: 0 },
    });
    // Paused 60 ms, asked again, paused 120 ms, asked again, and then 240 ms are too long.
    expect(await client.send(get(server.origin, '/'), never)).toMatchObject({
      error: { kind: 'rateLimited', secondary: true },
    });
    const [first = 0, second = 0, third = 0, ...more] = server.seen.map(({ atMs }) => atMs);
    expect(second - first).toBeGreaterThanOrEqual(55);
    expect(third - second).toBeGreaterThanOrEqual(115);
    expect(more).toEqual([]);
    expect(client.statistics).toMatchObject({ sent: 3, limited: 3, retried: 2, failed: 1 });
  });

  it('of the hour is known by what remains, also in a query', async () => {
    const server = await sandbox.server((seen, response) => {
      if (seen.path === '/q') {
        const body = '{"errors":[{"type":"RATE_LIMITED","message":"API rate limit exceeded"}]}';
        answer(response, 200, budget(0, hourMs, 5000, 'graphql'), body);
      } else
        answer(response, 403, budget(0, hourMs), `{"message":"API rate limit exceeded","documentation_url":"${page}"}`);
    });
    const client = sandbox.client(server.origin);
    for (const [path, resource] of [
      ['/', 'core'],
      ['/q', 'graphql'],
    ] as const) {
      expect(await client.send(get(server.origin, path, { resource }), never)).toMatchObject({
        error: { kind: 'rateLimited', resource, secondary: false },
      });
    }
    expect(client.status.pauses).toMatchObject([
      { because: 'budget', resource: 'core' },
      { because: 'budget', resource: 'graphql' },
    ]);
  });

  it('halves the window', async () => {
    const server = await sandbox.server((seen, response) => {
      answer(response, seen.path === '/limit' ? 429 : 200, seen.path === '/limit' ? { 'retry-after': '90' } : {});
    });
    const client = sandbox.client(server.origin);
    for (let nth = 0; nth < 20; nth++) await client.send(get(server.origin, '/'), never);
    const { window } = client.status;
    expect(window).toBeGreaterThanOrEqual(4);
    expect(kindOf(await client.send(get(server.origin, '/limit'), never))).toBe('rateLimited');
    expect(client.status.window).toBe(Math.floor(window / 2));
  });

  it.each([
    ['without a word on limits', {}, '{"message":"Resource not accessible by personal access token"}'],
    [
      'with points left',
      budget(4999, hourMs),
      '{"message":"Must have admin rights","documentation_url":"https://docs.github.com/rest"}',
    ],
    [
      'that took the last point',
      budget(0, hourMs),
      '{"message":"Forbidden","documentation_url":"https://docs.github.com/rest/issues"}',
    ],
    ['from a proxy', {}, '<html>Forbidden</html>'],
  ])('is not what a 403 %s means', async (_, headers, body) => {
    const server = await sandbox.server((_seen, response) => {
      answer(response, 403, headers, body);
    });
    const client = sandbox.client(server.origin);
    expect(await client.send(get(server.origin, '/'), never)).toMatchObject({ value: { status: 403, body } });
    expect(client.statistics.limited).toBe(0);
    expect(client.status.pauses.filter(({ because }) => because === 'limit')).toEqual([]);
  });
});

describe('a server that fails', () => {
  it('in passing is asked once more', async () => {
    const server = await sandbox.server((_, response, nth) => {
      answer(response, nth === 1 ? 502 : 200);
    });
    const client = sandbox.client(server.origin);
    expect(kindOf(await client.send(get(server.origin, '/'), never))).toBe('200');
    expect(client.statistics).toMatchObject({ sent: 2, retried: 1, failed: 0 });
  });

  it('for good is not asked more than that', async () => {
    const server = await sandbox.server((seen, response) => {
      answer(response, seen.path === '/500' ? 500 : 503);
    });
    const client = sandbox.client(server.origin);
    expect(await client.send(get(server.origin, '/500'), never)).toMatchObject({
      error: { kind: 'serverFailed', status: 500, retryAtMs: null },
    });
    expect(server.seen).toHaveLength(1);
    expect(await client.send(get(server.origin, '/503'), never)).toMatchObject({
      error: { kind: 'serverFailed', status: 503 },
    });
    expect(server.seen).toHaveLength(3);
  });

  it('and says when to come back is not asked before', async () => {
    const server = await sandbox.server((_, response, nth) => {
      answer(response, nth === 1 ? 503 : 200, { 'retry-after': '1' });
    });
    const client = sandbox.client(server.origin);
    expect(kindOf(await client.send(get(server.origin, '/'), never))).toBe('200');
    const [first = 0, second = 0] = server.seen.map(({ atMs }) => atMs);
    expect(second - first).toBeGreaterThanOrEqual(995);
    server.script = (_, response) => {
      answer(response, 503, { 'retry-after': '3600' });
    };
    const sent = server.seen.length;
    expect(await client.send(get(server.origin, '/'), never)).toMatchObject({
      error: { kind: 'serverFailed', retryAtMs: expect.any(Number) as number },
    });
    expect(server.seen).toHaveLength(sent + 1);
  });
});
