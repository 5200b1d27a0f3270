import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GitHubServer } from '../../fakes/github/gitHubServer';
import type { FakeIssue, FakeRepository } from '../../fakes/github/records';
import { idsOf, issueOf, never, Settings, type Setting } from './setting';

const hourMs = 3_600_000;
const unchanged = '/repos/acme/shop/issues 1 304';

let settings: Settings;
let server: GitHubServer;
let shop: FakeRepository;
let setting: Setting;
let issues: readonly FakeIssue[];

const at = (number: number): FakeIssue => {
  const issue = issues.find((each) => each.number === number);
  if (issue === undefined) throw new Error('no such issue');
  return issue;
};

const close = (number: number): void => {
  server.time.advance(60_000);
  server.state.close(at(number));
};

beforeEach(async () => {
  settings = new Settings();
  server = await settings.server();
  shop = server.state.addRepository('acme/shop');
  issues = ['Basket', 'Pay', 'Ship'].map((title) => server.state.addIssue(shop, { title }));
  setting = settings.of(server, 'acme/shop');
});
afterEach(() => settings.end());

/** What a reading asks for. */
async function asked(source = setting.source): Promise<readonly string[]> {
  const mark = server.mark();
  await setting.read(source);
  return setting.askedSince(mark);
}

describe('an issue that is followed', () => {
  it('stays when it is closed, without a request more', async () => {
    setting.source.follow(['2']);
    await setting.read();
    close(2);
    const reading = await setting.read();
    expect(idsOf(reading)).toEqual(['1', '2', '3']);
    expect(issueOf(reading, '2')).toMatchObject({ title: 'Pay', trackerStatus: 'closed' });
    expect(await asked()).toEqual([unchanged]);
    setting.clock.advance(hourMs);
    expect(idsOf(await setting.read())).toEqual(['1', '2', '3']);
  });

  it('is known by the first reading though it was closed before, and is asked for once', async () => {
    close(2);
    setting.source.follow(['2']);
    const mark = server.mark();
    expect(issueOf(await setting.read(), '2')).toMatchObject({ title: 'Pay', trackerStatus: 'closed' });
    expect(setting.askedSince(mark).filter((each) => each.endsWith('/issues/2'))).toHaveLength(1);
    expect(setting.source.lacksFollowed).toBe(false);
    expect(await asked()).toEqual([unchanged]);
    setting.clock.advance(hourMs);
    expect((await asked()).filter((each) => each.endsWith('/issues/2'))).toEqual([]);
  });

  it('is asked for at the next reading when a branch names it later', async () => {
    close(2);
    await setting.read();
    setting.source.follow(['2']);
    expect(setting.source.lacksFollowed).toBe(true);
    expect(await asked()).toEqual([unchanged, '/repos/acme/shop/issues/2']);
    expect(await asked()).toEqual([unchanged]);
  });

  it('leaves at the next reading when it is followed no longer', async () => {
    setting.source.follow(['2']);
    await setting.read();
    close(2);
    await setting.read();
    setting.source.follow([]);
    const mark = server.mark();
    expect(idsOf(await setting.read())).toEqual(['1', '3']);
    expect(setting.askedSince(mark)).toEqual([unchanged]);
  });

  it('is open again when it was reopened', async () => {
    setting.source.follow(['2']);
    await setting.read();
    close(2);
    await setting.read();
    server.time.advance(60_000);
    server.state.reopen(at(2));
    expect(issueOf(await setting.read(), '2')?.trackerStatus).toBe('open');
  });

  it('is kept, and not asked for, by the next run', async () => {
    close(2);
    setting.source.follow(['2', '900']);
    const reading = await setting.read();
    server.time.advance(60_000);
    server.state.edit(at(1), { title: 'Cart' });
    const next = setting.another();
    next.resume(reading);
    const mark = server.mark();
    expect(idsOf(await setting.read(next))).toEqual(['1', '2', '3']);
    next.follow(['2', '900']);
    await setting.read(next);
    expect(setting.askedSince(mark).filter((each) => /issues\/\d/.test(each))).toEqual([]);
  });

  it('is asked for by the next run that is told before it resumes', async () => {
    close(2);
    const reading = await setting.read();
    const next = setting.another();
    next.follow(['2']);
    next.resume(reading);
    expect(await asked(next)).toEqual([unchanged, '/repos/acme/shop/issues/2']);
  });

  it('is asked for again after all was forgotten', async () => {
    close(2);
    setting.source.follow(['2']);
    await setting.read();
    at(2).deleted = true;
    setting.source.forget();
    expect(idsOf(await setting.read())).toEqual(['1', '3']);
  });

  it('is left out where another one that the branch names is open', async () => {
    close(2);
    setting.source.follow(['2', '3']);
    expect(idsOf(await setting.read())).toEqual(['1', '3']);
    server.time.advance(60_000);
    server.state.edit(at(2), { title: 'Paid' });
    expect(idsOf(await setting.read())).toEqual(['1', '3']);
    close(3);
    await setting.read();
    expect(idsOf(await setting.read())).toEqual(['1', '2']);
  });

  it('is not asked for again where it is nothing, a pull request, or was transferred', async () => {
    const pull = server.state.addPull(shop, { number: 40 });
    server.state.merge(pull);
    server.state.transfer(at(2), server.state.addRepository('acme/api'));
    await setting.read();
    setting.source.follow(['900', '40', '2']);
    const mark = server.mark();
    expect(idsOf(await setting.read())).toEqual(['1', '3']);
    const paths = setting.askedSince(mark).filter((each) => /issues\/(?:900|40|2)$/.test(each));
    expect(paths.map((each) => each.split('/').at(-1))).toEqual(['900', '40', '2']);
    expect(setting.source.lacksFollowed).toBe(false);
    expect(await asked()).toEqual([unchanged]);
    expect(setting.source.status.incomplete).toEqual([]);
  });

  it('costs nobody more than a few requests, whatever a branch is called', async () => {
    await setting.read();
    setting.source.follow(['0', 'abc', '9999999999', ...Array.from({ length: 60 }, (_, index) => String(index + 500))]);
    expect(await asked()).toHaveLength(6);
    expect(await asked()).toEqual([unchanged]);
  });

  it('is missing, and said to be, while the server fails to tell; the rest is there', async () => {
    close(2);
    setting.source.follow(['2']);
    server.faults.next({ match: ({ path }) => path.endsWith('/issues/2'), status: 502, times: 20 });
    expect(idsOf(await setting.read())).toEqual(['1', '3']);
    expect(setting.source.status.incomplete.join()).toContain('branch');
    expect(setting.source.lacksFollowed).toBe(false);
    server.faults.clear();
    expect(idsOf(await setting.read())).toEqual(['1', '2', '3']);
    expect(setting.source.status.incomplete).toEqual([]);
  });

  it('is known without an account', async () => {
    close(2);
    const nobody = settings.of(server, 'acme/shop', false);
    nobody.source.follow(['2']);
    expect(issueOf(await nobody.read(), '2')?.trackerStatus).toBe('closed');
  });

  it('does not hold up who cancels', async () => {
    await setting.read();
    setting.source.follow(['900']);
    await expect(setting.source.read(AbortSignal.abort())).rejects.toThrow();
    expect(setting.source.lacksFollowed).toBe(true);
    expect((await setting.source.read(never)).ok).toBe(true);
  });
});
