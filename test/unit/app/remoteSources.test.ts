import { beforeEach, describe, expect, it } from 'vitest';
import { issueOf, plainRules } from '../../fakes/issues';
import type { RequestPriority } from '../../../src/ports/httpClient';
import { aloneInTheWorld } from '../../../src/ports/leadership';
import { FakeRemote } from '../../fakes/fakeRemote';
import { gate, minute, readingOf, RemoteWindow, settle, sourceOf } from './remoteWindow';

let at: RemoteWindow;

beforeEach(() => {
  at = new RemoteWindow();
});

describe('a source on a server', () => {
  it('shows what an earlier run remembered of a part as what it is', async () => {
    at.store.stored = { ...readingOf(3), confirmedAtMs: 0 };
    at.tracker.fails({ kind: 'offline', host: 'github.example', detail: 'cut' });
    const scout = at.scoutOf();
    await scout.refresh();
    expect(scout.context?.issues).toHaveLength(3);
    expect(sourceOf(scout)).toMatchObject({ freshness: 'never', confirmedAtMs: null });
    expect(at.tracker.resumed).toHaveLength(1);
  });

  it('lets a part take nothing away of what was read as a whole', async () => {
    const scout = at.scoutOf();
    await scout.refresh();
    const over = gate();
    at.tracker.whileReading = (options) => {
      options?.onPartial(readingOf(1));
      return over.passed;
    };
    void scout.rebuild();
    await settle();
    await at.pass(300);
    expect(scout.context?.issues).toHaveLength(2);
    at.tracker.whileReading = () => undefined;
    over.open();
  });

  it('is read for whom it is read, also when somebody comes to wait meanwhile', async () => {
    const priorities: (RequestPriority | undefined)[] = [];
    const over = gate();
    at.tracker.whileReading = async (options) => {
      priorities.push(options?.priority);
      await over.passed;
      priorities.push(options?.priority);
    };
    const scout = at.scoutOf();
    const first = scout.refresh();
    await settle();
    const second = scout.refresh('user');
    await settle();
    over.open();
    await Promise.all([first, second]);
    expect(priorities).toEqual(['refresh', 'user', 'user', 'user']);
    await scout.refresh('refresh');
    await at.pass(minute);
    expect(priorities.at(-1)).toBe('refresh');
  });

  it('is not asked again by every full reading, but by a person', async () => {
    const scout = at.scoutOf();
    await scout.refresh();
    await scout.refresh();
    expect(at.tracker.reads).toBe(1);
    await scout.refresh('user');
    expect(at.tracker.reads).toBe(2);
  });

  it('is never live, and asked as closely as a person looks', async () => {
    const scout = at.scoutOf();
    await scout.refresh();
    expect(sourceOf(scout)).toMatchObject({ freshness: 'fresh', nextAttemptAtMs: at.clock.nowMs() + minute });
    await at.pass(minute);
    expect(at.tracker.reads).toBe(2);
    at.attention.becomes('away');
    await at.pass(300);
    expect(sourceOf(scout).nextAttemptAtMs).toBe(at.clock.nowMs() - 300 + 13 * minute);
    await at.pass(12 * minute);
    expect(at.tracker.reads).toBe(2);
    await at.pass(minute);
    expect(at.tracker.reads).toBe(3);
  });

  it('is asked at once when somebody comes back after longer than that', async () => {
    at.attention.level = 'away';
    const scout = at.scoutOf();
    await scout.refresh();
    await at.pass(5 * minute);
    expect(at.tracker.reads).toBe(1);
    at.attention.becomes('near');
    await at.pass(0);
    expect(at.tracker.reads).toBe(2);
    expect(at.remote.probes).toBe(1);
  });

  it('is asked at once after the machine slept, and not before the server said', async () => {
    const scout = at.scoutOf();
    at.attention.level = 'near';
    await scout.refresh();
    at.clock.leap(3 * 60 * minute);
    await at.pass(30_000);
    await at.pass(0);
    expect(at.tracker.reads).toBe(2);
    expect(at.remote.probes).toBe(1);
    const retryAtMs = at.clock.nowMs() + 60 * minute;
    at.tracker.fails({ kind: 'rateLimited', host: 'github.example', resource: 'core', secondary: false, retryAtMs });
    await scout.refresh('user');
    at.clock.leap(10 * minute);
    await at.pass(30_000);
    expect(at.tracker.reads).toBe(3);
    while (at.clock.nowMs() < retryAtMs) await at.pass(minute);
    await at.pass(2_000);
    expect(at.tracker.reads).toBe(4);
  });

  it('is asked again though the clock was set back', async () => {
    const scout = at.scoutOf();
    await scout.refresh();
    at.clock.leap(-60 * minute);
    for (let passed = 0; passed < 10; passed++) await at.pass(minute);
    expect(at.tracker.reads).toBeGreaterThanOrEqual(10);
    scout.dispose();
  });

  it('recovers by itself from having started offline', async () => {
    at.tracker.fails({ kind: 'offline', host: 'github.example', detail: 'no network' });
    const scout = at.scoutOf();
    await scout.refresh();
    expect(sourceOf(scout).nextAttemptAtMs).toBe(at.clock.nowMs() + 5_000);
    at.tracker.says([issueOf('1')]);
    await at.pass(5_000);
    expect(sourceOf(scout)).toMatchObject({ freshness: 'fresh', error: null });
  });

  it('is asked at once on focus when the network may be back', async () => {
    at.attention.level = 'away';
    at.tracker.fails({ kind: 'offline', host: 'github.example', detail: 'no network' });
    const scout = at.scoutOf();
    await scout.refresh();
    for (let failure = 0; failure < 6; failure++) await at.pass(minute * 4);
    const { reads } = at.tracker;
    await at.pass(20_000);
    at.attention.becomes('watching');
    await at.pass(0);
    expect(at.tracker.reads).toBe(reads + 1);
  });

  it('is asked after a push and a commit that names an issue, and no more than every ten seconds', async () => {
    const scout = at.scoutOf();
    await scout.refresh();
    await at.pass(20_000);
    await at.move({ ...at.git, ahead: 0 });
    expect(at.tracker.reads).toBe(2);
    await at.move({ ...at.git, behind: 2 });
    expect(at.tracker.reads).toBe(2);
    await at.pass(10_000);
    expect(at.tracker.reads).toBe(3);
    const names = { hash: 'c', message: 'fixes #2', author: 'Dana', committedAtMs: 1 };
    await at.pass(20_000);
    await at.move({ ...at.git, head: 'c', ahead: 1, recentCommits: [names] });
    expect(at.tracker.reads).toBe(4);
  });

  it('publishes what it tells of itself, a few times a second, without reading', async () => {
    const scout = at.scoutOf();
    await scout.refresh();
    await at.pass(1_000);
    const before = at.published.length;
    for (let page = 0; page < 50; page++) {
      at.remote.tells({ progress: { done: page, total: 50 } });
      await at.pass(10);
    }
    await at.pass(300);
    expect(at.published.length - before).toBeLessThanOrEqual(4);
    expect(sourceOf(scout).remote?.progress).toEqual({ done: 49, total: 50 });
    expect(at.tracker.reads).toBe(1);
  });

  it('is found and asked anew when its tracker says so', async () => {
    const scout = at.scoutOf();
    await scout.refresh();
    at.tracker.changes();
    await settle();
    expect(at.tracker.reads).toBe(2);
    expect(scout.context?.sources).toHaveLength(1);
  });

  it('is asked anew after what is being read when its tracker says so meanwhile', async () => {
    const over = gate();
    at.tracker.whileReading = () => over.passed;
    const scout = at.scoutOf();
    const whole = scout.refresh();
    await settle();
    at.tracker.changes();
    await settle();
    over.open();
    await whole;
    await settle();
    expect(at.tracker.reads).toBe(2);
  });

  it('goes on from what was known when it is made anew, and no longer asks as before', async () => {
    const scout = at.scoutOf();
    await scout.refresh();
    const signals: AbortSignal[] = [];
    at.tracker.whileReading = (_, signal) => {
      signals.push(signal);
      return signals.length > 1
        ? undefined
        : new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              reject(signal.reason as Error);
            });
          });
    };
    void scout.refresh('user');
    await settle();
    at.tracker.rules = { ...plainRules };
    await scout.refresh();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    expect(at.tracker.resumed).toHaveLength(1);
    expect(sourceOf(scout)).toMatchObject({ error: null, nextAttemptAtMs: at.clock.nowMs() + minute });
  });

  it('is followed in the store where another process asks', async () => {
    const leads = { ...aloneInTheWorld, leads: () => false };
    at.store.stored = { ...readingOf(3), confirmedAtMs: at.clock.nowMs() - 1_000 };
    const scout = at.scoutOf({ leadership: leads });
    await scout.refresh();
    expect(at.tracker.reads).toBe(0);
    expect(sourceOf(scout)).toMatchObject({ freshness: 'fresh', confirmedAtMs: at.clock.nowMs() - 1_000 });
    await at.pass(30_000);
    at.store.stored = { ...readingOf(4), confirmedAtMs: at.clock.nowMs() };
    await at.pass(30_000);
    expect(scout.context?.issues).toHaveLength(4);
    expect(at.tracker.reads).toBe(0);
    expect(at.store.saved).toEqual([]);
  });

  it('is not asked by a run that finds what another said a moment ago', async () => {
    at.store.stored = { ...readingOf(3), confirmedAtMs: at.clock.nowMs() - 59_000 };
    const headless = { trustStoredMs: minute, fileWatcher: null, attention: null };
    const context = await at.scoutOf(headless).refresh('user');
    expect(at.tracker.reads).toBe(0);
    expect(context.sources[0]).toMatchObject({ freshness: 'fresh', confirmedAtMs: at.clock.nowMs() - 59_000 });
    at.store.stored = { ...readingOf(3), confirmedAtMs: at.clock.nowMs() - 61_000 };
    await at.scoutOf(headless).refresh('user');
    expect(at.tracker.reads).toBe(1);
    at.store.stored = { ...readingOf(3), confirmedAtMs: 0 };
    await at.scoutOf(headless).refresh('user');
    expect(at.tracker.reads).toBe(2);
  });

  it('has the phases it counts itself, also those remembered', async () => {
    const phases = [
      { name: 'v2', completed: 0, total: 4 },
      { name: 'v1', completed: 5, total: 30 },
    ];
    at.store.stored = { ...readingOf(3), confirmedAtMs: 5, phases };
    at.tracker.fails({ kind: 'offline', host: 'github.example', detail: 'no network' });
    const scout = at.scoutOf();
    await scout.refresh();
    expect(scout.context?.repositories[0]?.phase).toEqual({ name: 'v1', completed: 5, total: 30 });
  });

  it.each(['2-fix-cache', 'issue-2', 'feature/2', 'gh-2'])(
    'has the issue of the branch %s under way',
    async (branch) => {
      at.tracker.rules = { ...plainRules, branchBegins: true };
      at.git = { ...at.git, branch };
      const scout = at.scoutOf();
      const context = await scout.refresh();
      expect(context.repositories[0]?.currentIssue).toBe('fake:shop#2');
      expect(context.counts).toMatchObject({ inProgress: 1, ready: 1 });
      await at.move({ ...at.git, branch: 'main' });
      expect(scout.context?.counts).toMatchObject({ inProgress: 0, ready: 2 });
    },
  );

  describe('which follows the issues that branches name', () => {
    it('is told them once, and again when the branch is another one', async () => {
      at.git = { ...at.git, branch: '7-thing' };
      const scout = at.scoutOf();
      await scout.refresh();
      await scout.refresh();
      expect(at.remote.followed).toEqual([['7']]);
      await at.move({ ...at.git, branch: 'main' });
      await at.move({ ...at.git, branch: null, detached: true, returnsTo: 'fix/8', head: 'd' });
      expect(at.remote.followed).toEqual([['7'], [], ['8']]);
      expect(at.tracker.reads).toBe(1);
    });

    it('is told again when it is made anew', async () => {
      at.git = { ...at.git, branch: '7-thing' };
      const scout = at.scoutOf();
      await scout.refresh();
      at.tracker.remote = new FakeRemote();
      await scout.refresh();
      expect(at.tracker.remote.followed).toEqual([['7']]);
    });

    it('is asked again when it heard of one too late for the first reading, but not where that failed', async () => {
      at.remote.lacksFollowed = true;
      at.tracker.whileReading = () => {
        if (at.tracker.reads === 2) at.remote.lacksFollowed = false;
      };
      await at.scoutOf({ fileWatcher: null, attention: null }).refresh();
      expect(at.tracker.reads).toBe(2);
      at.remote.lacksFollowed = true;
      at.tracker.fails({ kind: 'offline', host: 'github.example', detail: 'no network' });
      await at.scoutOf({ fileWatcher: null, attention: null }).refresh();
      expect(at.tracker.reads).toBe(3);
    });

    it('is asked soon when the next branch names one it does not know, as with other news', async () => {
      const scout = at.scoutOf();
      await scout.refresh();
      await at.pass(20_000);
      await at.move({ ...at.git, branch: '2-cache' });
      expect(at.tracker.reads).toBe(1);
      at.remote.lacksFollowed = true;
      await at.move({ ...at.git, branch: '7-thing' });
      expect(at.tracker.reads).toBe(2);
      await at.move({ ...at.git, branch: '8-thing' });
      expect(at.tracker.reads).toBe(2);
      await at.pass(10_000);
      expect(at.tracker.reads).toBe(3);
    });
  });

  it('leaves no timer, no listener and no request behind', async () => {
    at.tracker.whileReading = (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      });
    const scout = at.scoutOf();
    const whole = scout.refresh();
    await settle();
    expect([at.remote.listening, at.tracker.listening, at.attention.listening]).toEqual([1, 1, 2]);
    at.remote.tells({ progress: { done: 1, total: 2 } });
    scout.dispose();
    await expect(whole).rejects.toThrow('closed');
    expect(at.clock.pending).toBe(0);
    expect([at.remote.listening, at.tracker.listening, at.attention.listening]).toEqual([0, 0, 0]);
    await settle();
    expect(at.clock.pending).toBe(0);
  });
});
