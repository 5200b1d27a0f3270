import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../fakes/github/faults';
import type { GitHubServer } from '../../fakes/github/gitHubServer';
import type { FakeIssue, FakeRepository } from '../../fakes/github/records';
import { issueOf, Settings, type Setting } from './setting';

interface Details {
  readonly data: Record<string, (Record<string, unknown> | null)[] | null>;
  errors?: unknown[];
}

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

const hour = 3_600_000;
const native = (id: string): object => ({ kind: 'blocked_by', id, scope: null, reversed: false });
const blockersOf = (count: string): string => `The blockers of ${count} could not be read. They are asked for again.`;
const isDetails = (asked: string): boolean => asked === 'graphql Details';
const unchanged = '/repos/acme/shop/issues 1 304';

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

function issue(issues: readonly FakeIssue[], at: number): FakeIssue {
  const found = issues[at];
  if (found === undefined) throw new Error('no such issue');
  return found;
}

/** Of every answer about details. */
function spoil(change: (answer: Details) => void, also: Partial<Fault> = {}): void {
  server.faults.next({
    match: ({ graphql }) => graphql?.document.startsWith('query Details') === true,
    times: 1000,
    rewrite: (body) => {
      change(body as Details);
      return body;
    },
    ...also,
  });
}

/** The node of this number is spoiled in every answer it is in. */
function spoilNode(number: number, type: string | null, field?: string): void {
  spoil((answer) => {
    for (const [alias, nodes] of Object.entries(answer.data)) {
      const at = nodes?.findIndex((node) => node?.number === number) ?? -1;
      const node = nodes?.[at];
      if (nodes === null || node === undefined || node === null) continue;
      if (field === undefined) nodes[at] = null;
      else (node[field] as Record<string, unknown>).nodes = null;
      const path = [alias, at, ...(field === undefined ? [] : [field, 'nodes'])];
      answer.errors = [...(answer.errors ?? []), { ...(type !== null && { type }), path, message: 'Not now' }];
    }
  });
}

describe('an answer that tells less than was asked', () => {
  it('leaves what was not told unread, says so, and is made good at the next reading', async () => {
    chain(4);
    spoilNode(3, null, 'blockedBy');
    const reading = await setting.read();
    expect(issueOf(reading, '3')?.edges).toEqual([native('unread')]);
    expect(issueOf(reading, '4')?.edges).toEqual([native('3')]);
    expect(setting.source.status.incomplete).toEqual([blockersOf('1 issue')]);
    server.faults.clear();
    expect(issueOf(await setting.read(), '3')?.edges).toEqual([native('2')]);
    expect(setting.source.status.incomplete).toEqual([]);
  });

  it('keeps the blockers known before', async () => {
    const issues = chain(3);
    await setting.read();
    spoilNode(3, 'FORBIDDEN');
    server.time.advance(60_000);
    server.state.edit(issue(issues, 2), { title: 'Another title' });
    const reading = await setting.read();
    expect(issueOf(reading, '3')).toMatchObject({ title: 'Another title', edges: [native('2')] });
    expect(setting.source.status.incomplete).toEqual([blockersOf('1 issue')]);
    setting.clock.advance(hour);
    server.state.edit(issue(issues, 0), { title: 'So that its page changes' });
    expect(issueOf(await setting.read(), '3')?.edges).toEqual([native('2')]);
    expect(setting.source.status.incomplete).toEqual([blockersOf('1 issue')]);
  });

  it('costs nothing at an unchanged list after a few tries, and is asked for again with all pages', async () => {
    chain(3);
    spoilNode(2, 'FORBIDDEN');
    for (let reading = 0; reading < 4; reading++) await setting.read();
    let mark = server.mark();
    await setting.read();
    expect(setting.askedSince(mark)).toEqual([unchanged]);
    expect(setting.source.status.incomplete).toEqual([blockersOf('1 issue')]);
    setting.clock.advance(hour);
    mark = server.mark();
    await setting.read();
    expect(setting.askedSince(mark).filter(isDetails)).toHaveLength(1);
    server.faults.clear();
    setting.clock.advance(hour);
    expect(issueOf(await setting.read(), '2')?.edges).toEqual([native('1')]);
    expect(setting.source.status.incomplete).toEqual([]);
  });

  it('is left alone when something else changes, and not forgotten', async () => {
    const issues = chain(3);
    const pull = server.state.addPull(shop, { closes: [issue(issues, 0)] });
    spoilNode(2, 'FORBIDDEN');
    for (let reading = 0; reading < 3; reading++) await setting.read();
    server.faults.clear();
    spoilNode(pull.number, null, 'closingIssuesReferences');
    server.time.advance(60_000);
    server.state.edit(pull, { title: 'Another title' });
    for (let reading = 0; reading < 3; reading++) await setting.read();
    const told = [blockersOf('1 issue'), 'What 1 pull request closes could not be read.'];
    expect(setting.source.status.incomplete).toEqual(told);
    server.time.advance(60_000);
    server.state.edit(issue(issues, 0), { title: 'Another title' });
    const mark = server.mark();
    await setting.read();
    expect(setting.askedSince(mark).filter((each) => each.startsWith('graphql'))).toEqual([]);
    expect(setting.askedSince(mark).filter((each) => each.includes('blocked_by'))).toEqual([]);
    expect(setting.source.status.incomplete).toEqual(told);
  });

  it('is no reason to ask for all others one by one', async () => {
    chain(402);
    spoilNode(2, null, 'blockedBy');
    const mark = server.mark();
    const reading = await setting.read();
    expect(setting.askedSince(mark).filter(isDetails)).toHaveLength(4);
    expect(reading.issues.slice(2).every(({ edges }, index) => edges[0]?.id === String(index + 2))).toBe(true);
    expect(setting.source.status.incomplete).toEqual([blockersOf('1 issue')]);
  });

  it('gives up soon where no single issue is told', async () => {
    chain(60);
    spoil((answer) => {
      answer.data.a = null;
      answer.errors = [{ type: 'INTERNAL', path: ['a'], message: 'Not now' }];
    });
    const mark = server.mark();
    await setting.read();
    expect(setting.askedSince(mark).filter(isDetails).length).toBeLessThan(15);
    expect(setting.source.status.incomplete).not.toEqual([]);
    server.faults.clear();
    expect(issueOf(await setting.read(), '60')?.edges).toEqual([native('59')]);
  });

  it('has not told of any issue where it says nothing at all', async () => {
    chain(3);
    spoil((answer) => {
      answer.data.a = null;
      answer.errors = [{ type: 'RATE_LIMITED', message: 'Not now' }];
    });
    expect(issueOf(await setting.read(), '2')?.edges).toEqual([native('unread')]);
    expect(setting.source.status.incomplete).toEqual([expect.stringContaining('budget')]);
  });

  it('has hidden what this account may not see, and is whole', async () => {
    const issues = chain(2);
    server.state.block(issue(issues, 0), server.state.addIssue(server.state.addRepository('hidden/plans')));
    spoil((answer) => {
      const at = answer.data.a?.findIndex((node) => node?.number === 1) ?? -1;
      const node = answer.data.a?.[at] as { blockedBy: { nodes: unknown[] } };
      node.blockedBy.nodes = [null];
      answer.errors = [{ type: 'FORBIDDEN', path: ['a', at, 'blockedBy', 'nodes', 0], message: 'Not for you' }];
    });
    expect(issueOf(await setting.read(), '1')?.edges).toEqual([native('hidden')]);
    expect(setting.source.status.incomplete).toEqual([]);
  });
});

