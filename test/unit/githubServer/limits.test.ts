import { describe, expect, it } from 'vitest';
import { Client } from './client';

const hourMs = 3_600_000;

describe('the limits of the loopback GitHub', () => {
  const client = new Client();

  it('counts each resource apart, and tells the budget without a cost', async () => {
    client.server.state.addRepository('acme/shop');
    await client.get('/repos/acme/shop');
    await client.graphql('{ viewer { login } }');
    const { body, headers } = await client.get('/rate_limit');
    expect(body).toMatchObject({
      resources: { core: { limit: 5000, used: 1 }, graphql: { used: 1, remaining: 4999 }, search: { limit: 30 } },
    });
    expect(headers).toMatchObject({ 'x-ratelimit-used': '1', 'x-ratelimit-resource': 'core' });
  });

  it('refuses what is beyond the budget until its reset', async () => {
    const { state, limits, time } = client.server;
    state.addRepository('acme/shop');
    limits.use('tok-octo', 'core', 4999);
    const last = await client.get('/repos/acme/shop');
    expect(last).toMatchObject({ status: 200, headers: { 'x-ratelimit-remaining': '0' } });
    const refused = await client.get('/repos/acme/shop');
    expect(refused).toMatchObject({
      status: 403,
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-used': '5000' },
    });
    expect(refused.headers).not.toHaveProperty('retry-after');
    const resetMs = Number(refused.headers['x-ratelimit-reset']) * 1000;
    expect(resetMs - time.nowMs()).toBeLessThanOrEqual(hourMs + 1000);
    time.advance(resetMs - time.nowMs());
    const again = await client.get('/repos/acme/shop');
    expect(again).toMatchObject({ status: 200, headers: { 'x-ratelimit-remaining': '4999' } });
    expect(Date.parse(again.headers.date ?? '')).toBe(resetMs);
  });

  it('gives sixty an hour to an address without a token', async () => {
    client.server.state.addRepository('acme/shop');
    const { headers } = await client.get('/repos/acme/shop', {}, null);
    expect(headers).toMatchObject({ 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '59' });
    expect(headers).not.toHaveProperty('x-oauth-scopes');
  });

  it('asks to wait when a minute had too many points', async () => {
    const { state, limits, time } = client.server;
    state.addRepository('acme/shop');
    limits.restPointsPerMinute = 3;
    for (let at = 0; at < 3; at++) expect((await client.get('/repos/acme/shop')).status).toBe(200);
    const refused = await client.get('/repos/acme/shop');
    expect(refused).toMatchObject({ status: 403, headers: { 'retry-after': '60', 'x-ratelimit-remaining': '4997' } });
    time.advance(59_000);
    expect((await client.get('/repos/acme/shop')).headers['retry-after']).toBe('1');
    time.advance(1_000);
    expect((await client.get('/repos/acme/shop')).status).toBe(200);
  });

  it('asks to wait when too much is asked at one time', async () => {
    const { state, limits, faults } = client.server;
    state.addRepository('acme/shop');
    limits.concurrent = 3;
    faults.latencyMs = 300;
    const statuses = await Promise.all(
      Array.from({ length: 4 }, async () => (await client.get('/repos/acme/shop')).status),
    );
    expect(statuses.sort()).toEqual([200, 200, 200, 403]);
  });

  it('answers a GraphQL query beyond the budget with an error of its own type', async () => {
    client.server.limits.graphql = 1;
    await client.graphql('{ viewer { login } }');
    const { status, headers, body } = await client.graphql('{ viewer { login } }');
    expect({ status, body }).toMatchObject({ status: 200, body: { errors: [{ type: 'RATE_LIMITED' }] } });
    expect(body).not.toHaveProperty('data');
    expect(headers).toMatchObject({ 'x-ratelimit-resource': 'graphql', 'x-ratelimit-remaining': '0' });
  });
});
