import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GitHubServer } from '../../fakes/github/gitHubServer';
import type { FakeIssue, FakeRepository } from '../../fakes/github/records';
import type { SeenRequest } from '../../fakes/github/seenRequests';
import { seedRepository } from '../../fakes/github/seed';
import type { SourceReading } from '../../../src/ports/tracker';
import { idsOf, issueOf, Settings, type Setting } from './setting';

const hourMs = 3_600_000;

let settings: Settings;
let server: GitHubServer;

beforeEach(async () => {
  settings = new Settings();
  server = await settings.server();
  server.state.features.cursorPaging = true;
});
afterEach(() => settings.end());

function openNumbers({ threads }: FakeRepository): readonly string[] {
  const open = [...threads.values()].filter(
    (thread) => thread.kind === 'issue' && thread.state === 'open' && !thread.deleted,
  );
  return open.map(({ number }) => String(number));
}

const openIds = ({ issues }: SourceReading): readonly string[] =>
  issues.filter(({ trackerStatus }) => trackerStatus !== 'closed').map(({ id }) => id);

/** Requests for pages of open issues. */
const pagesSince = (mark: number) =>
  server
    .requestsSince(mark)
    .filter(({ path, query }) => path.endsWith('/issues') && query.state === 'open' && query.sort === 'created');

const issueAt = ({ issues }: FakeRepository, number: number): FakeIssue => {
  const issue = issues.get(number);
  if (issue === undefined) throw new Error('no such issue');
  return issue;
};

/** Comes once, as the answer to the page at this place of the pages asked for is on its way. */
function atPage(count: number, change: () => void): void {
  let seen = 0;
  server.faults.next({
    match: ({ query }) => query.sort === 'created' && ++seen === count,
    rewrite: (body) => {
      server.time.advance(2000);
      change();
      return body;
    },
  });
}

function gate(): { readonly open: () => void; readonly isOpen: Promise<void> } {
  let open = (): void => undefined;
  const isOpen = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, isOpen };
}

function thirdOf(direction: string, open: () => void): (request: SeenRequest) => boolean {
  let seen = 0;
  return ({ query }) => {
    const isThird = query.sort === 'created' && query.direction === direction && ++seen === 3;
    if (isThird) open();
    return isThird;
  };
}

/** Its checkpoint, broken off once so many issues were read. */
async function killedAfter(setting: Setting, issues: number): Promise<SourceReading> {
  const controller = new AbortController();
  const stop = setting.source.onDidChangeStatus(() => {
    const { progress } = setting.source.status;
    if (progress !== null && progress.done >= issues) controller.abort(new Error('killed'));
    setting.clock.advance(300);
  });
  await expect(setting.read(setting.source, controller.signal)).rejects.toThrow('killed');
  stop.dispose();
  const last = structuredClone(setting.partial.at(-1));
  if (last === undefined) throw new Error('nothing was shown');
  return last;
}

