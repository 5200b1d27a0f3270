import { beforeEach, describe, expect, it } from 'vitest';
import { GitPauses } from '../../../src/app/gitPauses';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeLog } from '../../fakes/fakeLog';
import { OneRepository } from '../../fakes/oneRepository';

const root = '/w/shop';

describe('waiting for git', () => {
  let clock: FakeClock;
  let workspace: OneRepository;
  let pauses: GitPauses;
  let abort: AbortController;

  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };

  const pass = async (byMs: number): Promise<void> => {
    for (let passed = 0; passed < byMs; passed += 10) {
      clock.advance(10);
      await settle();
    }
  };

  /** How long it waits, and what it says. */
  const waited = async (): Promise<{ readonly ms: number; readonly wasAtWork: boolean }> => {
    const begunMs = clock.nowMs();
    const said: boolean[] = [];
    void pauses.untilDone(root).then((wasAtWork) => said.push(wasAtWork));
    await settle();
    while (said.length === 0 && clock.nowMs() - begunMs < 20_000) await pass(10);
    const [wasAtWork] = said;
    if (wasAtWork === undefined) throw new Error('it waits for good');
    return { ms: clock.nowMs() - begunMs, wasAtWork };
  };

  beforeEach(() => {
    clock = new FakeClock();
    workspace = new OneRepository(root);
    abort = new AbortController();
    pauses = new GitPauses({ clock, log: new FakeLog(), workspace }, abort.signal);
  });

  it('takes no time where git is not at work', async () => {
    expect(await waited()).toEqual({ ms: 0, wasAtWork: false });
    expect(clock.pending).toBe(0);
  });

  it('ends a moment after the lock went', async () => {
    workspace.lock = 'a';
    clock.schedule(1_000, () => (workspace.lock = null));
    const { ms, wasAtWork } = await waited();
    expect(wasAtWork).toBe(true);
    expect(ms).toBeGreaterThanOrEqual(1_060);
    expect(ms).toBeLessThan(1_150);
  });

  it('goes on through the steps of a rebase', async () => {
    workspace.lock = 'a';
    for (let step = 1; step <= 10; step++) {
      clock.schedule(step * 100, () => (workspace.lock = null));
      clock.schedule(step * 100 + 30, () => (workspace.lock = step < 10 ? String(step) : null));
    }
    expect((await waited()).ms).toBeGreaterThan(1_000);
  });

  it('ends after five seconds, and takes none for that lock again', async () => {
    workspace.lock = 'left';
    const first = await waited();
    expect(first.ms).toBeGreaterThanOrEqual(4_900);
    expect(first.ms).toBeLessThan(6_500);
    await pass(1_000);
    expect(await waited()).toEqual({ ms: 0, wasAtWork: false });
    workspace.lock = 'another';
    clock.schedule(200, () => (workspace.lock = null));
    expect((await waited()).wasAtWork).toBe(true);
    workspace.lock = 'left';
    clock.schedule(200, () => (workspace.lock = null));
    expect((await waited()).wasAtWork).toBe(true);
  });

  it('is two seconds where signs keep coming under that lock: somebody does hold it', async () => {
    workspace.lock = 'held';
    await waited();
    const { ms } = await waited();
    expect(ms).toBeGreaterThanOrEqual(1_900);
    expect(ms).toBeLessThan(2_500);
    await pass(1_000);
    expect((await waited()).ms).toBe(0);
  });

  it('is five seconds whatever the clock is set to meanwhile', async () => {
    workspace.lock = 'left';
    let over = false;
    void pauses.untilDone(root).then(() => (over = true));
    await pass(100);
    clock.leap(-3_600_000);
    await pass(6_500);
    expect(over).toBe(true);
  });

  it('ends with the window, and leaves no timer', async () => {
    workspace.lock = 'a';
    const waiting = pauses.untilDone(root);
    await pass(100);
    abort.abort(new Error('closed'));
    pauses.dispose();
    await expect(waiting).rejects.toThrow('closed');
    expect(clock.pending).toBe(0);
  });
});
