import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GitHubServer } from '../../fakes/github/gitHubServer';
import type { FakeIssue, FakeRepository } from '../../fakes/github/records';
import { idsOf, issueOf, Settings, type Setting } from './setting';

const hourMs = 3_600_000;

let settings: Settings;
let server: GitHubServer;
let shop: FakeRepository;
let setting: Setting;

beforeEach(async () => {
  settings = new Settings();
  server = await settings.server();
  shop = server.state.addRepository('acme/shop');
  setting = settings.of(server, 'acme/shop');
});
afterEach(() => settings.end());

async function known(count: number): Promise<readonly FakeIssue[]> {
  const issues = Array.from({ length: count }, () => server.state.addIssue(shop));
  await setting.read();
  server.time.advance(60_000);
  return issues;
}

const at = (issues: readonly FakeIssue[], index: number): FakeIssue => {
  const issue = issues[index];
  if (issue === undefined) throw new Error('no such issue');
  return issue;
};

describe('reading all pages again', () => {
  it('comes once an hour, and costs nothing where nothing changed', async () => {
    await known(250);
    const before = await setting.read();
    setting.clock.advance(hourMs - 1);
    const mark = server.mark();
    expect(await setting.read()).toBe(before);
    setting.clock.advance(1);
    const reading = await setting.read();
    expect(reading.issues.every((issue, index) => issue === before.issues[index])).toBe(true);
    const asked = server.requestsSince(mark).filter(({ path }) => path.endsWith('/issues'));
    expect(asked.map(({ status, points }) => [status, points])).toEqual(Array.from({ length: 6 }, () => [304, 0]));
    expect(setting.askedSince(mark).filter((each) => each.endsWith('page 3 304'))).toHaveLength(1);
  });

  it('asks again for a page that was answered empty once, though those behind it were not', async () => {
    await known(250);
    const lists = ({ path, query }: { path: string; query: Readonly<Record<string, string>> }): boolean =>
      path.endsWith('/issues') && query.page === '1' && query.state === 'open';
    server.faults.next({ match: lists, headers: { etag: 'W/"wrong"' }, rewrite: () => [] });
    setting.clock.advance(hourMs);
    await setting.read();
    for (let hour = 0; hour < 2; hour++) {
      setting.clock.advance(hourMs);
      await setting.read();
    }
    expect((await setting.read()).issues).toHaveLength(250);
  });

  it('lets what was deleted or transferred leave', async () => {
    const issues = await known(5);
    at(issues, 1).deleted = true;
    server.state.transfer(at(issues, 2), server.state.addRepository('acme/api'));
    expect((await setting.read()).issues).toHaveLength(5);
    setting.clock.advance(hourMs);
    expect(idsOf(await setting.read())).toEqual(['1', '4', '5']);
  });

  it('lets most of a list leave only when it is gone a second time', async () => {
    const issues = await known(60);
    for (const issue of issues.slice(1)) issue.deleted = true;
    setting.clock.advance(hourMs);
    expect((await setting.read()).issues).toHaveLength(60);
    setting.clock.advance(60_000);
    expect(idsOf(await setting.read())).toEqual(['1']);
  });

  it('sees that a blocker of another repository was closed', async () => {
    const api = server.state.addRepository('acme/api');
    const blocker = server.state.addIssue(api, { title: 'Endpoint' });
    const issues = await known(2);
    server.state.block(at(issues, 0), blocker);
    expect(issueOf(await setting.read(), 'acme/api#1')).toMatchObject({
      title: 'Endpoint',
      trackerStatus: 'open',
      remote: { outside: true },
    });
    server.time.advance(60_000);
    server.state.close(blocker);
    setting.clock.advance(hourMs);
    expect(issueOf(await setting.read(), 'acme/api#1')?.trackerStatus).toBe('closed');
  });

  it('asks again about what waited for an issue that is gone', async () => {
    const issues = await known(3);
    server.state.block(at(issues, 0), at(issues, 1));
    await setting.read();
    server.time.advance(60_000);
    const moved = server.state.transfer(at(issues, 1), server.state.addRepository('acme/api'));
    at(issues, 0).blockedBy.delete(at(issues, 1));
    at(issues, 0).blockedBy.add(moved);
    setting.clock.advance(hourMs);
    expect((await setting.read()).readAgainInMs).toBe(30_000);
    setting.clock.advance(30_000);
    const reading = await setting.read();
    expect(issueOf(reading, '1')?.edges).toEqual([{ kind: 'blocked_by', id: '1', scope: 'acme/api', reversed: false }]);
    expect(idsOf(reading)).toEqual(['1', '3', 'acme/api#1']);
  });

  it('finds a page that came since, and drops one that went', async () => {
    const issues = await known(100);
    setting.clock.advance(hourMs);
    const added = Array.from({ length: 120 }, () => server.state.addIssue(shop));
    expect((await setting.read()).issues).toHaveLength(220);
    for (const issue of [...issues.slice(0, 60), ...added.slice(0, 40)]) issue.deleted = true;
    setting.clock.advance(hourMs);
    expect((await setting.read()).issues).toHaveLength(120);
    for (const issue of added.slice(40, 80)) issue.deleted = true;
    setting.clock.advance(hourMs);
    expect((await setting.read()).issues).toHaveLength(80);
    setting.clock.advance(hourMs);
    const mark = server.mark();
    await setting.read();
    expect(setting.askedSince(mark).filter((each) => each.includes('/issues page'))).toEqual([
      '/repos/acme/shop/issues page 1 304',
    ]);
  });

  it('does not let go of an issue that a closing under way may have hidden, but the second time', async () => {
    const issues = await known(250);
    at(issues, 4).deleted = true;
    setting.clock.advance(hourMs);
    const close = (index: number): void => {
      server.faults.next({
        match: ({ query }) => query.page === '1',
        rewrite: (body) => {
          server.time.advance(2000);
          server.state.close(at(issues, index));
          return body;
        },
      });
    };
    close(10);
    const reading = await setting.read();
    expect(idsOf(reading)).toContain('5');
    expect(reading.readAgainInMs).toBe(30_000);
    setting.clock.advance(30_000);
    close(11);
    expect(idsOf(await setting.read())).not.toContain('5');
  });

  it('lets go of a pull request that was given up unseen', async () => {
    const [issue] = await known(1);
    const pull = server.state.addPull(shop, { closes: issue === undefined ? [] : [issue] });
    expect(issueOf(await setting.read(), '1')?.trackerStatus).toBe('in progress');
    const updatedAtMs = pull.updatedAtMs - 60_000;
    Object.assign(pull, { state: 'closed', updatedAtMs });
    setting.clock.advance(hourMs);
    expect(issueOf(await setting.read(), '1')).toMatchObject({ trackerStatus: 'open', remote: { pullRequests: [] } });
  });

  it('does not begin again at every reading where it fails for nobody', async () => {
    for (let count = 0; count < 150; count++) server.state.addIssue(shop);
    const nobody = settings.of(server, 'acme/shop', false);
    await nobody.read();
    nobody.clock.advance(24 * hourMs);
    server.faults.next({ match: ({ query }) => query.page === '1', status: 502, times: 2 });
    expect((await nobody.fail()).kind).toBe('serverFailed');
    const mark = server.mark();
    await nobody.read();
    expect(nobody.askedSince(mark)).toEqual(['/repos/acme/shop/issues 1 304']);
  });

  it('follows a repository that has another name now, and says so', async () => {
    await known(3);
    server.state.rename(shop, 'acme/store');
    server.time.advance(60_000);
    server.state.addIssue(shop, { title: 'After' });
    expect((await setting.read()).readAgainInMs).toBe(30_000);
    setting.clock.advance(30_000);
    const reading = await setting.read();
    expect(reading.issues).toHaveLength(4);
    expect(setting.source.repository).toBe('acme/store');
    expect(setting.source.status.notes.join()).toContain('acme/store');
    const mark = server.mark();
    await setting.read();
    expect(setting.askedSince(mark)).toEqual(['/repos/acme/store/issues 1 304']);
    const next = setting.another();
    next.resume(reading);
    await setting.read(next);
    expect(setting.askedSince(mark)).toHaveLength(2);
  });
});
