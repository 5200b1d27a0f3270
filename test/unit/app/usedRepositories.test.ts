import { afterEach, describe, expect, it } from 'vitest';
import { RepositoryActivity } from '../../../src/app/repositoryActivity';
import { defaultActivityPolicy, type UseCount } from '../../../src/domain/repositoryActivity';
import { ok } from '../../../src/domain/result';
import type { UseStore } from '../../../src/ports/useStore';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeRemote } from '../../fakes/fakeRemote';
import { FakeTracker } from '../../fakes/fakeTracker';
import { issueOf } from '../../fakes/issues';
import { CountingStore } from '../../fakes/oneRepository';
import { minute, UnwatchedWindow } from './unwatchedWindow';

const names = Array.from({ length: 12 }, (_, at) => `r${String(at).padStart(2, '0')}`);
const root = (name: string): string => `/w/${name}`;

/** In the last repository: there are eleven that are used no less, so it is cold until somebody works there. */
class LastOnly extends FakeTracker {
  override discover: FakeTracker['discover'] = (home) =>
    home.name === 'r11' ? super.discover(home) : Promise.resolve([]);
}

describe('timers in a workspace of many repositories', () => {
  let at: UnwatchedWindow;
  const windowOf = async (tracker: FakeTracker, many = names, store = new CountingStore()): Promise<void> => {
    at = new UnwatchedWindow([tracker], { names: many, store });
    for (const name of many) at.watcher.unwatchable.add(`${root(name)}/.fake`).add(`${root(name)}/.git`);
    await at.scout.refresh();
    await at.pass(500);
  };

  afterEach(() => {
    at.scout.dispose();
    expect(at.clock.pending).toBe(0);
  });

  it('leave what belongs to a cold one alone until somebody works there', async () => {
    const tracker = new LastOnly([issueOf('s-1')]);
    await windowOf(tracker);
    const { reads } = tracker;
    await at.pass(5 * minute, 1_000);
    expect(tracker.reads).toBe(reads);
    expect(at.scout.context?.sources[0]).toMatchObject({ freshness: 'stale', nextAttemptAtMs: null });
    expect(at.scout.context?.repositories.map(({ freshness }) => freshness)).toEqual([
      ...names.slice(0, 10).map(() => 'fresh'),
      'stale',
      'stale',
    ]);
    at.scout.uses.usedFile('/w/r11/src/shop.ts');
    await at.pass(1_000);
    expect(tracker.reads).toBe(reads + 1);
    expect(at.scout.context?.sources[0]).toMatchObject({ freshness: 'fresh' });
    expect(at.scout.context?.repositories[11]?.freshness).toBe('fresh');
    await at.pass(minute);
    expect(tracker.reads).toBe(reads + 3);
  });

  it('go on in a cold one where a reading said that it is behind', async () => {
    const tracker = new LastOnly([issueOf('s-1')]);
    const whole = tracker.answer;
    if (whole.ok) tracker.answer = ok({ ...whole.value, readAgainInMs: 1 });
    await windowOf(tracker);
    const { reads } = tracker;
    await at.pass(1_000);
    expect(tracker.reads).toBeGreaterThan(reads);
    tracker.answer = whole;
    await at.pass(1_000);
    const enough = tracker.reads;
    await at.pass(5 * minute, 1_000);
    expect(tracker.reads).toBe(enough);
  });

  it('read everything where there are no more than ten', async () => {
    const tracker = new FakeTracker([issueOf('s-1')]);
    await windowOf(tracker, ['shop']);
    const { reads } = tracker;
    await at.pass(120 * minute, 27_000);
    expect(tracker.reads).toBeGreaterThan(reads + 200);
  });

  it('do not ask a server for a cold one, but a person who syncs does', async () => {
    const tracker = new LastOnly([issueOf('1')]);
    tracker.remote = new FakeRemote();
    await windowOf(tracker);
    const { reads } = tracker;
    await at.pass(30 * minute, 10_000);
    expect(tracker.reads).toBe(reads);
    await at.scout.sync('fake:r11');
    expect(tracker.reads).toBe(reads + 1);
    await at.pass(5 * minute, 10_000);
    expect(tracker.reads).toBe(reads + 2);
  });

  it('let go of what nobody confirmed or used, keep its rows with their age, and bring it back on demand', async () => {
    const tracker = new LastOnly([issueOf('1')]);
    tracker.remote = new FakeRemote();
    const store = new CountingStore();
    await windowOf(tracker, names, store);
    const confirmedAtMs = at.scout.context?.sources[0]?.confirmedAtMs ?? 0;
    await at.pass(29 * minute, 10_000);
    expect(tracker.forgotten).toBe(0);
    await at.pass(2 * minute, 10_000);
    expect(tracker.forgotten).toBe(1);
    await at.pass(120 * minute, 60_000);
    expect(tracker.forgotten).toBe(1);
    expect(at.scout.context?.issues).toHaveLength(1);
    expect(at.scout.context?.sources[0]).toMatchObject({ freshness: 'stale', confirmedAtMs });
    store.stored = { issues: [issueOf('1')], problems: [], via: 'x', confirmedAtMs, checkpoint: 'so far' };
    at.scout.uses.used(root('r11'));
    await at.pass(1_000);
    expect(tracker.resumed.at(-1)).toMatchObject({ checkpoint: 'so far' });
    expect(at.scout.context?.sources[0]?.freshness).toBe('fresh');
    await at.pass(60 * minute, 60_000);
    expect(tracker.forgotten).toBe(1);
  });

  it('take a move of HEAD for a use', async () => {
    await windowOf(new LastOnly([issueOf('s-1')]));
    expect(at.scout.uses.tierOf(root('r00'))).toBe('top');
    at.git = { ...at.git, head: 'f'.repeat(40) };
    at.workspace.head = '2';
    await at.pass(6_000);
    expect(at.scout.uses.tierOf(root('r00'))).toBe('active');
  });
});

