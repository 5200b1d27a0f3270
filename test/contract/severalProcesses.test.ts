import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { GitHubWindows, type GitHubWindow } from './gitHubWindows';
import type { Shown } from './windowProgram';

const count = 230;
/** What is to be so within a second or a few is so at the latest then, however busy the machine is. */
const soon = { timeout: 20_000, interval: 50 };

let at: GitHubWindows;

beforeAll(async () => {
  at = await GitHubWindows.begin(count);
}, 60_000);

afterEach(() => at.closeWindows());
afterAll(() => at.end());

/** Two windows that have read, the first of which asks. */
async function openBoth(): Promise<{ readonly leader: GitHubWindow; readonly follower: GitHubWindow }> {
  const cache = at.newCache();
  const leader = at.open(cache);
  await leader.tell('refresh');
  const follower = at.open(cache);
  await follower.tell('refresh');
  await expect.poll(async () => (await follower.tell('show')).issues, soon).toBe(count);
  return { leader, follower };
}

const firstIssue = (): NonNullable<ReturnType<typeof at.repository.issues.get>> => {
  const [issue] = at.repository.issues.values();
  if (issue === undefined) throw new Error('no issue');
  return issue;
};

const healthy = (shown: Shown): void => {
  expect(shown).toMatchObject({ issues: count, freshness: 'fresh', error: null, warnings: [] });
};

describe('windows in processes of their own on one repository at GitHub', () => {
  it('send together what one of them would send alone, though they begin at the same time', async () => {
    const before = at.server.mark();
    const alone = at.open(at.newCache());
    healthy(await alone.tell('refresh'));
    const ofOne = at.askedSince(before);
    expect(ofOne.length).toBeGreaterThan(2);
    await at.closeWindows();
    const mark = at.server.mark();
    const cache = at.newCache();
    const windows = [at.open(cache), at.open(cache), at.open(cache)];
    await Promise.all(windows.map((window) => window.tell('refresh')));
    for (const window of windows) {
      await expect.poll(async () => (await window.tell('show')).freshness, soon).toBe('fresh');
      healthy(await window.tell('show'));
    }
    expect(at.askedSince(mark)).toEqual(ofOne);
    const following = await Promise.all(windows.map(async (window) => (await window.tell('show')).follows));
    expect(following.filter(Boolean)).toHaveLength(2);
  }, 90_000);

  it('show a change that one asked for, and ask once for a person in the other', async () => {
    const { leader, follower } = await openBoth();
    const mark = at.server.mark();
    at.server.state.edit(firstIssue(), { title: 'Changed for both' });
    const shown = await follower.tell('sync');
    expect(shown.titles).toContain('Changed for both');
    expect(shown.follows).toBe(true);
    expect((await leader.tell('show')).titles).toContain('Changed for both');
    expect(at.askedSince(mark).length).toBeLessThanOrEqual(3);
  }, 60_000);

  it('go on when the one that asks is killed, and ask nothing twice without need', async () => {
    const { leader, follower } = await openBoth();
    const mark = at.server.mark();
    await leader.kill();
    await expect.poll(async () => (await follower.tell('show')).follows, soon).toBe(false);
    healthy(await follower.tell('show'));
    expect(at.askedSince(mark)).toEqual([]);
    at.server.state.edit(firstIssue(), { title: 'Changed after a death' });
    expect((await follower.tell('sync')).titles).toContain('Changed after a death');
    // Whether anything changed, what did, and how that is linked: the list is not read again.
    expect(at.askedSince(mark).length).toBeLessThanOrEqual(3);
    expect(at.server.countSince(mark, ({ query }) => Number(query.page ?? 1) > 1)).toBe(0);
  }, 60_000);

  it('go on when the one that asks stands still, which follows when it goes on', async () => {
    const { leader, follower } = await openBoth();
    leader.signal('SIGSTOP');
    await expect.poll(async () => (await follower.tell('show')).follows, soon).toBe(false);
    at.server.state.edit(firstIssue(), { title: 'Changed in between' });
    await follower.tell('sync');
    leader.signal('SIGCONT');
    await expect.poll(async () => (await leader.tell('show')).titles, soon).toContain('Changed in between');
    await expect.poll(async () => (await leader.tell('show')).follows, soon).toBe(true);
    const [first, second] = [await leader.tell('show'), await follower.tell('show')];
    expect(first.confirmedAtMs).toBe(second.confirmedAtMs);
    healthy(first);
  }, 90_000);

  it('hand over at once when the one that asks is closed', async () => {
    const { leader, follower } = await openBoth();
    const mark = at.server.mark();
    await leader.tell('end');
    await expect.poll(async () => (await follower.tell('show')).follows, soon).toBe(false);
    expect(at.askedSince(mark)).toEqual([]);
  }, 60_000);
});
