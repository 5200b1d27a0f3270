import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeRepository } from '../../fakes/github/records';
import type { GitHubServer } from '../../fakes/github/gitHubServer';
import { seedRepository } from '../../fakes/github/seed';
import { idsOf, issueOf, never, Settings, type Setting } from './setting';

let settings: Settings;
let server: GitHubServer;

beforeEach(async () => {
  settings = new Settings();
  server = await settings.server();
});
afterEach(() => settings.end());

const isPage = (asked: string): boolean => asked.startsWith('/repos/acme/shop/issues page');

function openNumbers({ issues }: FakeRepository): readonly string[] {
  return [...issues.values()].filter(({ state }) => state === 'open').map(({ number }) => String(number));
}

const openIds = (reading: Parameters<typeof idsOf>[0]): readonly string[] =>
  reading.issues.filter(({ trackerStatus }) => trackerStatus !== 'closed').map(({ id }) => id);

/** Aborts once so many pages were read. */
async function killedAfter(setting: Setting, pages: number): Promise<void> {
  const controller = new AbortController();
  const stop = setting.source.onDidChangeStatus(() => {
    const { progress } = setting.source.status;
    if (progress !== null && progress.done >= pages * 100) controller.abort(new Error('killed'));
    setting.clock.advance(300);
  });
  await expect(setting.read(setting.source, controller.signal)).rejects.toThrow('killed');
  stop.dispose();
}

