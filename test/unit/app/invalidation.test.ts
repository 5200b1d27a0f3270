import { beforeEach, describe, expect, it } from 'vitest';
import { ContextScout } from '../../../src/app/contextScout';
import { ok } from '../../../src/domain/result';
import { FakeAttention } from '../../fakes/fakeAttention';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeFileWatcher } from '../../fakes/fakeFileWatcher';
import { FakeTracker } from '../../fakes/fakeTracker';
import { cleanState } from '../../fakes/gitState';
import { issueOf } from '../../fakes/issues';
import { OneRepository } from '../../fakes/oneRepository';
import { scoutPorts } from '../../fakes/scoutPorts';

const root = '/w/shop';
const minute = 60_000;

describe('a scout that hears of changes', () => {
  let clock: FakeClock;
  let watcher: FakeFileWatcher;
  let tracker: FakeTracker;
  let workspace: OneRepository;
  let attention: FakeAttention;
  let gitReads: number;
  let scout: ContextScout;

  /** What was read since the last call. */
  const reads = (): { readonly source: number; readonly git: number } => {
    const counted = { source: tracker.reads, git: gitReads };
    tracker.reads = 0;
    gitReads = 0;
    return counted;
  };

  const pass = async (byMs: number): Promise<void> => {
    for (let passed = 0; passed < byMs; passed += 10) {
      clock.advance(Math.min(10, byMs - passed));
      for (let turn = 0; turn < 30; turn++) await Promise.resolve();
    }
  };

  beforeEach(async () => {
    clock = new FakeClock();
    watcher = new FakeFileWatcher();
    tracker = new FakeTracker([issueOf('s-1')]);
    workspace = new OneRepository(root);
    attention = new FakeAttention('away');
    gitReads = 0;
    scout = new ContextScout(scoutPorts({ clock, workspace, attention, fileWatcher: watcher, pollMs: () => 30_000 }), {
      folders: [root],
      trackers: [tracker],
      gitReader: {
        name: 'fake',
        read: () => {
          gitReads++;
          return Promise.resolve(ok(cleanState));
        },
      },
    });
    await scout.refresh();
    await pass(1_000);
    reads();
  });

  it('reads nothing when files of git are touched and say what they said', async () => {
    watcher.change(`${root}/.git`);
    await pass(1_000);
    expect(reads()).toEqual({ source: 0, git: 0 });
  });

  it('reads git once when it moved', async () => {
    workspace.head += '+';
    watcher.change(`${root}/.git`);
    await pass(1_000);
    expect(reads()).toEqual({ source: 0, git: 1 });
  });

  it('reads git when it is told to, moved or not', async () => {
    scout.gitMoved(root);
    await pass(1_000);
    expect(reads()).toEqual({ source: 0, git: 1 });
  });

  it('waits with all that is in a repository while git is at work there, and reads each once', async () => {
    workspace.lock = 'a';
    for (let at = 0; at < 20; at++) {
      watcher.change(`${root}/.fake`);
      await pass(100);
    }
    expect(reads()).toEqual({ source: 0, git: 0 });
    tracker.mark += '+';
    workspace.head += '+';
    workspace.lock = null;
    watcher.change(`${root}/.git`);
    await pass(1_000);
    expect(reads()).toEqual({ source: 1, git: 1 });
  });

  it('looks at all that is in a repository after git was at work there: events may have been lost', async () => {
    workspace.lock = 'a';
    watcher.change(`${root}/.git`);
    await pass(100);
    tracker.mark += '+';
    workspace.lock = null;
    await pass(1_000);
    expect(reads()).toEqual({ source: 1, git: 0 });
  });

  it('reads what moved while the machine slept, and nothing else', async () => {
    tracker.mark += '+';
    clock.leap(60 * minute);
    await pass(31_000);
    expect(reads()).toEqual({ source: 1, git: 0 });
    await pass(minute);
    expect(reads()).toEqual({ source: 0, git: 0 });
  });

  it('notices that the machine slept when somebody is back, before the beat', async () => {
    tracker.mark += '+';
    clock.leap(60 * minute);
    attention.becomes('watching');
    await pass(1_000);
    expect(reads()).toEqual({ source: 1, git: 0 });
  });

  it('reads all anew when the clock was set back: nothing was confirmed in the time to come', async () => {
    clock.leap(-60 * minute);
    await pass(31_000);
    expect(reads()).toEqual({ source: 1, git: 1 });
  });

  it('polls on in time though the clock was set back', async () => {
    watcher.break(`${root}/.fake`);
    watcher.unwatchable.add(`${root}/.fake`);
    await pass(1_000);
    clock.leap(-60 * minute);
    await pass(31_000);
    reads();
    await pass(31_000);
    expect(reads().source).toBe(1);
  });

  it('reads nothing for an hour in which nothing happens, and holds one timer', async () => {
    clock.advance(60 * minute);
    await pass(100);
    expect(reads()).toEqual({ source: 0, git: 0 });
    expect(clock.pending).toBe(1);
  });

  it('leaves no timer, also while it waits for git', async () => {
    workspace.lock = 'a';
    watcher.change(`${root}/.fake`);
    await pass(100);
    scout.dispose();
    await pass(100);
    expect(clock.pending).toBe(0);
  });
});
