import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GitHubServer } from '../../fakes/github/gitHubServer';
import type { FakeIssue, FakeRepository } from '../../fakes/github/records';
import { idsOf, issueOf, Settings, type Setting } from './setting';

let settings: Settings;
let server: GitHubServer;
let shop: FakeRepository;
let setting: Setting;

beforeEach(async () => {
  settings = new Settings();
  server = await settings.server();
  shop = server.state.addRepository('acme/shop');
  setting = settings.of(server, 'acme/shop', true, { circuit: { failures: 1000, probeAfterMs: [1] } });
});
afterEach(() => settings.end());

const native = (id: string, scope: string | null = null): object => ({
  kind: 'blocked_by',
  id,
  scope,
  reversed: false,
});

/** Each but the first waits for the one before it. */
function chain(count: number): readonly FakeIssue[] {
  const issues: FakeIssue[] = [];
  for (let at = 0; at < count; at++) {
    const issue = server.state.addIssue(shop);
    const before = issues.at(-1);
    if (before !== undefined) server.state.block(issue, before);
    issues.push(issue);
  }
  return issues;
}

const isDetails = (asked: string): boolean => asked === 'graphql Details';
const ofDetails = {
  match: ({ graphql }: { graphql: { document: string } | null }) =>
    graphql?.document.startsWith('query Details') === true,
};

describe('what issues wait for', () => {
  it('is asked for two hundred issues at a time', async () => {
    chain(402);
    const mark = server.mark();
    const reading = await setting.read();
    expect(setting.askedSince(mark).filter(isDetails)).toHaveLength(3);
    expect(reading.issues.slice(1).every(({ edges }, index) => edges[0]?.id === String(index + 1))).toBe(true);
  });

  it('blocks unseen where the server counts more than it shows', async () => {
    const secret = server.state.addRepository('hidden/plans', { private: true });
    const [first] = chain(2);
    const hidden = server.state.addIssue(secret, { title: 'Nobody shall see this' });
    if (first !== undefined) server.state.block(first, hidden);
    const reading = await setting.read();
    expect(issueOf(reading, '1')?.edges).toEqual([native('hidden')]);
    expect(JSON.stringify(reading.issues)).not.toContain('Nobody');
    server.time.advance(60_000);
    server.state.close(hidden);
    setting.clock.advance(3_600_000);
    expect(issueOf(await setting.read(), '1')?.edges).toEqual([]);
  });

  it('is read to the end where one waits for more than fit one answer', async () => {
    const [first] = chain(1);
    if (first === undefined) throw new Error('no issue');
    for (let count = 0; count < 120; count++) server.state.block(first, server.state.addIssue(shop));
    expect(issueOf(await setting.read(), '1')?.edges).toHaveLength(120);
  });

  it('is asked for in smaller batches when the server does not get through them', async () => {
    chain(160);
    server.faults.next({ ...ofDetails, status: 502, times: 2 });
    const mark = server.mark();
    const reading = await setting.read();
    expect(setting.askedSince(mark).filter(isDetails)).toHaveLength(4);
    expect(reading.issues[159]?.edges).toEqual([native('159')]);
    expect(setting.source.status.incomplete).toEqual([]);
  });

  it('is given up soon where no batch is small enough, and missing then', async () => {
    chain(40);
    server.faults.next({ ...ofDetails, status: 502, times: 1000 });
    const mark = server.mark();
    const reading = await setting.read();
    expect(setting.askedSince(mark).filter(isDetails).length).toBeLessThan(20);
    expect(issueOf(reading, '2')?.edges).toEqual([native('unread')]);
    expect(setting.source.status.incomplete).toHaveLength(1);
  });

  it('keeps what came of an answer with errors, and asks for the rest at the next reading', async () => {
    chain(3);
    server.faults.next({
      ...ofDetails,
      times: 2,
      rewrite: (body) => {
        const { data } = body as { data: { a: unknown[] } };
        const errors = [{ type: 'SERVICE_UNAVAILABLE', path: ['a', 0], message: 'Not now' }];
        return { data: { ...data, a: [null, ...data.a.slice(1)] }, errors };
      },
    });
    const reading = await setting.read();
    expect(issueOf(reading, '2')?.edges).toEqual([native('unread')]);
    expect(issueOf(reading, '3')?.edges).toEqual([native('2')]);
    expect(setting.source.status.incomplete).toHaveLength(1);
    const mark = server.mark();
    expect(issueOf(await setting.read(), '2')?.edges).toEqual([native('1')]);
    expect(setting.askedSince(mark)).toEqual(['/repos/acme/shop/issues 1 304', 'graphql Details']);
    expect(setting.source.status.incomplete).toEqual([]);
  });

  it('is not asked for without end where it fails each time', async () => {
    chain(2);
    server.faults.next({
      ...ofDetails,
      times: 1000,
      status: 200,
      body: { errors: [{ message: 'Something went wrong' }] },
    });
    for (let reading = 0; reading < 10; reading++) await setting.read();
    const mark = server.mark();
    await setting.read();
    expect(setting.askedSince(mark)).toEqual(['/repos/acme/shop/issues 1 304']);
  });

  it('survives a restart that came before it was asked for', async () => {
    chain(3);
    const controller = new AbortController();
    setting.source.onDidChangeStatus(() => {
      if (setting.partial.length > 0) controller.abort(new Error('killed'));
    });
    await expect(setting.read(setting.source, controller.signal)).rejects.toThrow('killed');
    const last = setting.partial.at(-1);
    if (last === undefined) throw new Error('nothing was shown');
    expect(issueOf(last, '2')?.edges).toEqual([native('unread')]);
    const next = setting.another();
    next.resume(structuredClone(last));
    expect(issueOf(await setting.read(next), '2')?.edges).toEqual([native('1')]);
  });
});

describe('issues of other repositories that only a text names', () => {
  it('are looked up together, once, and leave with the text', async () => {
    const { state } = server;
    const api = state.addRepository('acme/api');
    const open = state.addIssue(api, { title: 'Endpoint' });
    state.addIssue(api, { title: 'Done', closed: 'completed' });
    const waiting = state.addIssue(shop, { body: 'Depends on Acme/API#1, acme/api#2 and acme/nothing#3.' });
    const mark = server.mark();
    const reading = await setting.read();
    expect(setting.askedSince(mark).filter((each) => each === 'graphql LookUp')).toHaveLength(1);
    expect(reading.issues.map(({ id, trackerStatus }) => [id.toLowerCase(), trackerStatus])).toEqual([
      ['1', 'open'],
      ['acme/api#1', 'open'],
      ['acme/api#2', 'closed'],
    ]);
    server.time.advance(60_000);
    state.edit(waiting, { title: 'Another title' });
    const later = server.mark();
    await setting.read();
    expect(setting.askedSince(later)).not.toContain('graphql LookUp');
    state.close(open);
    setting.clock.advance(3_600_000);
    expect((await setting.read()).issues[1]?.trackerStatus).toBe('closed');
    server.time.advance(60_000);
    state.edit(waiting, { body: '' });
    expect(idsOf(await setting.read())).toEqual(['1']);
  });
});