describe('the first sync of a repository that is paged by cursor', () => {
  it('asks for 3,000 issues in two ways that meet', async () => {
    const repository = seedRepository(server.state, { issues: 3000, closed: 40, pulls: 100 });
    const setting = settings.of(server, 'acme/shop');
    const mark = server.mark();
    const reading = await setting.read();
    expect(openIds(reading)).toEqual(openNumbers(repository));
    const open = [...repository.threads.values()].filter(({ state }) => state === 'open').length;
    const pages = pagesSince(mark);
    expect(pages.length).toBeLessThanOrEqual(Math.ceil(open / 100) + 2);
    const down = pages.filter(({ query }) => query.direction === 'desc').length;
    expect(down).toBeGreaterThanOrEqual(10);
    expect(pages.length - down).toBeGreaterThanOrEqual(10);
    expect(pages.every(({ status }) => status === 200)).toBe(true);
  });

  it('asks for both ways at once', async () => {
    seedRepository(server.state, { issues: 1500, blockedShare: 0 });
    const setting = settings.of(server, 'acme/shop');
    // The third page of each way is answered when the other way has asked for its own.
    const up = gate();
    const down = gate();
    server.faults.next({ match: thirdOf('asc', up.open), until: down.isOpen });
    server.faults.next({ match: thirdOf('desc', down.open), until: up.isOpen });
    expect((await setting.read()).issues).toHaveLength(1500);
    expect(server.faults.left).toBe(0);
  });

  it('shows the oldest at once, and then the newest', async () => {
    seedRepository(server.state, { issues: 2000 });
    const setting = settings.of(server, 'acme/shop');
    setting.source.onDidChangeStatus(() => {
      setting.clock.advance(300);
    });
    await setting.read();
    expect(setting.partial[0]?.issues).toHaveLength(100);
    expect(setting.partial[1]?.issues).toHaveLength(200);
    expect(setting.partial[1]?.issues.at(-1)?.id).toBe('2000');
  });

  it('tells how far it is of what the repository counts', async () => {
    seedRepository(server.state, { issues: 450 });
    const setting = settings.of(server, 'acme/shop');
    const told: unknown[] = [];
    setting.source.onDidChangeStatus(() => told.push(setting.source.status.progress));
    await setting.read();
    expect(told).toContainEqual({ done: 100, total: 450 });
    expect(told).toContainEqual({ done: 200, total: 450 });
    expect(told).toContainEqual({ done: 450, total: 450 });
    expect(setting.source.status.progress).toBeNull();
  });

  it.each([0, 1, 100])('reads %i issues with one page', async (count) => {
    const repository = seedRepository(server.state, { issues: count });
    const setting = settings.of(server, 'acme/shop');
    const mark = server.mark();
    expect(openIds(await setting.read())).toEqual(openNumbers(repository));
    expect(pagesSince(mark)).toHaveLength(1);
    server.state.addIssue(repository, { title: 'Next' });
    expect(openIds(await setting.read())).toEqual(openNumbers(repository));
  });

  it('goes on in both ways after a restart', async () => {
    const repository = seedRepository(server.state, { issues: 1500 });
    const setting = settings.of(server, 'acme/shop');
    const last = await killedAfter(setting, 700);
    const read = last.issues.length / 100;
    expect(read).toBeGreaterThanOrEqual(6);
    const next = setting.another();
    next.resume(last);
    const mark = server.mark();
    const told: unknown[] = [];
    next.onDidChangeStatus(() => told.push(next.status.progress));
    const reading = await setting.read(next);
    expect(openIds(reading)).toEqual(openNumbers(repository));
    expect(told).toContainEqual({ done: 1500, total: 1500 });
    const places = pagesSince(mark).map(({ query }) => query);
    expect(places.length).toBeLessThanOrEqual(15 - read + 2);
    expect(places.every(({ after }) => after !== undefined)).toBe(true);
    expect(new Set(places.map(({ direction }) => direction))).toEqual(new Set(['asc', 'desc']));
    const scratch = await setting.read(setting.another());
    expect(reading.issues).toEqual(scratch.issues);
  });

  it('keeps what it has when a connection is cut, and goes on from there', async () => {
    seedRepository(server.state, { issues: 1500 });
    const setting = settings.of(server, 'acme/shop', true, { circuit: { failures: 100, probeAfterMs: [1] } });
    let seen = 0;
    server.faults.next({
      match: ({ query }) => query.direction === 'desc' && query.sort === 'created' && ++seen >= 4,
      cut: 'midBody',
      times: 3,
    });
    expect((await setting.fail()).kind).toBe('offline');
    const shown = setting.partial.at(-1)?.issues.length ?? 0;
    expect(shown).toBeGreaterThanOrEqual(500);
    server.faults.clear();
    const mark = server.mark();
    expect((await setting.read()).issues).toHaveLength(1500);
    expect(pagesSince(mark).length).toBeLessThanOrEqual(15 - shown / 100 + 2);
  });

  it('takes in what is closed, opened again and added while it goes on', async () => {
    const repository = seedRepository(server.state, { issues: 1200, blockedShare: 0 });
    const reopened = issueAt(repository, 150);
    server.state.close(reopened);
    atPage(5, () => {
      for (const number of [20, 600, 1190]) server.state.close(issueAt(repository, number));
      server.state.reopen(reopened);
      server.state.edit(issueAt(repository, 610), { title: 'Edited meanwhile' });
      server.state.addIssue(repository, { title: 'New' });
    });
    const setting = settings.of(server, 'acme/shop');
    const reading = await setting.read();
    expect(openIds(reading)).toEqual(openNumbers(repository));
    expect(issueOf(reading, '610')?.title).toBe('Edited meanwhile');
    expect(reading.readAgainInMs).toBe(30_000);
    setting.clock.advance(30_000);
    const again = await setting.read();
    expect(openIds(again)).toEqual(openNumbers(repository));
    expect(again.readAgainInMs).toBeUndefined();
  });

  it('misses nothing when issues are deleted where the ways go on, and lets go of them with the next full reading', async () => {
    const repository = seedRepository(server.state, { issues: 1200, blockedShare: 0 });
    atPage(4, () => {
      for (const number of [...Array.from({ length: 60 }, (_, at) => 560 + at), 100, 200, 201, 1000, 1001, 1101]) {
        issueAt(repository, number).deleted = true;
      }
    });
    const setting = settings.of(server, 'acme/shop');
    const reading = await setting.read();
    expect(openIds(reading)).toEqual(expect.arrayContaining([...openNumbers(repository)]));
    expect(new Set(idsOf(reading)).size).toBe(reading.issues.length);
    setting.clock.advance(hourMs);
    expect(openIds(await setting.read())).toEqual(openNumbers(repository));
  });

  it('drops what an earlier run knew and no way has met', async () => {
    const repository = seedRepository(server.state, { issues: 500, blockedShare: 0 });
    const setting = settings.of(server, 'acme/shop');
    await setting.read();
    setting.source.forget();
    for (const number of [10, 480]) issueAt(repository, number).deleted = true;
    expect(openIds(await setting.read())).toEqual(openNumbers(repository));
  });
});

describe('reading all pages again by cursor', () => {
  it('marks those that were read from the end, and costs nothing from then on', async () => {
    const repository = seedRepository(server.state, { issues: 1050, blockedShare: 0 });
    const setting = settings.of(server, 'acme/shop');
    const first = await setting.read();
    const next = setting.another();
    next.resume(first);
    setting.clock.advance(hourMs);
    const mark = server.mark();
    expect((await setting.read(next)).issues).toEqual(first.issues);
    const pages = pagesSince(mark);
    expect(pages).toHaveLength(11);
    expect(pages.every(({ query }) => query.direction === 'asc')).toBe(true);
    const unchanged = pages.filter(({ status }) => status === 304).length;
    expect(unchanged).toBeGreaterThanOrEqual(4);
    expect(unchanged).toBeLessThan(11);
    setting.clock.advance(hourMs);
    const second = server.mark();
    const reading = await setting.read(next);
    expect(pagesSince(second).map(({ points }) => points)).toEqual(Array.from({ length: 11 }, () => 0));
    expect(openIds(reading)).toEqual(openNumbers(repository));
  });
});
