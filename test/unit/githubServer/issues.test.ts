import { describe, expect, it } from 'vitest';
import { Client, numbersOf } from './client';

describe('an issue of the loopback GitHub', () => {
  const client = new Client();

  it('counts what blocks it, the open ones apart', async () => {
    const { state } = client.server;
    const shop = state.addRepository('acme/shop');
    const [issue, open, closed] = [state.addIssue(shop), state.addIssue(shop), state.addIssue(shop)];
    state.block(issue, open);
    state.block(issue, closed);
    state.close(closed, 'duplicate');
    expect((await client.get('/repos/acme/shop/issues/1')).body).toMatchObject({
      issue_dependencies_summary: { blocked_by: 1, total_blocked_by: 2, blocking: 0, total_blocking: 0 },
    });
    expect((await client.get('/repos/acme/shop/issues/3')).body).toMatchObject({
      state_reason: 'duplicate',
      issue_dependencies_summary: { blocking: 1 },
    });
    const { body } = await client.get('/repos/acme/shop/issues/1/dependencies/blocked_by');
    expect(numbersOf(body)).toEqual([2, 3]);
    expect(numbersOf((await client.get('/repos/acme/shop/issues/2/dependencies/blocking')).body)).toEqual([1]);
  });

  it('is not touched when what blocks it is closed', () => {
    const { state, time } = client.server;
    const shop = state.addRepository('acme/shop');
    const [issue, blocker] = [state.addIssue(shop), state.addIssue(shop)];
    state.block(issue, blocker);
    const { updatedAtMs } = issue;
    time.advance(60_000);
    state.close(blocker);
    expect(issue.updatedAtMs).toBe(updatedAtMs);
  });

  it('counts a blocker the caller cannot see, and does not name it', async () => {
    const { state } = client.server;
    const issue = state.addIssue(state.addRepository('acme/shop'));
    state.block(issue, state.addIssue(state.addRepository('acme/secret', { private: true })));
    const path = '/repos/acme/shop/issues/1';
    expect((await client.get(path)).body).toMatchObject({ issue_dependencies_summary: { blocked_by: 1 } });
    expect((await client.get(`${path}/dependencies/blocked_by`)).body).toEqual([]);
  });

  it('knows its parent and its sub-issues', async () => {
    const { state, apiUrl } = client.server;
    const shop = state.addRepository('acme/shop');
    const [parent, child] = [state.addIssue(shop), state.addIssue(shop)];
    state.adopt(parent, child);
    state.close(child);
    expect((await client.get('/repos/acme/shop/issues/1')).body).toMatchObject({
      sub_issues_summary: { total: 1, completed: 1, percent_completed: 100 },
    });
    expect((await client.get('/repos/acme/shop/issues/2')).body).toMatchObject({
      parent_issue_url: `${apiUrl}/repos/acme/shop/issues/1`,
    });
    expect((await client.get('/repos/acme/shop/issues/2/parent')).body).toMatchObject({ number: 1 });
    expect((await client.get('/repos/acme/shop/issues/1/parent')).status).toBe(404);
    expect(numbersOf((await client.get('/repos/acme/shop/issues/1/sub_issues')).body)).toEqual([2]);
  });

  it('is gone when it was deleted, and moved when it was transferred', async () => {
    const { state, apiUrl } = client.server;
    const shop = state.addRepository('acme/shop');
    const [deleted, transferred, waiting] = [state.addIssue(shop), state.addIssue(shop), state.addIssue(shop)];
    state.block(waiting, transferred);
    deleted.deleted = true;
    state.transfer(transferred, state.addRepository('acme/other'));
    expect((await client.get('/repos/acme/shop/issues/1')).status).toBe(410);
    expect(await client.get('/repos/acme/shop/issues/2')).toMatchObject({
      status: 301,
      headers: { location: `${apiUrl}/repos/acme/other/issues/1` },
    });
    expect(numbersOf((await client.get('/repos/acme/shop/issues')).body)).toEqual([3]);
    expect((await client.get('/repos/acme/shop/issues/3/dependencies/blocked_by')).body).toMatchObject([
      { number: 1, repository_url: `${apiUrl}/repos/acme/other` },
    ]);
  });

  it('has no dependencies on an older Enterprise Server', async () => {
    const { state } = client.server;
    Object.assign(state.features, { dependencies: false, subIssues: false, enterpriseVersion: '3.14.1' });
    state.addIssue(state.addRepository('acme/shop'));
    const { body, headers } = await client.get('/repos/acme/shop/issues/1');
    expect(headers['x-github-enterprise-version']).toBe('3.14.1');
    expect(body).not.toHaveProperty('issue_dependencies_summary');
    expect(body).not.toHaveProperty('sub_issues_summary');
    expect((await client.get('/repos/acme/shop/issues/1/dependencies/blocked_by')).status).toBe(404);
  });
});