describe('the first sync', () => {
  it('asks once for a hundred issues of 3,000, and eleven times more', async () => {
    const repository = seedRepository(server.state, { issues: 3000, closed: 40, pulls: 100 });
    const setting = settings.of(server, 'acme/shop');
    const mark = server.mark();
    const reading = await setting.read();
    const open = 3000 + [...repository.pulls.values()].filter(({ state }) => state === 'open').length;
    const asked = setting.askedSince(mark);
    expect(asked.filter(isPage)).toHaveLength(Math.ceil(open / 100));
    const details = setting.source.status.incomplete.length === 0 ? 5 : 0;
    expect(asked.filter((each) => !isPage(each)).sort()).toEqual([
      '/repos/acme/shop',
      '/repos/acme/shop/issues 1',
      '/repos/acme/shop/issues 1 304',
      '/repos/acme/shop/milestones page 1',
      ...Array.from({ length: details }, () => 'graphql Details'),
      'graphql Features',
      'graphql Merged',
    ]);
    expect(openIds(reading)).toEqual(openNumbers(repository));
    expect(reading.problems).toEqual([]);
  });

  it('shows the first page at once, and then the newest issues first', async () => {
    seedRepository(server.state, { issues: 1000 });
    const setting = settings.of(server, 'acme/shop');
    setting.source.onDidChangeStatus(() => {
      setting.clock.advance(100);
    });
    const reading = await setting.read();
    expect(setting.partial[0]?.issues).toHaveLength(100);
    expect(setting.partial[0]?.issues.at(-1)?.id).toBe('100');
    // Six of the ten pages are asked for at once, and come as they like.
    expect(Number(setting.partial[1]?.issues.at(-1)?.id)).toBeGreaterThan(400);
    expect(setting.partial.length).toBeLessThan(10);
    expect(reading.issues).toHaveLength(1000);
    const [page] = server.requests.filter(({ query }) => query.page === '2');
    expect(page?.query).toMatchObject({ state: 'open', sort: 'created', direction: 'asc', per_page: '100' });
  });

  it('tells how far it is', async () => {
    seedRepository(server.state, { issues: 450 });
    const setting = settings.of(server, 'acme/shop');
    const told: unknown[] = [];
    setting.source.onDidChangeStatus(() => told.push(setting.source.status.progress));
    await setting.read();
    expect(told).toContainEqual({ done: 100, total: 500 });
    expect(told).toContainEqual({ done: 450, total: 450 });
    expect(setting.source.status.progress).toBeNull();
  });

  it('says what issues wait for, which pull requests close them, and how far each milestone is', async () => {
    const { state } = server;
    const shop = state.addRepository('acme/shop');
    const milestone = state.addMilestone(shop, '1.0');
    const blocker = state.addIssue(shop, { title: 'Basket', milestone });
    const waiting = state.addIssue(shop, { title: 'Pay', body: 'Blocked by #1 and depends on acme/api#7', milestone });
    const old = state.addIssue(shop, { title: 'Old', closed: 'completed', milestone });
    state.block(waiting, blocker);
    state.block(waiting, old);
    state.adopt(blocker, waiting);
    state.addPull(shop, { title: 'Adds the basket', closes: [blocker], reviewDecision: 'APPROVED' });
    const setting = settings.of(server, 'acme/shop');
    const reading = await setting.read();
    expect(issueOf(reading, '2')?.edges).toEqual([
      { kind: 'blocked_by', id: '1', scope: null, reversed: false },
      { kind: 'blocked_by', id: '3', scope: null, reversed: false },
      { kind: 'text', id: '1', scope: null, reversed: false },
      { kind: 'text', id: '7', scope: 'acme/api', reversed: false },
      { kind: 'parent', id: '1', scope: null, reversed: false },
    ]);
    expect(issueOf(reading, '1')).toMatchObject({
      trackerStatus: 'in progress',
      phase: '1.0',
      remote: {
        pullRequests: [{ id: '#4', title: 'Adds the basket', state: 'open', review: 'approved' }],
        subIssues: { completed: 0, total: 1 },
      },
    });
    expect(issueOf(reading, '3')).toMatchObject({ title: 'Old', trackerStatus: 'closed' });
    expect(reading.phases).toEqual([{ name: '1.0', completed: 1, total: 3 }]);
  });

  it('goes on after a restart with the pages that are left', async () => {
    const repository = seedRepository(server.state, { issues: 1500 });
    const setting = settings.of(server, 'acme/shop');
    await killedAfter(setting, 5);
    const last = structuredClone(setting.partial.at(-1));
    if (last === undefined) throw new Error('nothing was shown');
    expect(last.issues.length).toBeGreaterThanOrEqual(400);
    const next = setting.another();
    next.resume(last);
    const mark = server.mark();
    const reading = await setting.read(next);
    expect(setting.log.lines.at(-1)).toContain(` list ${15 - last.issues.length / 100},`);
    expect(setting.askedSince(mark)).not.toContain('/repos/acme/shop');
    expect(openIds(reading)).toEqual(openNumbers(repository));
    const scratch = await setting.read(setting.another());
    expect(reading.issues).toEqual(scratch.issues);
  });

  it('goes on in the same run with what a cancelled reading left', async () => {
    seedRepository(server.state, { issues: 1000 });
    const setting = settings.of(server, 'acme/shop');
    await killedAfter(setting, 5);
    expect((await setting.read()).issues).toHaveLength(1000);
    // What was under way when it was cancelled arrives at the server all the same.
    expect(setting.log.lines.at(-1)).toMatch(/ list [1-5],/);
  });

  it('keeps what it has when a connection is cut, hands it over, and goes on from there', async () => {
    seedRepository(server.state, { issues: 1000 });
    const setting = settings.of(server, 'acme/shop', true, { circuit: { failures: 100, probeAfterMs: [1] } });
    server.faults.next({ match: ({ query }) => query.page === '7', cut: 'midBody', times: 3 });
    expect((await setting.fail()).kind).toBe('offline');
    const shown = setting.partial.at(-1)?.issues.length ?? 0;
    expect(shown).toBeGreaterThanOrEqual(300);
    server.faults.clear();
    const mark = server.mark();
    expect((await setting.read()).issues).toHaveLength(1000);
    expect(setting.askedSince(mark).filter(isPage)).toHaveLength(10 - shown / 100);
  });

  it('takes in what changed while it went on, and looks again soon when something was closed', async () => {
    const repository = seedRepository(server.state, { issues: 600, blockedShare: 0 });
    const setting = settings.of(server, 'acme/shop');
    let isDone = false;
    setting.source.onDidChangeStatus(() => {
      const [first, second] = repository.issues.values();
      if (isDone || setting.source.status.progress === null || first === undefined || second === undefined) return;
      isDone = true;
      server.time.advance(2000);
      server.state.close(first);
      server.state.edit(second, { title: 'Edited meanwhile' });
      server.state.addIssue(repository, { title: 'New' });
    });
    const reading = await setting.read();
    expect(idsOf(reading)).toContain('601');
    expect(idsOf(reading)).not.toContain('1');
    expect(issueOf(reading, '2')?.title).toBe('Edited meanwhile');
    expect(reading.readAgainInMs).toBe(30_000);
    setting.clock.advance(30_000);
    const again = await setting.read();
    expect(openIds(again)).toEqual(openNumbers(repository));
    expect(again.readAgainInMs).toBeUndefined();
  });

  it('loses only a record that cannot be read', async () => {
    seedRepository(server.state, { issues: 150, blockedShare: 0 });
    const setting = settings.of(server, 'acme/shop');
    server.faults.next({
      match: ({ query }) => query.page === '2',
      rewrite: (body) => (body as { title: unknown }[]).map((each, at) => (at === 3 ? { ...each, title: 4 } : each)),
    });
    const reading = await setting.read();
    expect(reading.issues).toHaveLength(149);
    expect(reading.problems).toEqual([
      { path: null, line: null, message: '#104 of acme/shop has no title; it was left out.' },
    ]);
    setting.clock.advance(3_600_000);
    const again = await setting.read();
    expect([again.issues.length, again.problems]).toEqual([150, []]);
  });

  it.each(['html', 'json', 'linkLoop', 'endless'] as const)(
    'says what is wrong with an answer that is %s',
    async (garbage) => {
      seedRepository(server.state, { issues: 450 });
      const setting = settings.of(server, 'acme/shop', true, { maxBodyBytes: 2_000_000 });
      server.faults.next({ match: ({ query }) => query.page === '3', garbage });
      const kinds = { html: 'notTheServer', json: 'malformed', linkLoop: 'endless', endless: 'tooLarge' };
      expect((await setting.fail()).kind).toBe(kinds[garbage]);
      server.faults.clear();
      expect((await setting.read()).issues).toHaveLength(450);
    },
  );

  it('shows the issues of before while it begins from scratch', async () => {
    seedRepository(server.state, { issues: 250, blockedShare: 0 });
    const setting = settings.of(server, 'acme/shop');
    const before = await setting.read();
    setting.partial.length = 0;
    setting.source.forget();
    const [gone] = [...(server.state.repository('acme', 'shop')?.issues.values() ?? [])];
    if (gone !== undefined) server.state.close(gone);
    const reading = await setting.read();
    expect(setting.partial[0]?.issues.length ?? 250).toBe(250);
    expect(reading.issues).toHaveLength(249);
    expect(issueOf(reading, '17')).toBe(issueOf(before, '17'));
  });

  it('reads an empty repository, and its first issue', async () => {
    const shop = server.state.addRepository('acme/shop');
    const setting = settings.of(server, 'acme/shop');
    expect((await setting.read()).issues).toEqual([]);
    server.state.addIssue(shop, { title: 'First' });
    expect(idsOf(await setting.read())).toEqual(['1']);
  });

  it('throws the reason of the abort, and asks nothing any more', async () => {
    server.state.addRepository('acme/shop');
    const setting = settings.of(server, 'acme/shop');
    const mark = server.mark();
    const reason = new Error('enough');
    await expect(setting.source.read(AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(server.countSince(mark)).toBe(0);
    expect((await setting.source.read(never)).ok).toBe(true);
  });
});
