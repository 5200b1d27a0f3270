import { beforeEach, describe, expect, it } from 'vitest';
import { unreadSource, type SourceState } from '../../../src/app/sourceState';
import { WorkspaceWatch, type Wish } from '../../../src/app/workspaceWatch';
import type { Home } from '../../../src/ports/workspace';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeFileWatcher } from '../../fakes/fakeFileWatcher';
import { FakeLog } from '../../fakes/fakeLog';
import { FakeTracker } from '../../fakes/fakeTracker';
import { OneRepository } from '../../fakes/oneRepository';

const root = '/w/shop';
const home: Home = { root, name: 'shop', isGit: true, within: null };
const never = new AbortController().signal;
const minute = 60_000;

describe('what is watched of a workspace', () => {
  let clock: FakeClock;
  let watcher: FakeFileWatcher;
  let log: FakeLog;
  let tracker: FakeTracker;
  let sources: readonly SourceState[];
  let wishes: Wish[];
  let watch: WorkspaceWatch;

  const begin = (): Promise<void> => watch.watchWhatIs(sources, [home], [tracker], never);
  const unwatched = (): readonly (string | null)[] => [watch.whyUnwatched('fake:shop'), watch.whyGitUnwatched(root)];

  beforeEach(async () => {
    clock = new FakeClock();
    watcher = new FakeFileWatcher();
    log = new FakeLog();
    tracker = new FakeTracker([]);
    sources = (await tracker.discover(home)).map((source) => unreadSource(source, home));
    wishes = [];
    const workspace = new OneRepository(root);
    watch = new WorkspaceWatch({ clock, log, fileWatcher: watcher, remotes: null, workspace }, (wish) => {
      wishes.push(wish);
    });
  });

  it('tells of a source, of git, and of what comes and goes', async () => {
    await begin();
    expect(unwatched()).toEqual([null, null]);
    for (const folder of [`${root}/.fake`, `${root}/.git`, root]) watcher.change(folder);
    clock.advance(100);
    expect(wishes).toEqual([
      { kind: 'source', id: 'fake:shop' },
      { kind: 'repository', root, told: false },
      { kind: 'workspace', root },
    ]);
  });

  it('passes on that somebody knows that git moved, together with what the files say', async () => {
    await begin();
    watcher.change(`${root}/.git`);
    watch.gitMoved(root);
    clock.advance(100);
    watcher.change(`${root}/.git`);
    clock.advance(1_000);
    expect(wishes).toEqual([
      { kind: 'repository', root, told: true },
      { kind: 'repository', root, told: false },
    ]);
    watch.gitMoved('/w/elsewhere');
    expect(wishes.at(-1)).toEqual({ kind: 'repository', root: '/w/elsewhere', told: true });
  });

  it('needs no reading for what was told before somebody read', async () => {
    await begin();
    watcher.change(`${root}/.fake`);
    watch.served('fake:shop');
    clock.advance(100);
    expect(wishes).toEqual([]);
    watcher.change(`${root}/.fake`);
    clock.advance(100);
    expect(wishes).toHaveLength(1);
  });

  it('says why a watch cannot work, once in the log, and wants a reading in place of it', async () => {
    watcher.unwatchable.add(`${root}/.fake`).add(`${root}/.git`);
    await begin();
    expect(unwatched()).toEqual(['no more watches', 'no more watches']);
    expect([watch.vouchesFor('fake:shop'), watch.vouchesForGit(root)]).toEqual([false, false]);
    expect(wishes.map(({ kind }) => kind)).toEqual(['source', 'repository']);
    clock.advance(10 * minute);
    expect(wishes).toHaveLength(2);
    expect(log.lines.filter((line) => line.includes('not watched'))).toHaveLength(2);
  });

  it('watches again once it can, and reads what moved meanwhile', async () => {
    await begin();
    watcher.break(`${root}/.fake`);
    watcher.break(`${root}/.git`);
    expect(unwatched()).toEqual(['no more watches', 'no more watches']);
    wishes.length = 0;
    const { begun } = watcher;
    clock.advance(59_000);
    expect(watcher.begun).toBe(begun);
    clock.advance(1_000);
    expect(unwatched()).toEqual([null, null]);
    expect(wishes.map(({ kind }) => kind)).toEqual(['source', 'repository']);
    watcher.change(`${root}/.fake`);
    clock.advance(100);
    expect(wishes).toHaveLength(3);
  });

  it('ends what it holds of a watch that broke', async () => {
    await begin();
    watcher.break(`${root}/.git`);
    expect(watcher.folders).not.toContain(`${root}/.git`);
  });

  it('says that a watch is but a hint where other machines write, and follows it all the same', async () => {
    watcher.hints.set(`${root}/.fake`, 'It is far away.');
    await begin();
    expect(unwatched()).toEqual(['It is far away.', null]);
    expect([watch.vouchesFor('fake:shop'), watch.vouchesForGit(root)]).toEqual([false, true]);
    watcher.change(`${root}/.fake`);
    clock.advance(100);
    expect(wishes).toEqual([{ kind: 'source', id: 'fake:shop' }]);
    watcher.hints.clear();
    await begin();
    expect(unwatched()).toEqual([null, null]);
  });

  it('takes a folder that comes later for what the one above it is', async () => {
    watcher.hints.set(root, 'It is far away.');
    sources = [];
    await begin();
    const [source] = await tracker.discover(home);
    if (source === undefined) throw new Error('no source');
    expect(watch.watchSource(source)).toBe(true);
    expect(watch.whyUnwatched('fake:shop')).toBe('It is far away.');
  });

  it('leaves no watch and no timer', async () => {
    watcher.unwatchable.add(`${root}/.git`);
    await begin();
    watcher.change(`${root}/.fake`);
    watch.dispose();
    expect(watcher.folders).toEqual([]);
    expect(clock.pending).toBe(0);
    await begin();
    expect(watcher.folders).toEqual([]);
    watch.gitMoved(root);
    expect(clock.pending).toBe(0);
  });
});