it('sets no timer in a headless run, however many repositories there are', async () => {
  const at = new UnwatchedWindow([new FakeTracker([])], { names, fileWatcher: null, attention: null });
  await at.scout.refresh('user');
  await at.pass(100, 100);
  expect(at.clock.pending).toBe(0);
  at.scout.dispose();
});

describe('which repositories are used', () => {
  const clock = new FakeClock();
  const stored = new Map<string, UseCount>();
  const saves: ReadonlyMap<string, UseCount>[] = [];
  const useStore: UseStore = { load: () => stored, save: (counts) => void saves.push(counts) };
  const repositories = new Map(names.map((name) => [root(name), null]));
  const activityOf = (): RepositoryActivity =>
    new RepositoryActivity(
      { clock, useStore, activityPolicy: () => defaultActivityPolicy },
      () => repositories,
      () => undefined,
    );

  it('is known of the last run, and remembered once for a burst of uses and at the end', () => {
    stored.set(root('r11'), { score: 4, lastUsedAtMs: clock.nowMs() + 60 * minute });
    const activity = activityOf();
    expect(activity.tierOf(root('r11'))).toBe('active');
    clock.advance(61 * minute);
    expect(activity.tierOf(root('r11'))).toBe('top');
    for (let at = 0; at < 5; at++) {
      activity.used(root('r03'));
      clock.advance(1_500);
    }
    clock.advance(10_000);
    expect(saves).toHaveLength(1);
    expect(saves[0]?.get(root('r03'))?.score).toBeCloseTo(1, 2);
    activity.used(root('r04'));
    activity.dispose();
    activity.dispose();
    expect(saves).toHaveLength(2);
    expect(clock.pending).toBe(0);
  });

  it('is told of the innermost one a file lies in, and of no other', () => {
    repositories.set('/w/r01/nested', null);
    const activity = activityOf();
    for (const path of ['/w/r01/nested/a.ts', '/w/r0', '/w/r012/a.ts', '/elsewhere/a.ts', '']) activity.usedFile(path);
    expect(activity.tierOf('/w/r01/nested')).toBe('active');
    expect(activity.tierOf(root('r01'))).not.toBe('active');
    activity.used('/nowhere');
    expect(activity.tierOf('/nowhere')).toBe('top');
    activity.dispose();
  });
});
