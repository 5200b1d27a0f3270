import { beforeEach, describe, expect, it } from 'vitest';
import { ContextScout, type ContextScoutPorts } from '../../../src/app/contextScout';
import type { ContextChange } from '../../../src/app/contextBuilder';
import type { SourceContext } from '../../../src/domain/context';
import type { GitState } from '../../../src/domain/git';
import { ok } from '../../../src/domain/result';
import type { RequestPriority } from '../../../src/ports/httpClient';
import type { SourceReading } from '../../../src/ports/tracker';
import { FakeAttention } from '../../fakes/fakeAttention';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeFileWatcher } from '../../fakes/fakeFileWatcher';
import { FakeRemote } from '../../fakes/fakeRemote';
import { FakeTracker } from '../../fakes/fakeTracker';
import { cleanState } from '../../fakes/gitState';
import { issueOf, plainRules } from '../../fakes/issues';
import { CountingStore, OneRepository } from '../../fakes/oneRepository';
import { scoutPorts } from '../../fakes/scoutPorts';

const root = '/w/shop';
const minute = 60_000;

const readingOf = (count: number): SourceReading => ({
  issues: Array.from({ length: count }, (_, at) => issueOf(String(at + 1))),
  problems: [],
  via: 'github.example',
  checkpoint: `page ${count}`,
});