describe('somebody who signs in', () => {
  it('is told what nobody was shown', async () => {
    const secret = server.state.addRepository('acme/plans', { private: true });
    const hidden = server.state.addIssue(secret, { title: 'Plan' });
    server.state.block(issue(chain(1), 0), hidden);
    const nobody = settings.of(server, 'acme/shop', false);
    expect(issueOf(await nobody.read(), '1')?.edges).toEqual([native('hidden')]);
    secret.readers.add('dana');
    nobody.credentials.change(setting.credentials.found);
    expect(issueOf(await nobody.read(), '1')?.edges[0]).toMatchObject({ id: '1', scope: 'acme/plans' });
  });
});

describe('after a restart', () => {
  it('what is missing is told before anything is asked, and asked for then', async () => {
    chain(2);
    const match: Fault['match'] = ({ graphql }) => graphql !== null;
    server.faults.next({ match, times: 1000, status: 502 });
    const last = await setting.read();
    const next = setting.another();
    next.resume(structuredClone(last));
    expect(next.status.incomplete).toEqual(setting.source.status.incomplete);
    expect(next.status.incomplete).toEqual([expect.stringContaining('502')]);
    server.faults.clear();
    expect(issueOf(await setting.read(next), '2')?.edges).toEqual([native('1')]);
    expect(next.status.incomplete).toEqual([]);
  });

  it('what was asked in vain often enough is still not asked for, and still told', async () => {
    chain(2);
    spoilNode(2, 'FORBIDDEN');
    for (let reading = 0; reading < 3; reading++) await setting.read();
    const next = setting.another();
    next.resume(structuredClone(await setting.read()));
    const mark = server.mark();
    await setting.read(next);
    expect(setting.askedSince(mark)).toEqual([unchanged]);
    expect(next.status.incomplete).toEqual([blockersOf('1 issue')]);
  });
});

describe('a pull request that closes many issues', () => {
  it('is linked to all of them', async () => {
    const issues = Array.from({ length: 130 }, () => server.state.addIssue(shop));
    server.state.addPull(shop, { closes: issues.slice(0, 30) });
    server.state.addPull(shop, { closes: issues });
    server.state.merge(server.state.addPull(shop, { closes: issues.slice(0, 120) }), false);
    const reading = await setting.read();
    const linked = reading.issues.map(({ remote }) => remote?.pullRequests.length ?? 0);
    expect([linked[0], linked[29], linked[30], linked[119], linked[129]]).toEqual([3, 3, 2, 2, 1]);
    expect(setting.source.status.incomplete).toEqual([]);
  });

  it('is told to be unread where the rest of them is not told', async () => {
    const issues = Array.from({ length: 130 }, () => server.state.addIssue(shop));
    server.state.addPull(shop, { closes: issues });
    server.faults.next({
      match: ({ graphql }) => graphql?.document.startsWith('query MoreClosed') === true,
      times: 1000,
      body: { data: { node: null }, errors: [{ path: ['node'], type: 'INTERNAL', message: 'Not now' }] },
    });
    await setting.read();
    expect(setting.source.status.incomplete).toEqual(['What 1 pull request closes could not be read.']);
    server.faults.clear();
    expect(issueOf(await setting.read(), '130')?.remote?.pullRequests).toHaveLength(1);
    expect(setting.source.status.incomplete).toEqual([]);
  });
});
