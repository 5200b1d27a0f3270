import { describe, expect, it } from 'vitest';
import { Client, numbersOf } from './client';

describe('the lists of the loopback GitHub', () => {
  const client = new Client();

  it('mixes pull requests in, and says which they are', async () => {
    const { state } = client.server;
    const shop = state.addRepository('acme/shop');
    state.addIssue(shop);
    state.addPull(shop);
    const { body } = await client.get('/repos/acme/shop/issues?direction=asc');
    expect(body).toMatchObject([{ number: 1 }, { number: 2, pull_request: { merged_at: null } }]);
    expect(body).not.toHaveProperty('0.pull_request');
  });

  it('answers in pages and names the others', async () => {
    const { state, apiUrl } = client.server;
    const shop = state.addRepository('acme/shop');
    for (let at = 0; at < 5; at++) state.addIssue(shop);
    const first = await client.get('/repos/acme/shop/issues?direction=asc&per_page=2');
    expect(numbersOf(first.body)).toEqual([1, 2]);
    const list = `${apiUrl}/repos/acme/shop/issues?direction=asc&per_page=2`;
    expect(first.headers.link).toBe(`<${list}&page=2>; rel="next", <${list}&page=3>; rel="last"`);
    const last = await client.get('/repos/acme/shop/issues?direction=asc&per_page=2&page=3');
    expect(numbersOf(last.body)).toEqual([5]);
    expect(last.headers.link).toBe(`<${list}&page=2>; rel="prev", <${list}&page=1>; rel="first"`);
    const beyond = await client.get('/repos/acme/shop/issues?direction=asc&per_page=2&page=9');
    expect(beyond.body).toEqual([]);
  });

  it('names no other pages where one holds all', async () => {
    client.server.state.addIssue(client.server.state.addRepository('acme/shop'));
    expect((await client.get('/repos/acme/shop/issues')).headers).not.toHaveProperty('link');
  });

  it('answers what was updated since a moment, closed ones too when asked', async () => {
    const { state, time } = client.server;
    const shop = state.addRepository('acme/shop');
    const issue = state.addIssue(shop);
    state.addIssue(shop);
    time.advance(10_000);
    const since = new Date(time.nowMs()).toISOString();
    state.close(issue);
    const query = `since=${since.slice(0, 19)}Z&sort=updated&direction=desc`;
    expect(numbersOf((await client.get(`/repos/acme/shop/issues?state=all&${query}`)).body)).toEqual([1]);
    expect((await client.get(`/repos/acme/shop/issues?${query}`)).body).toEqual([]);
  });

  it('filters by label and refuses a state there is not', async () => {
    const { state } = client.server;
    const shop = state.addRepository('acme/shop');
    state.addIssue(shop, { labels: ['bug', 'p1'] });
    state.addIssue(shop, { labels: ['bug'] });
    expect(numbersOf((await client.get('/repos/acme/shop/issues?labels=Bug,p1')).body)).toEqual([1]);
    expect((await client.get('/repos/acme/shop/issues?state=half')).status).toBe(422);
  });

  it('answers pull requests and milestones', async () => {
    const { state } = client.server;
    const shop = state.addRepository('acme/shop');
    const milestone = state.addMilestone(shop, '1.0');
    const issue = state.addIssue(shop, { milestone });
    const pull = state.addPull(shop, { draft: true, headBranch: 'fix-1', closes: [issue] });
    expect((await client.get('/repos/acme/shop/pulls')).body).toMatchObject([
      { number: 2, draft: true, head: { ref: 'fix-1' } },
    ]);
    state.merge(pull);
    expect((await client.get('/repos/acme/shop/pulls/2')).body).toMatchObject({ merged: true, state: 'closed' });
    expect((await client.get('/repos/acme/shop/milestones')).body).toMatchObject([
      { title: '1.0', open_issues: 0, closed_issues: 1 },
    ]);
  });

  it('answers 304 for what did not change: free with a token, not without', async () => {
    const { state, requests } = client.server;
    const shop = state.addRepository('acme/shop');
    const issue = state.addIssue(shop);
    const { headers } = await client.get('/repos/acme/shop/issues');
    const condition = { 'if-none-match': headers.etag ?? '' };
    const again = await client.get('/repos/acme/shop/issues', condition);
    expect(again).toMatchObject({ status: 304, body: null });
    expect(again.headers['x-ratelimit-used']).toBe('1');
    expect((await client.get('/repos/acme/shop/issues', condition, null)).status).toBe(304);
    expect(requests.map(({ points }) => points)).toEqual([1, 0, 1]);
    state.edit(issue, { title: 'Another' });
    expect((await client.get('/repos/acme/shop/issues', condition)).status).toBe(200);
  });

  it('answers in gzip, as JSON, under the paths of both kinds of server', async () => {
    const { state, origin } = client.server;
    state.addIssue(state.addRepository('acme/shop'));
    const one = await client.get('/repos/acme/shop/issues');
    expect(one.headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': 'application/json; charset=utf-8',
      'x-github-request-id': expect.stringMatching(/.+/) as string,
    });
    const other = await client.get(`${origin}/repos/acme/shop/issues/1`);
    expect(other.body).toMatchObject({ url: `${origin}/repos/acme/shop/issues/1` });
  });
});
