import { beforeEach, describe, expect, it } from 'vitest';
import { gate, minute, settle } from './remoteWindow';
import { issues, SeveralWindows } from './severalWindows';

let at: SeveralWindows;

beforeEach(() => {
  at = new SeveralWindows();
});

describe('a source on a server in several windows', () => {
  it('is asked for by one, and what that one wrote is shown by all', async () => {
    const first = await at.open();
    const others = [await at.open(), await at.open()];
    for (const { shown } of [first, ...others])
      expect(shown()).toMatchObject({ count: 2, freshness: 'fresh', error: null });
    expect(at.asked).toEqual([1, 0, 0]);
    expect(first.shown().remote?.notes).toEqual([]);
    expect(first.shown().remote?.elsewhere).toBeUndefined();
    for (const { shown } of others) {
      expect(shown().remote?.elsewhere).toBe(true);
      expect(shown().remote?.notes).toEqual(['Another window asks Fake for this; its answers are shown here.']);
    }
    at.says(5);
    await at.live(minute + 2_000);
    for (const { shown } of [first, ...others]) expect(shown().count).toBe(5);
    expect(at.asked).toEqual([2, 0, 0]);
  });

  it('tells readers of what another window wrote only what differs', async () => {
    await at.open();
    const { changed } = await at.open();
    at.says(3);
    changed.length = 0;
    await at.live(minute + 2_000);
    expect(changed.flat()).toEqual(['fake:shop#3']);
  });

  it('is shown page by page while another reads it for the first time', async () => {
    const first = at.make();
    const over = gate();
    first.tracker.whileReading = async (options) => {
      options?.onPartial({ issues: issues(1), problems: [], via: 'page', checkpoint: 'page 1' });
      await over.passed;
    };
    void first.scout.refresh();
    await settle();
    const second = await at.open();
    expect(second.shown()).toMatchObject({ count: 1, confirmedAtMs: null, freshness: 'never' });
    over.open();
    await at.live(2_000);
    expect(second.shown()).toMatchObject({ count: 2, freshness: 'fresh' });
    expect(at.asked).toEqual([1, 0]);
  });

  it('is asked as closely as somebody looks in any of them, and no more', async () => {
    const leader = await at.open({ level: 'away' });
    await at.open({ level: 'watching' });
    await at.live(10 * minute);
    expect(at.asked[0]).toBeGreaterThanOrEqual(9);
    leader.attention.becomes('watching');
    const before = leader.tracker.reads;
    await at.live(10 * minute);
    expect(leader.tracker.reads - before).toBeLessThanOrEqual(11);
    expect(at.asked[1]).toBe(0);
  });

  it('is not asked by a window that hears of a clock that jumped, or of news, and follows', async () => {
    await at.open();
    const second = await at.open();
    at.clock.leap(60 * minute);
    second.attention.becomes('away');
    second.attention.becomes('watching');
    await at.live(2 * minute);
    expect(at.asked[1]).toBe(0);
    expect(second.shown()).toMatchObject({ freshness: 'fresh', error: null });
  });
});

describe('a person who syncs in a window that follows', () => {
  it('waits for what the leader is told by the server', async () => {
    const leader = await at.open();
    const second = await at.open();
    at.says(4);
    const over = gate();
    leader.tracker.whileReading = () => over.passed;
    const synced = second.scout.refresh('user');
    await at.live(3_000);
    over.open();
    await settle();
    expect((await synced).issues).toHaveLength(4);
    expect(second.shown()).toMatchObject({ freshness: 'fresh', confirmedAtMs: at.clock.nowMs() });
    expect(at.asked).toEqual([2, 0]);
  });

  it('is served by what the leader is asking at that moment', async () => {
    const leader = await at.open();
    const second = await at.open();
    const over = gate();
    leader.tracker.whileReading = () => over.passed;
    void leader.scout.refresh('user');
    await at.pass(1_000);
    const synced = second.scout.refresh('user');
    await at.pass(100);
    over.open();
    await synced;
    expect(at.asked).toEqual([2, 0]);
  });

  it('is shown what there is when the leader gives no sign', async () => {
    const leader = await at.open();
    const second = await at.open();
    leader.leadership.givesSigns = false;
    const synced = second.scout.refresh('user');
    let isOver = false;
    void synced.then(() => (isOver = true));
    await settle();
    await at.live(9_000);
    expect(isOver).toBe(false);
    await at.live(1_000);
    expect((await synced).sources[0]).toMatchObject({ error: null });
    expect(second.shown().count).toBe(2);
    expect(at.asked).toEqual([1, 0]);
  });

  it('has it asked from here when the leader goes meanwhile', async () => {
    const leader = await at.open();
    const second = await at.open();
    leader.leadership.givesSigns = false;
    at.says(6);
    const synced = second.scout.refresh('user');
    await at.live(3_000);
    leader.leadership.suspend();
    expect((await synced).issues).toHaveLength(6);
    await at.live(5_000);
    expect(at.asked).toEqual([1, 1]);
  });

  it('may end that', async () => {
    const leader = await at.open();
    const second = await at.open();
    leader.leadership.givesSigns = false;
    const synced = second.scout.refresh('user');
    await at.pass(100);
    second.scout.cancel();
    await synced;
    expect(second.shown()).toMatchObject({ error: null, count: 2 });
  });
});
