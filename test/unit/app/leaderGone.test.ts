import { beforeEach, describe, expect, it } from 'vitest';
import { gate, minute, settle } from './remoteWindow';
import { issues, SeveralWindows, source, type OpenWindow } from './severalWindows';

let at: SeveralWindows;
let leader: OpenWindow;
let second: OpenWindow;

beforeEach(async () => {
  at = new SeveralWindows();
  leader = await at.open();
  second = await at.open();
});

const kill = ({ scout, leadership }: OpenWindow): void => {
  scout.dispose();
  leadership.suspend();
};

describe('when the window that asks is gone', () => {
  it('another asks, when it is time and not before', async () => {
    const third = await at.open();
    await at.live(10_000);
    kill(leader);
    await at.live(30_000);
    expect(at.asked).toEqual([1, 0, 0]);
    at.says(3);
    await at.live(25_000);
    expect(at.asked).toEqual([1, 1, 0]);
    expect(third.shown()).toMatchObject({ count: 3, freshness: 'fresh' });
    expect(second.shown().remote?.notes).toEqual([]);
  });

  it('another goes on from what it wrote last', async () => {
    at.says(9);
    await leader.scout.refresh('user');
    await at.pass(500);
    leader.tracker.answer = { ok: true, value: { issues: issues(9), problems: [], via: 'v', checkpoint: 'the last' } };
    await leader.scout.refresh('user');
    await at.pass(500);
    await leader.scout.flush();
    kill(leader);
    await settle();
    expect(second.tracker.resumed.at(-1)).toMatchObject({ checkpoint: 'the last' });
  });

  it('one that closes hands over at once', async () => {
    await leader.scout.flush();
    await leader.leadership.close();
    leader.scout.dispose();
    await at.live(minute + 3_000);
    expect(at.asked).toEqual([1, 1]);
  });

  it('what was never read as a whole is asked for at once', async () => {
    const fresh = new SeveralWindows();
    const first = fresh.make();
    first.tracker.whileReading = () => new Promise(() => undefined);
    void first.scout.refresh().catch(() => undefined);
    await settle();
    const next = await fresh.open();
    expect(fresh.asked).toEqual([1, 0]);
    kill(first);
    await settle();
    expect(fresh.asked).toEqual([1, 1]);
    expect(next.shown()).toMatchObject({ count: 2, freshness: 'fresh' });
  });
});

describe('a window that was suspended while it asked', () => {
  it.each([
    { learns: 'before its answer comes', early: true },
    { learns: 'after its answer came', early: false },
  ])('and learns $learns that another leads, has nothing adopted of it', async ({ early }) => {
    const over = gate();
    leader.tracker.whileReading = () => over.passed;
    void leader.scout.refresh('user');
    await settle();
    leader.leadership.suspend();
    at.says(7);
    await second.scout.refresh('user');
    await at.pass(500);
    const { written } = at.cache;
    const before = written.length;
    leader.leadership.resume();
    if (early) leader.leadership.look(source);
    over.open();
    await at.pass(500);
    leader.leadership.look(source);
    await at.live(1_000);
    expect(written.slice(before).map(({ issues: { length } }) => length)).toEqual([]);
    expect(leader.shown()).toMatchObject({ count: 7, confirmedAtMs: second.shown().confirmedAtMs, error: null });
    expect(leader.shown().remote?.notes).toHaveLength(1);
    expect(second.shown()).toMatchObject({ count: 7 });
  });

  it('ends what it was asking, and asks again should it come to lead once more', async () => {
    const signals: AbortSignal[] = [];
    leader.tracker.whileReading = (_, signal) => {
      signals.push(signal);
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      });
    };
    void leader.scout.refresh('user');
    await settle();
    leader.leadership.suspend();
    leader.leadership.resume();
    leader.leadership.look(source);
    await settle();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(leader.shown()).toMatchObject({ error: null, count: 2 });
    leader.tracker.whileReading = () => undefined;
    kill(second);
    await at.live(minute + 3_000);
    expect(leader.tracker.reads).toBe(3);
    expect(leader.shown()).toMatchObject({ freshness: 'fresh', error: null });
  });
});

it('leaves no listener behind in what tells who leads', () => {
  expect(leader.leadership.listening).toBeGreaterThan(0);
  leader.scout.dispose();
  expect(leader.leadership.listening).toBe(0);
});
