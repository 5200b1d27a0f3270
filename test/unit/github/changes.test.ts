import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GitHubServer } from '../../fakes/github/gitHubServer';
import type { FakeIssue, FakeRepository } from '../../fakes/github/records';
import { seedRepository } from '../../fakes/github/seed';
import { credentialOf } from './fakeCredentials';
import { idsOf, issueOf, Settings, type Setting } from './setting';

let settings: Settings;
let server: GitHubServer;
let shop: FakeRepository;
let setting: Setting;

beforeEach(async () => {
  settings = new Settings();
  server = await settings.server();
  shop = server.state.addRepository('acme/shop');
});
afterEach(() => settings.end());

/** Read once, a while ago. */
async function known(issues: readonly string[] = ['Basket', 'Pay', 'Ship']): Promise<readonly FakeIssue[]> {
  const added = issues.map((title) => server.state.addIssue(shop, { title }));
  setting = settings.of(server, 'acme/shop');
  await setting.read();
  server.time.advance(60_000);
  return added;
}

const at = (issues: readonly FakeIssue[], index: number): FakeIssue => {
  const issue = issues[index];
  if (issue === undefined) throw new Error('no such issue');
  return issue;
};

describe('a repository that did not change', () => {
  it('costs one conditional request and no point, and gives the very same reading', async () => {
    await known();
    const before = await setting.read();
    const mark = server.mark();
    expect(await setting.read()).toBe(before);
    expect(await setting.read()).toBe(before);
    const asked = server.requestsSince(mark);
    expect(asked.map(({ status, points }) => [status, points])).toEqual([
      [304, 0],
      [304, 0],
    ]);
  });

  it('costs one conditional request at the first reading after a restart', async () => {
    await known();
    const before = await setting.read();
    const next = setting.another();
    next.resume(before);
    const mark = server.mark();
    const reading = await setting.read(next);
    expect(setting.askedSince(mark)).toEqual(['/repos/acme/shop/issues 1 304']);
    expect(reading.issues.map((issue, index) => issue === before.issues[index])).toEqual([true, true, true]);
    expect(reading.checkpoint).toBe(before.checkpoint);
  });

  it('costs one conditional request where another process asked meanwhile, and this one goes on from its answers', async () => {
    const issues = await known();
    const other = setting.another();
    other.resume(await setting.read());
    server.state.edit(at(issues, 0), { title: 'Told to the other' });
    const told = await setting.read(other);
    setting.source.forget();
    setting.source.resume(structuredClone(told));
    const mark = server.mark();
    const reading = await setting.read();
    expect(setting.askedSince(mark)).toEqual(['/repos/acme/shop/issues 1 304']);
    expect(reading.issues).toEqual(told.issues);
    expect(reading.issues.map(({ title }) => title)).toContain('Told to the other');
  });

  it.each([['{"version":'], ['{"version":0,"remote":"acme/shop"}'], ['']])(
    'is read from scratch where the checkpoint is %j',
    async (checkpoint) => {
      await known();
      const before = await setting.read();
      const next = setting.another();
      next.resume({ ...before, checkpoint });
      const mark = server.mark();
      expect((await setting.read(next)).issues).toEqual(before.issues);
      expect(setting.askedSince(mark)).toContain('/repos/acme/shop/issues page 1');
    },
  );

  it('takes nothing over from another repository', async () => {
    await known();
    const before = await setting.read();
    const other = server.state.addRepository('acme/other');
    server.state.addIssue(other, { title: 'Other' });
    const next = setting.another('acme/other');
    next.resume(before);
    expect((await setting.read(next)).issues.map(({ title }) => title)).toEqual(['Other']);
  });

  it('is asked about without the condition of another account', async () => {
    await known();
    const before = await setting.read();
    server.state.addToken('another-token', 'kim');
    setting.credentials.change(credentialOf('another-token', 'kim'));
    const mark = server.mark();
    expect((await setting.read()).issues.map((issue, index) => issue === before.issues[index])).toEqual([
      true,
      true,
      true,
    ]);
    const conditions = server.requestsSince(mark).filter(({ headers }) => 'if-none-match' in headers);
    expect(conditions.map(({ path, query }) => [path, query.per_page])).toEqual([['/repos/acme/shop/issues', '1']]);
    expect(conditions).toHaveLength(1);
  });
});

