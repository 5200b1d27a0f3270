import { beforeEach, describe, expect, it } from 'vitest';
import { ContextScout } from '../../../src/app/contextScout';
import type { ContextChange } from '../../../src/app/contextBuilder';
import type { GitState } from '../../../src/domain/git';
import { err, ok } from '../../../src/domain/result';
import type { GitReader } from '../../../src/ports/gitReader';
import type { StoredReading } from '../../../src/ports/issueStore';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeFileWatcher } from '../../fakes/fakeFileWatcher';
import { FakeTracker } from '../../fakes/fakeTracker';
import { cleanState } from '../../fakes/gitState';
import { blocks, issueOf } from '../../fakes/issues';
import { CountingStore, OneRepository } from '../../fakes/oneRepository';
import { scoutPorts } from '../../fakes/scoutPorts';

const root = '/w/shop';

const git: GitState = { ...cleanState, branch: 'feat/s-1-cart', unstaged: 1 };

const earlier: StoredReading = {
  issues: [issueOf('s-9')],
  problems: [],
  via: 'cache',
  confirmedAtMs: 5,
  checkpoint: 'so far',
};

/** Lets promises that are ready settle. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
};

describe('ContextScout', () => {
  let clock: FakeClock;
  let watcher: FakeFileWatcher;
  let tracker: FakeTracker;
  let workspace: OneRepository;
  let store: CountingStore;
  let published: ContextChange[];
  let gitReads: number;
  let rememberAfterMs: number;
  let complaints: string[];

  const countingGit: GitReader = {
    name: 'fake',
    read: () => {
      gitReads++;
      return Promise.resolve(ok(git));
    },
  };

  const scoutOf = (quickGitReader: GitReader | null = null, gitReader: GitReader = countingGit): ContextScout => {
    const scout = new ContextScout(
      scoutPorts({
        clock,
        workspace,
        store,
        quickGitReader,
        rememberAfterMs,
        onNotRemembered: (why) => complaints.push(why),
        pollMs: () => 30_000,
        fileWatcher: watcher,
      }),
      {
        folders: [root],
        trackers: [tracker],
        gitReader,
      },
    );
    scout.onDidChange((change) => published.push(change));
    return scout;
  };

  beforeEach(() => {
    clock = new FakeClock();
    watcher = new FakeFileWatcher();
    tracker = new FakeTracker([issueOf('s-1'), issueOf('s-2', { edges: [blocks('s-1')] })]);
    workspace = new OneRepository(root);
    store = new CountingStore();
    published = [];
    gitReads = 0;
    rememberAfterMs = 0;
    complaints = [];
  });

  it('publishes one strict snapshot of issues, git and project', async () => {
    const context = await scoutOf().refresh();
    expect(context).toMatchObject({
      revision: 1,
      consistency: 'strict',
      staleAfterMs: null,
      counts: { ready: 1, blocked: 1 },
    });
    expect(context.repositories[0]).toMatchObject({ git, project: { name: 'shop' }, currentIssue: 'fake:shop#s-1' });
    expect(context.sources[0]).toMatchObject({ id: 'fake:shop', freshness: 'live', error: null });
    expect(published.map(({ context: { revision } }) => revision)).toEqual([1]);
  });

  it('does not wait for git before the first rows, when files can tell the branch', async () => {
    const branchOnly: GitState = { ...git, unstaged: null };
    const scout = scoutOf({ name: 'quick', read: () => Promise.resolve(ok(branchOnly)) });
    await scout.refresh();
    expect(published.map(({ context }) => [context.issues.length, context.repositories[0]?.git?.unstaged])).toEqual([
      [2, null],
      [2, 1],
    ]);
    expect(tracker.reads).toBe(1);
    await scout.refresh();
    expect(published).toHaveLength(2);
  });

  it('shows what is read while a repository takes its time', async () => {
    let release = (): void => undefined;
    const slow: GitReader = {
      name: 'slow',
      read: () =>
        new Promise((resolve) => {
          release = () => {
            resolve(ok(git));
          };
        }),
    };
    const branchOnly: GitReader = { name: 'quick', read: () => Promise.resolve(ok({ ...git, unstaged: null })) };
    const scout = scoutOf(branchOnly, slow);
    const whole = scout.refresh();
    await settle();
    expect(scout.context?.issues).toHaveLength(2);
    expect(scout.syncing).toBe(true);
    tracker.says([issueOf('s-5')]);
    watcher.change(`${root}/.fake`);
    clock.advance(50);
    await settle();
    clock.advance(50);
    expect(scout.context).toMatchObject({ consistency: 'eventual', counts: { ready: 1, blocked: 0 } });
    release();
    expect(await whole).toMatchObject({ consistency: 'strict', repositories: [{ git: { unstaged: 1 } }] });
  });

  it('serves callers who wait at the same time with one reading', async () => {
    const scout = scoutOf();
    const contexts = await Promise.all([scout.refresh(), scout.refresh(), scout.refresh()]);
    expect(new Set(contexts).size).toBe(1);
    expect(tracker.reads).toBe(1);
  });

  it('reads only the source whose file changed, once for a burst of events', async () => {
    const scout = scoutOf();
    await scout.refresh();
    tracker.says([issueOf('s-1', { trackerStatus: 'closed' }), issueOf('s-2', { edges: [blocks('s-1')] })]);
    for (let event = 0; event < 5; event++) watcher.change(`${root}/.fake`);
    clock.advance(50);
    await settle();
    expect(tracker.reads).toBe(2);
    expect(gitReads).toBe(1);
    expect(scout.context?.counts).toMatchObject({ ready: 1, blocked: 0, done: 1 });
  });

  it('keeps issue objects that did not change', async () => {
    const scout = scoutOf();
    const kept = issueOf('s-3');
    tracker.says([issueOf('s-1'), kept]);
    const before = await scout.refresh();
    tracker.says([issueOf('s-1', { title: 'New' }), kept]);
    const after = await scout.refresh();
    const find = (context: typeof before): unknown => context.issues.find(({ key }) => key === 'fake:shop#s-3');
    expect(find(after)).toBe(find(before));
    expect(published[1]?.changed).toEqual(['fake:shop#s-1']);
  });

  it('keeps the last good data when a source fails, says so, and tries again', async () => {
    const scout = scoutOf();
    await scout.refresh();
    tracker.fails({ kind: 'forbidden', path: 'fake.jsonl' });
    const failed = await scout.refresh();
    expect(failed.issues).toHaveLength(2);
    expect(failed.consistency).toBe('cached');
    expect(failed.sources[0]?.error?.failure.kind).toBe('forbidden');
    tracker.says([issueOf('s-1')]);
    clock.advance(5_001);
    await settle();
    expect(scout.context?.sources[0]?.error).toBeNull();
    expect(scout.context?.issues).toHaveLength(1);
  });

  it('falls back on what an earlier run remembered when the first reading fails', async () => {
    store.stored = earlier;
    tracker.fails({ kind: 'notFound', path: 'fake.jsonl' });
    const context = await scoutOf().refresh();
    expect(context.issues.map(({ issue: { id } }) => id)).toEqual(['s-9']);
    expect(context).toMatchObject({ consistency: 'cached', sources: [{ confirmedAtMs: 5, freshness: 'stale' }] });
  });

  it('remembers a reading once, not again while it is the same', async () => {
    const scout = scoutOf();
    await scout.refresh();
    await scout.refresh();
    clock.advance(0);
    await settle();
    expect(store.saved).toHaveLength(1);
    clock.advance(300_000);
    await scout.refresh();
    clock.advance(0);
    await settle();
    expect(store.saved.map(({ confirmedAtMs }) => confirmedAtMs)).toEqual([clock.nowMs() - 300_000, clock.nowMs()]);
  });

  it('shows what an earlier run remembered before the tracker was read, and says that it is', async () => {
    store.stored = earlier;
    let release = (): void => undefined;
    tracker.whileReading = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const scout = scoutOf();
    const whole = scout.refresh();
    await settle();
    clock.advance(50);
    expect(scout.context?.issues.map(({ issue }) => issue)).toEqual(earlier.issues);
    expect(scout.context).toMatchObject({ consistency: 'cached', sources: [{ confirmedAtMs: 5, freshness: 'stale' }] });
    expect(tracker.resumed).toEqual([earlier]);
    release();
    expect(await whole).toMatchObject({ consistency: 'strict', counts: { ready: 1, blocked: 1 } });
  });

  it('writes nothing when the tracker says what was remembered a moment ago', async () => {
    const { issues, problems, via, checkpoint } = earlier;
    tracker.answer = ok({ issues, problems: [...problems], via, checkpoint });
    store.stored = { ...earlier, confirmedAtMs: clock.nowMs() - 1_000 };
    await scoutOf().refresh();
    clock.advance(2_000);
    expect(store.saved).toEqual([]);
  });

  it('reads from scratch and remembers that at once when told to rebuild', async () => {
    rememberAfterMs = 2_000;
    const scout = scoutOf();
    const before = await scout.refresh();
    const after = await scout.rebuild();
    expect(tracker.forgotten).toBe(1);
    expect(after.issues).toEqual(before.issues);
    expect(store.saved).toHaveLength(1);
  });

  it('writes what waits when the window ends', async () => {
    rememberAfterMs = 2_000;
    const scout = scoutOf();
    await scout.refresh();
    expect(store.saved).toEqual([]);
    await scout.flush();
    expect(store.saved).toHaveLength(1);
  });

  it('works from memory where nothing can be remembered, and says so once', async () => {
    store.save = () => Promise.resolve(err({ kind: 'notWritable', path: '/cache', detail: 'read-only.' }));
    const scout = scoutOf();
    await scout.refresh();
    tracker.says([issueOf('s-4')]);
    await scout.refresh();
    await scout.flush();
    expect(scout.context?.issues.map(({ issue: { id } }) => id)).toEqual(['s-4']);
    expect(complaints).toEqual(['/cache cannot be written: read-only.']);
  });

  it('hands what is known to a source that is made anew', async () => {
    const scout = scoutOf();
    await scout.refresh();
    const next = new FakeTracker([issueOf('s-1')]);
    await scout.rescope({ folders: [root], trackers: [next], gitReader: countingGit });
    expect(next.resumed.map(({ issues }) => issues.length)).toEqual([2]);
  });

  it('reads again what moved while it was read', async () => {
    tracker.whileReading = () => {
      if (tracker.reads === 1) tracker.says([issueOf('s-7')]);
    };
    const context = await scoutOf().refresh();
    expect([context.issues.map(({ issue }) => issue.id), context.consistency]).toEqual([['s-7'], 'strict']);
  });

  it('says eventual when the files never stop moving', async () => {
    tracker.whileReading = () => {
      tracker.says([issueOf('s-7')]);
    };
    const context = await scoutOf().refresh();
    expect(context.consistency).toBe('eventual');
    expect(tracker.reads).toBe(3);
  });

  it('finds a tracker that appears later, and forgets one that went', async () => {
    tracker.present = false;
    const scout = scoutOf();
    expect((await scout.refresh()).sources).toEqual([]);
    tracker.present = true;
    watcher.change(root);
    clock.advance(100);
    await settle();
    expect(scout.context?.issues).toHaveLength(2);
    tracker.present = false;
    await scout.refresh();
    expect(scout.context?.issues).toEqual([]);
    expect(watcher.folders).toEqual([root, `${root}/.fake`, `${root}/.git`]);
  });

  it('finds a tracker whose folder was there before anything in it', async () => {
    tracker.present = false;
    const scout = scoutOf();
    await scout.refresh();
    tracker.present = true;
    watcher.change(`${root}/.fake`);
    clock.advance(100);
    await settle();
    expect(scout.context?.sources.map(({ id }) => id)).toEqual(['fake:shop']);
  });

  it('polls a source whose watcher broke', async () => {
    const scout = scoutOf();
    await scout.refresh();
    watcher.break(`${root}/.fake`);
    await settle();
    expect(scout.context?.sources[0]?.freshness).toBe('fresh');
    const { reads } = tracker;
    clock.advance(30_001);
    await settle();
    expect(tracker.reads).toBe(reads + 1);
  });

  it('does not try again and again to watch what cannot be watched, and polls git then', async () => {
    watcher.unwatchable.add(root).add(`${root}/.git`);
    const scout = scoutOf();
    await scout.refresh();
    await settle();
    clock.advance(1_000);
    await settle();
    expect(watcher.begun).toBeLessThan(10);
    const before = gitReads;
    workspace.head = '2';
    clock.advance(5_000);
    await settle();
    expect(gitReads).toBe(before + 1);
  });

  it('watches the file a reading found, and reads once more', async () => {
    const scout = scoutOf();
    await scout.refresh();
    tracker.watched = 'other.jsonl';
    await scout.refresh();
    await settle();
    expect(watcher.namesIn(`${root}/.fake`)).toEqual(['other.jsonl']);
    const { reads } = tracker;
    watcher.change(`${root}/.fake`);
    clock.advance(50);
    await settle();
    expect(tracker.reads).toBe(reads + 1);
  });

  it('works with the new trackers though an old one was being read', async () => {
    const scout = scoutOf();
    await scout.refresh();
    let release = (): void => undefined;
    tracker.whileReading = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    watcher.change(`${root}/.fake`);
    clock.advance(50);
    await settle();
    const next = new FakeTracker([issueOf('n-1')]);
    const rescoped = scout.rescope({ folders: [root], trackers: [next], gitReader: countingGit });
    await settle();
    release();
    expect((await rescoped).issues.map(({ issue: { id } }) => id)).toEqual(['n-1']);
    const { reads } = tracker;
    watcher.change(`${root}/.fake`);
    clock.advance(50);
    await settle();
    expect(tracker.reads).toBe(reads);
  });

  it('lets an issue become ready when its deferral ends', async () => {
    tracker.says([issueOf('s-1', { deferUntilMs: clock.nowMs() + 60_000 })]);
    const scout = scoutOf();
    expect((await scout.refresh()).counts.deferred).toBe(1);
    clock.advance(60_001);
    await settle();
    expect(scout.context?.counts).toMatchObject({ deferred: 0, ready: 1 });
    expect(tracker.reads).toBe(1);
  });

  it('leaves no timer and no watch behind', async () => {
    rememberAfterMs = 2_000;
    const scout = scoutOf();
    tracker.says([issueOf('s-1', { deferUntilMs: clock.nowMs() + 60_000 })]);
    await scout.refresh();
    watcher.change(`${root}/.fake`);
    scout.dispose();
    expect(clock.pending).toBe(0);
    expect(watcher.folders).toEqual([]);
    await expect(scout.refresh()).rejects.toThrow('closed');
  });
});