/** Lets promises that are ready settle. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 60; turn++) await Promise.resolve();
};

interface Gate {
  readonly open: () => void;
  readonly passed: Promise<void>;
}

function gate(): Gate {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}

describe('a source on a server', () => {
  let clock: FakeClock;
  let watcher: FakeFileWatcher;
  let tracker: FakeTracker;
  let remote: FakeRemote;
  let workspace: OneRepository;
  let store: CountingStore;
  let attention: FakeAttention;
  let published: ContextChange[];
  let git: GitState;

  const scoutOf = (ports: Partial<ContextScoutPorts> = {}): ContextScout => {
    const scout = new ContextScout(
      scoutPorts({ clock, workspace, store, attention, fileWatcher: watcher, rememberAfterMs: 2_000, ...ports }),
      { folders: [root], trackers: [tracker], gitReader: { name: 'fake', read: () => Promise.resolve(ok(git)) } },
    );
    scout.onDidChange((change) => published.push(change));
    return scout;
  };
  const sourceOf = (scout: ContextScout): SourceContext => {
    const source = scout.context?.sources[0];
    if (source === undefined) throw new Error('no source');
    return source;
  };
  const pass = async (byMs: number): Promise<void> => {
    clock.advance(byMs);
    await settle();
  };
  const move = async (state: GitState): Promise<void> => {
    git = state;
    workspace.head += '+';
    watcher.change(`${root}/.git`);
    await pass(100);
    await pass(0);
  };

  beforeEach(() => {
    clock = new FakeClock();
    watcher = new FakeFileWatcher();
    tracker = new FakeTracker([issueOf('1'), issueOf('2')]);
    remote = new FakeRemote();
    tracker.remote = remote;
    workspace = new OneRepository(root);
    store = new CountingStore();
    attention = new FakeAttention('watching');
    published = [];
    git = { ...cleanState, ahead: 1, behind: 0, upstream: 'origin/main' };
  });

  describe('while it is read for the first time', () => {
    let over: Gate;
    let partial: (reading: SourceReading) => void;
    let failing: boolean;

    beforeEach(() => {
      over = gate();
      failing = false;
      tracker.whileReading = async (options, signal) => {
        partial = (reading) => options?.onPartial(reading);
        await Promise.race([
          over.passed,
          new Promise((_, reject) => {
            signal.addEventListener('abort', () => {
              reject(signal.reason as Error);
            });
          }),
        ]);
        if (failing) throw new Error('failing is an answer, not this');
      };
    });

    it('shows what the workspace says without waiting for it', async () => {
      const scout = scoutOf();
      void scout.refresh();
      await settle();
      expect(scout.context?.repositories[0]?.git).toEqual(git);
      expect(sourceOf(scout)).toMatchObject({ freshness: 'never', confirmedAtMs: null, error: null });
      expect(scout.syncing).toBe(true);
    });

    it('shows page after page, none of it as fresh, and then all of it', async () => {
      const scout = scoutOf();
      const whole = scout.refresh();
      await settle();
      partial(readingOf(1));
      await pass(300);
      expect(scout.context?.issues).toHaveLength(1);
      partial(readingOf(5));
      await pass(300);
      expect(scout.context?.issues).toHaveLength(5);
      expect(sourceOf(scout)).toMatchObject({ freshness: 'never', confirmedAtMs: null });
      expect(scout.context?.consistency).toBe('cached');
      over.open();
      expect((await whole).consistency).toBe('strict');
      expect(sourceOf(scout)).toMatchObject({ freshness: 'fresh', confirmedAtMs: clock.nowMs() });
    });

    it('is not all there is to know while something of it could not be read', async () => {
      const scout = scoutOf();
      const whole = scout.refresh();
      await settle();
      remote.tells({ incomplete: ['The blockers of 3 issues could not be read.'] });
      over.open();
      expect((await whole).consistency).toBe('eventual');
      expect(sourceOf(scout)).toMatchObject({ freshness: 'fresh', error: null });
    });

    it('publishes at most a few times a second, however many pages come', async () => {
      const scout = scoutOf();
      void scout.refresh();
      await settle();
      const before = published.length;
      for (let page = 1; page <= 100; page++) {
        partial(readingOf(page));
        await pass(10);
      }
      expect(published.length - before).toBeLessThanOrEqual(5);
      expect(published.length - before).toBeGreaterThanOrEqual(3);
    });

    it('remembers what came by now, with where to go on from', async () => {
      const scout = scoutOf();
      void scout.refresh();
      await settle();
      partial(readingOf(3));
      await pass(2_100);
      expect(store.saved).toMatchObject([{ checkpoint: 'page 3', confirmedAtMs: 0 }]);
    });

    it('keeps what came when it fails, and says both', async () => {
      const scout = scoutOf();
      tracker.fails({ kind: 'offline', host: 'github.example', detail: 'cut' });
      const whole = scout.refresh();
      await settle();
      partial(readingOf(3));
      over.open();
      const context = await whole;
      expect(context.issues).toHaveLength(3);
      expect(context.sources[0]).toMatchObject({ freshness: 'never', error: { failure: { kind: 'offline' } } });
    });

    it('keeps what came when a person cancels, without an error, and goes on later', async () => {
      const scout = scoutOf();
      const whole = scout.refresh('user');
      await settle();
      partial(readingOf(3));
      scout.cancel();
      const context = await whole;
      expect(context.issues).toHaveLength(3);
      expect(context.sources[0]).toMatchObject({
        error: null,
        freshness: 'never',
        nextAttemptAtMs: clock.nowMs() + 13 * minute,
      });
      expect(context.consistency).toBe('cached');
      expect(scout.syncing).toBe(false);
      over.open();
      tracker.whileReading = () => undefined;
      await scout.refresh('user');
      expect(sourceOf(scout).freshness).toBe('fresh');
    });

    it('forgets with a cancel also the reading that was to follow', async () => {
      const scout = scoutOf();
      const first = scout.refresh('user');
      await settle();
      const second = scout.refresh('user');
      await settle();
      scout.cancel();
      await Promise.all([first, second]);
      expect(tracker.reads).toBe(1);
    });

    it('takes nothing that comes after the end', async () => {
      const scout = scoutOf();
      const whole = scout.refresh();
      await settle();
      over.open();
      await whole;
      partial(readingOf(1));
      await pass(300);
      expect(scout.context?.issues).toHaveLength(2);
    });

    it('is not asked on when the source went', async () => {
      const scout = scoutOf();
      void scout.refresh();
      await settle();
      tracker.present = false;
      await scout.refresh();
      expect(scout.syncing).toBe(false);
      expect(scout.context?.sources).toEqual([]);
    });
  });

  it('shows what an earlier run remembered of a part as what it is', async () => {
    store.stored = { ...readingOf(3), confirmedAtMs: 0 };
    tracker.fails({ kind: 'offline', host: 'github.example', detail: 'cut' });
    const scout = scoutOf();
    await scout.refresh();
    expect(scout.context?.issues).toHaveLength(3);
    expect(sourceOf(scout)).toMatchObject({ freshness: 'never', confirmedAtMs: null });
    expect(tracker.resumed).toHaveLength(1);
  });

  it('lets a part take nothing away of what was read as a whole', async () => {
    const scout = scoutOf();
    await scout.refresh();
    const over = gate();
    tracker.whileReading = (options) => {
      options?.onPartial(readingOf(1));
      return over.passed;
    };
    void scout.rebuild();
    await settle();
    await pass(300);
    expect(scout.context?.issues).toHaveLength(2);
    tracker.whileReading = () => undefined;
    over.open();
  });

  it('is read for whom it is read, also when somebody comes to wait meanwhile', async () => {
    const priorities: (RequestPriority | undefined)[] = [];
    const over = gate();
    tracker.whileReading = async (options) => {
      priorities.push(options?.priority);
      await over.passed;
      priorities.push(options?.priority);
    };
    const scout = scoutOf();
    const first = scout.refresh();
    await settle();
    const second = scout.refresh('user');
    await settle();
    over.open();
    await Promise.all([first, second]);
    expect(priorities).toEqual(['refresh', 'user', 'user', 'user']);
    await scout.refresh('refresh');
    await pass(minute);
    expect(priorities.at(-1)).toBe('refresh');
  });

  it('is not asked again by every full reading, but by a person', async () => {
    const scout = scoutOf();
    await scout.refresh();
    await scout.refresh();
    expect(tracker.reads).toBe(1);
    await scout.refresh('user');
    expect(tracker.reads).toBe(2);
  });

  it('is never live, and asked as closely as a person looks', async () => {
    const scout = scoutOf();
    await scout.refresh();
    expect(sourceOf(scout)).toMatchObject({ freshness: 'fresh', nextAttemptAtMs: clock.nowMs() + minute });
    await pass(minute);
    expect(tracker.reads).toBe(2);
    attention.becomes('away');
    await pass(300);
    expect(sourceOf(scout).nextAttemptAtMs).toBe(clock.nowMs() - 300 + 13 * minute);
    await pass(12 * minute);
    expect(tracker.reads).toBe(2);
    await pass(minute);
    expect(tracker.reads).toBe(3);
  });

  it('is asked at once when somebody comes back after longer than that', async () => {
    attention.level = 'away';
    const scout = scoutOf();
    await scout.refresh();
    await pass(5 * minute);
    expect(tracker.reads).toBe(1);
    attention.becomes('near');
    await pass(0);
    expect(tracker.reads).toBe(2);
    expect(remote.probes).toBe(1);
  });

  it('is asked at once after the machine slept, and not before the server said', async () => {
    const scout = scoutOf();
    attention.level = 'near';
    await scout.refresh();
    clock.leap(3 * 60 * minute);
    await pass(30_000);
    await pass(0);
    expect(tracker.reads).toBe(2);
    expect(remote.probes).toBe(1);
    const retryAtMs = clock.nowMs() + 60 * minute;
    tracker.fails({ kind: 'rateLimited', host: 'github.example', resource: 'core', secondary: false, retryAtMs });
    await scout.refresh('user');
    clock.leap(10 * minute);
    await pass(30_000);
    expect(tracker.reads).toBe(3);
    while (clock.nowMs() < retryAtMs) await pass(minute);
    await pass(2_000);
    expect(tracker.reads).toBe(4);
  });

  it('is asked again though the clock was set back', async () => {
    const scout = scoutOf();
    await scout.refresh();
    clock.leap(-60 * minute);
    for (let passed = 0; passed < 10; passed++) await pass(minute);
    expect(tracker.reads).toBeGreaterThanOrEqual(10);
    scout.dispose();
  });

  it('recovers by itself from having started offline', async () => {
    tracker.fails({ kind: 'offline', host: 'github.example', detail: 'no network' });
    const scout = scoutOf();
    await scout.refresh();
    expect(sourceOf(scout).nextAttemptAtMs).toBe(clock.nowMs() + 5_000);
    tracker.says([issueOf('1')]);
    await pass(5_000);
    expect(sourceOf(scout)).toMatchObject({ freshness: 'fresh', error: null });
  });

  it('is asked at once on focus when the network may be back', async () => {
    attention.level = 'away';
    tracker.fails({ kind: 'offline', host: 'github.example', detail: 'no network' });
    const scout = scoutOf();
    await scout.refresh();
    for (let failure = 0; failure < 6; failure++) await pass(minute * 4);
    const { reads } = tracker;
    await pass(20_000);
    attention.becomes('watching');
    await pass(0);
    expect(tracker.reads).toBe(reads + 1);
  });

  it('is asked after a push and a commit that names an issue, and no more than every ten seconds', async () => {
    const scout = scoutOf();
    await scout.refresh();
    await pass(20_000);
    await move({ ...git, ahead: 0 });
    expect(tracker.reads).toBe(2);
    await move({ ...git, behind: 2 });
    expect(tracker.reads).toBe(2);
    await pass(10_000);
    expect(tracker.reads).toBe(3);
    const names = { hash: 'c', message: 'fixes #2', author: 'Dana', committedAtMs: 1 };
    await pass(20_000);
    await move({ ...git, head: 'c', ahead: 1, recentCommits: [names] });
    expect(tracker.reads).toBe(4);
  });

  it('publishes what it tells of itself, a few times a second, without reading', async () => {
    const scout = scoutOf();
    await scout.refresh();
    await pass(1_000);
    const before = published.length;
    for (let page = 0; page < 50; page++) {
      remote.tells({ progress: { done: page, total: 50 } });
      await pass(10);
    }
    await pass(300);
    expect(published.length - before).toBeLessThanOrEqual(4);
    expect(sourceOf(scout).remote?.progress).toEqual({ done: 49, total: 50 });
    expect(tracker.reads).toBe(1);
  });

  it('is found and asked anew when its tracker says so', async () => {
    const scout = scoutOf();
    await scout.refresh();
    tracker.changes();
    await settle();
    expect(tracker.reads).toBe(2);
    expect(scout.context?.sources).toHaveLength(1);
  });

  it('is asked anew after what is being read when its tracker says so meanwhile', async () => {
    const over = gate();
    tracker.whileReading = () => over.passed;
    const scout = scoutOf();
    const whole = scout.refresh();
    await settle();
    tracker.changes();
    await settle();
    over.open();
    await whole;
    await settle();
    expect(tracker.reads).toBe(2);
  });

  it('goes on from what was known when it is made anew, and no longer asks as before', async () => {
    const scout = scoutOf();
    await scout.refresh();
    const signals: AbortSignal[] = [];
    tracker.whileReading = (_, signal) => {
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
    tracker.rules = { ...plainRules };
    await scout.refresh();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    expect(tracker.resumed).toHaveLength(1);
    expect(sourceOf(scout)).toMatchObject({ error: null, nextAttemptAtMs: clock.nowMs() + minute });
  });

  it('is followed in the store where another process asks', async () => {
    const leads = { leads: () => false };
    store.stored = { ...readingOf(3), confirmedAtMs: clock.nowMs() - 1_000 };
    const scout = scoutOf({ leadership: leads });
    await scout.refresh();
    expect(tracker.reads).toBe(0);
    expect(sourceOf(scout)).toMatchObject({ freshness: 'fresh', confirmedAtMs: clock.nowMs() - 1_000 });
    await pass(30_000);
    store.stored = { ...readingOf(4), confirmedAtMs: clock.nowMs() };
    await pass(30_000);
    expect(scout.context?.issues).toHaveLength(4);
    expect(tracker.reads).toBe(0);
    expect(store.saved).toEqual([]);
  });

  it('is not asked by a run that finds what another said a moment ago', async () => {
    store.stored = { ...readingOf(3), confirmedAtMs: clock.nowMs() - 59_000 };
    const headless = { trustStoredMs: minute, fileWatcher: null, attention: null };
    const context = await scoutOf(headless).refresh('user');
    expect(tracker.reads).toBe(0);
    expect(context.sources[0]).toMatchObject({ freshness: 'fresh', confirmedAtMs: clock.nowMs() - 59_000 });
    store.stored = { ...readingOf(3), confirmedAtMs: clock.nowMs() - 61_000 };
    await scoutOf(headless).refresh('user');
    expect(tracker.reads).toBe(1);
    store.stored = { ...readingOf(3), confirmedAtMs: 0 };
    await scoutOf(headless).refresh('user');
    expect(tracker.reads).toBe(2);
  });

  it('has the phases it counts itself, also those remembered', async () => {
    const phases = [
      { name: 'v2', completed: 0, total: 4 },
      { name: 'v1', completed: 5, total: 30 },
    ];
    store.stored = { ...readingOf(3), confirmedAtMs: 5, phases };
    tracker.fails({ kind: 'offline', host: 'github.example', detail: 'no network' });
    const scout = scoutOf();
    await scout.refresh();
    expect(scout.context?.repositories[0]?.phase).toEqual({ name: 'v1', completed: 5, total: 30 });
  });

  it.each(['2-fix-cache', 'issue-2', 'feature/2', 'gh-2'])(
    'has the issue of the branch %s under way',
    async (branch) => {
      tracker.rules = { ...plainRules, branchBegins: true };
      git = { ...git, branch };
      const scout = scoutOf();
      const context = await scout.refresh();
      expect(context.repositories[0]?.currentIssue).toBe('fake:shop#2');
      expect(context.counts).toMatchObject({ inProgress: 1, ready: 1 });
      await move({ ...git, branch: 'main' });
      expect(scout.context?.counts).toMatchObject({ inProgress: 0, ready: 2 });
    },
  );

  describe('which follows the issues that branches name', () => {
    it('is told them once, and again when the branch is another one', async () => {
      git = { ...git, branch: '7-thing' };
      const scout = scoutOf();
      await scout.refresh();
      await scout.refresh();
      expect(remote.followed).toEqual([['7']]);
      await move({ ...git, branch: 'main' });
      await move({ ...git, branch: null, detached: true, returnsTo: 'fix/8', head: 'd' });
      expect(remote.followed).toEqual([['7'], [], ['8']]);
      expect(tracker.reads).toBe(1);
    });

    it('is told again when it is made anew', async () => {
      git = { ...git, branch: '7-thing' };
      const scout = scoutOf();
      await scout.refresh();
      tracker.remote = new FakeRemote();
      await scout.refresh();
      expect(tracker.remote.followed).toEqual([['7']]);
    });

    it('is asked again when it heard of one too late for the first reading, but not where that failed', async () => {
      remote.lacksFollowed = true;
      tracker.whileReading = () => {
        if (tracker.reads === 2) remote.lacksFollowed = false;
      };
      await scoutOf({ fileWatcher: null, attention: null }).refresh();
      expect(tracker.reads).toBe(2);
      remote.lacksFollowed = true;
      tracker.fails({ kind: 'offline', host: 'github.example', detail: 'no network' });
      await scoutOf({ fileWatcher: null, attention: null }).refresh();
      expect(tracker.reads).toBe(3);
    });

    it('is asked soon when the next branch names one it does not know, as with other news', async () => {
      const scout = scoutOf();
      await scout.refresh();
      await pass(20_000);
      await move({ ...git, branch: '2-cache' });
      expect(tracker.reads).toBe(1);
      remote.lacksFollowed = true;
      await move({ ...git, branch: '7-thing' });
      expect(tracker.reads).toBe(2);
      await move({ ...git, branch: '8-thing' });
      expect(tracker.reads).toBe(2);
      await pass(10_000);
      expect(tracker.reads).toBe(3);
    });
  });

  it('leaves no timer, no listener and no request behind', async () => {
    tracker.whileReading = (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      });
    const scout = scoutOf();
    const whole = scout.refresh();
    await settle();
    expect([remote.listening, tracker.listening, attention.listening]).toEqual([1, 1, 1]);
    remote.tells({ progress: { done: 1, total: 2 } });
    scout.dispose();
    await expect(whole).rejects.toThrow('closed');
    expect(clock.pending).toBe(0);
    expect([remote.listening, tracker.listening, attention.listening]).toEqual([0, 0, 0]);
    await settle();
    expect(clock.pending).toBe(0);
  });
});