describe('a change', () => {
  it('costs the changes only, and makes a new object of what changed only', async () => {
    const issues = await known();
    const before = await setting.read();
    server.state.edit(at(issues, 1), { title: 'Pay by card', body: 'Soon.' });
    const mark = server.mark();
    const reading = await setting.read();
    expect(setting.askedSince(mark)).toEqual(['/repos/acme/shop/issues 1', '/repos/acme/shop/issues since page 1']);
    expect(issueOf(reading, '2')?.title).toBe('Pay by card');
    expect(issueOf(reading, '1')).toBe(issueOf(before, '1'));
  });

  it('lets a closed issue leave', async () => {
    const issues = await known();
    server.state.close(at(issues, 0));
    expect(idsOf(await setting.read())).toEqual(['2', '3']);
  });

  it('keeps a closed issue that an open one waits for, as closed', async () => {
    const issues = await known();
    server.state.block(at(issues, 1), at(issues, 0));
    expect(issueOf(await setting.read(), '2')?.edges).toHaveLength(1);
    server.time.advance(60_000);
    server.state.close(at(issues, 0), 'not_planned');
    const reading = await setting.read();
    expect(issueOf(reading, '1')).toMatchObject({ trackerStatus: 'not planned' });
    server.time.advance(60_000);
    server.state.unblock(at(issues, 1), at(issues, 0));
    expect(idsOf(await setting.read())).toEqual(['2', '3']);
  });

  it('brings back an issue that was opened again', async () => {
    const issues = await known();
    server.state.close(at(issues, 2));
    await setting.read();
    server.time.advance(60_000);
    server.state.reopen(at(issues, 2));
    expect(issueOf(await setting.read(), '3')?.trackerStatus).toBe('open');
  });

  it('follows a pull request: opened, reviewed, merged, and one that was given up', async () => {
    const issues = await known();
    const { state } = server;
    const pull = state.addPull(shop, { title: 'Card', closes: [at(issues, 1)] });
    let reading = await setting.read();
    expect(issueOf(reading, '2')).toMatchObject({ trackerStatus: 'in progress', started: true });
    const first = issueOf(reading, '1');
    server.time.advance(60_000);
    state.edit(pull, { reviewDecision: 'CHANGES_REQUESTED' });
    const mark = server.mark();
    reading = await setting.read();
    expect(setting.askedSince(mark)).toHaveLength(3);
    expect(issueOf(reading, '2')?.remote?.pullRequests).toMatchObject([{ review: 'changesRequested' }]);
    expect(issueOf(reading, '1')).toBe(first);
    server.time.advance(60_000);
    state.merge(pull, false);
    reading = await setting.read();
    expect(issueOf(reading, '2')).toMatchObject({
      trackerStatus: 'open',
      remote: { pullRequests: [{ id: '#4', state: 'merged' }] },
    });
    server.time.advance(60_000);
    const other = state.addPull(shop, { closes: [at(issues, 0)] });
    await setting.read();
    server.time.advance(60_000);
    state.edit(other, { state: 'closed' });
    expect(issueOf(await setting.read(), '1')).toMatchObject({ trackerStatus: 'open', remote: { pullRequests: [] } });
  });

  it('counts milestones anew when an issue of one is closed', async () => {
    const milestone = server.state.addMilestone(shop, '1.0');
    const issues = await known();
    server.state.edit(at(issues, 0), { milestone });
    expect((await setting.read()).phases).toEqual([{ name: '1.0', completed: 0, total: 1 }]);
    server.time.advance(60_000);
    server.state.close(at(issues, 0));
    expect((await setting.read()).phases).toEqual([{ name: '1.0', completed: 1, total: 1 }]);
  });

  it('reads all pages instead when there are more changes than open issues', async () => {
    await known();
    seedRepository(server.state, { repository: 'acme/other', issues: 1 });
    for (let count = 0; count < 1200; count++) server.state.addIssue(shop, { closed: 'completed' });
    server.state.addIssue(shop, { title: 'Last' });
    const mark = server.mark();
    expect((await setting.read()).issues).toHaveLength(4);
    expect(setting.askedSince(mark).length).toBeLessThan(10);
  });

  it('is looked for again where reading it failed half-way', async () => {
    const issues = await known();
    server.state.edit(at(issues, 0), { title: 'Changed' });
    server.faults.next({ match: ({ query }) => query.since !== undefined, garbage: 'json' });
    expect((await setting.fail()).kind).toBe('malformed');
    expect(issueOf(await setting.read(), '1')?.title).toBe('Changed');
  });
});
