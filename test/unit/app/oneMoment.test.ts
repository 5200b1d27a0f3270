import { beforeEach, describe, expect, it } from 'vitest';
import { ContextScout } from '../../../src/app/contextScout';
import type { ProjectContext } from '../../../src/domain/context';
import type { GitState } from '../../../src/domain/git';
import { err, ok } from '../../../src/domain/result';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeFileWatcher } from '../../fakes/fakeFileWatcher';
import { FakeTracker } from '../../fakes/fakeTracker';
import { cleanState } from '../../fakes/gitState';
import { issueOf } from '../../fakes/issues';
import { OneRepository } from '../../fakes/oneRepository';
import { scoutPorts } from '../../fakes/scoutPorts';

const root = '/w/shop';

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 300; turn++) await Promise.resolve();
};

describe('one moment', () => {
  let clock: FakeClock;
  let watcher: FakeFileWatcher;
  let tracker: FakeTracker;
  let workspace: OneRepository;
  let git: GitState;
  let gitReads: number;
  let whileGitIsRead: () => void | Promise<void>;
  let published: ProjectContext[];
  let scout: ContextScout;

  /** HEAD and a record move together, and say so. */
  const moveAll = (to: string): void => {
    workspace.head = to;
    git = { ...git, head: to };
    tracker.says([issueOf('s-1', { title: to })]);
  };
  const shown = ({ consistency, repositories, issues }: ProjectContext): unknown => [
    consistency,
    repositories[0]?.git?.head,
    issues[0]?.issue.title,
  ];
  const edit = async (): Promise<void> => {
    watcher.change(`${root}/.fake`);
    clock.advance(30);
    await settle();
  };

  beforeEach(() => {
    clock = new FakeClock();
    watcher = new FakeFileWatcher();
    tracker = new FakeTracker([]);
    workspace = new OneRepository(root);
    git = cleanState;
    gitReads = 0;
    whileGitIsRead = () => undefined;
    published = [];
    moveAll('one');
    const gitReader = {
      name: 'fake',
      read: async () => {
        gitReads++;
        await whileGitIsRead();
        return ok(git);
      },
    };
    scout = new ContextScout(scoutPorts({ clock, workspace, fileWatcher: watcher }), {
      folders: [root],
      trackers: [tracker],
      gitReader,
    });
    scout.onDidChange(({ context }) => published.push(context));
  });

  it('reads git again that moved untold while a file was read, and publishes that as one', async () => {
    await scout.refresh();
    moveAll('two');
    await edit();
    expect(published.map(shown)).toEqual([
      ['strict', 'one', 'one'],
      ['eventual', 'one', 'two'],
      ['strict', 'two', 'two'],
    ]);
  });

  it('reads a file again that moved untold after it was read, while git was', async () => {
    whileGitIsRead = () => {
      if (gitReads === 1) moveAll('two');
    };
    expect(shown(await scout.refresh())).toEqual(['strict', 'two', 'two']);
    expect(published.filter(({ consistency }) => consistency === 'strict').map(shown)).toEqual([
      ['strict', 'two', 'two'],
    ]);
  });

  it('does not call of one moment what a reading brings that goes on while it is looked', async () => {
    await scout.refresh();
    const releases: (() => void)[] = [];
    const hold = (): Promise<void> => new Promise((resolve) => releases.push(resolve));
    // The file moves while it is read, so it is read again; and once more, since it is told to have moved meanwhile.
    tracker.whileReading = () => {
      tracker.says([issueOf('s-1', { title: 'two' })]);
      tracker.whileReading = hold;
    };
    await edit();
    await edit();
    releases.shift()?.();
    await settle();
    expect([tracker.reads, releases.length]).toEqual([4, 1]);
    whileGitIsRead = hold;
    scout.gitMoved(root);
    workspace.head += ' ';
    clock.advance(300);
    await settle();
    workspace.head = workspace.head.trim();
    expect([gitReads, releases.length]).toEqual([2, 2]);
    releases.shift()?.();
    await settle();
    moveAll('three');
    tracker.whileReading = () => undefined;
    whileGitIsRead = () => undefined;
    for (const release of releases) release();
    await settle();
    clock.advance(300);
    await settle();
    expect(published.filter(({ consistency }) => consistency === 'strict').map(shown)).toEqual([
      ['strict', 'one', 'one'],
      ['strict', 'three', 'three'],
    ]);
  });

  it('does not let rows wait for a slow look', async () => {
    await scout.refresh();
    let release = (): void => undefined;
    workspace.gitFingerprint = () =>
      new Promise((resolve) => {
        release = () => {
          resolve(workspace.head);
        };
      });
    tracker.says([issueOf('s-1', { title: 'two' })]);
    await edit();
    expect(published).toHaveLength(1);
    clock.advance(10);
    await settle();
    expect(published.map(shown).slice(1)).toEqual([['eventual', 'one', 'two']]);
    release();
    await settle();
    expect(published.map(shown).slice(2)).toEqual([['strict', 'one', 'two']]);
  });

  it('says eventual of what nothing tells of', async () => {
    workspace.gitFingerprint = () => Promise.resolve(null as unknown as string);
    expect((await scout.refresh()).consistency).toBe('eventual');
    expect([gitReads, tracker.reads]).toEqual([1, 1]);
    expect(clock.pending).toBeLessThan(4);
  });

  it('does not look again when nothing but the time passed', async () => {
    tracker.says([issueOf('s-1', { deferUntilMs: clock.nowMs() + 60_000 })]);
    await scout.refresh();
    let looks = 0;
    workspace.gitStamps = () => {
      looks++;
      return Promise.resolve('');
    };
    clock.advance(60_001);
    await settle();
    expect(scout.context).toMatchObject({ consistency: 'strict', counts: { ready: 1 } });
    expect(looks).toBe(0);
  });

  it('tries again, ever less often, when something did not stand still', async () => {
    tracker.whileReading = () => {
      tracker.says([issueOf('s-1', { title: 'moves' })]);
    };
    expect((await scout.refresh()).consistency).toBe('eventual');
    expect(tracker.reads).toBe(3);
    // Told of again, it is read once, not thrice.
    await edit();
    expect(tracker.reads).toBe(4);
    clock.advance(1_000);
    await settle();
    expect(tracker.reads).toBe(6);
    tracker.whileReading = () => undefined;
    clock.advance(1_999);
    await settle();
    expect([tracker.reads, scout.context?.consistency]).toEqual([6, 'eventual']);
    clock.advance(1);
    await settle();
    expect([tracker.reads, scout.context?.consistency]).toEqual([7, 'strict']);
  });

  it('shows what was known last as cached while git cannot be read', async () => {
    await scout.refresh();
    const failing = {
      name: 'fake',
      read: () => Promise.resolve(err({ kind: 'programMissing', program: 'git' } as const)),
    };
    const context = await scout.rescope({ folders: [root], trackers: [tracker], gitReader: failing });
    expect(shown(context)).toEqual(['cached', 'one', 'one']);
  });

  it('publishes nothing when what was read says the same and a watch vouches for it', async () => {
    const first = await scout.refresh();
    await edit();
    expect(tracker.reads).toBe(2);
    expect(await scout.refresh()).toBe(first);
    expect([tracker.reads, gitReads, published.length]).toEqual([3, 2, 1]);
  });

  it('publishes that a polled source was confirmed though it says the same', async () => {
    tracker.polled = true;
    const first = await scout.refresh();
    clock.advance(1_000);
    const second = await scout.refresh();
    expect(second.revision).toBe(first.revision + 1);
    expect(second.sources[0]?.confirmedAtMs).toBe(clock.nowMs());
    expect(second.issues[0]).toBe(first.issues[0]);
  });

  it('leaves no timer behind', async () => {
    tracker.whileReading = () => {
      tracker.says([issueOf('s-1')]);
    };
    await scout.refresh();
    scout.dispose();
    expect(clock.pending).toBe(0);
  });
});
