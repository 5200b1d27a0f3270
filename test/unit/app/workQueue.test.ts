import { describe, expect, it } from 'vitest';
import { WorkQueue, type Work } from '../../../src/app/workQueue';

describe('WorkQueue', () => {
  it('merges wishes made before a run begins', async () => {
    const runs: Work[] = [];
    const queue = new WorkQueue((work) => Promise.resolve(runs.push(work)));
    await Promise.all([
      queue.ask({ kind: 'source', id: 'a' }),
      queue.ask({ kind: 'source', id: 'b' }),
      queue.ask({ kind: 'repository', root: '/r' }),
    ]);
    expect(runs).toEqual([
      { workspace: false, everything: false, sources: new Set(['a', 'b']), repositories: new Set(['/r']) },
    ]);
  });

  it('never runs twice at once and serves a late wish with the next run', async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    const releases: (() => void)[] = [];
    const queue = new WorkQueue(async () => {
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => releases.push(resolve));
      running--;
      return ++runs;
    });
    const first = queue.ask({ kind: 'everything' });
    await Promise.resolve();
    await Promise.resolve();
    const late = queue.ask({ kind: 'everything' });
    releases[0]?.();
    expect(await first).toBe(1);
    while (releases.length < 2) await Promise.resolve();
    releases[1]?.();
    expect(await late).toBe(2);
    expect(most).toBe(1);
  });

  it('goes on after a run that failed', async () => {
    let fail = true;
    const queue = new WorkQueue(() => (fail ? Promise.reject(new Error('no')) : Promise.resolve('yes')));
    await expect(queue.ask({ kind: 'everything' })).rejects.toThrow('no');
    fail = false;
    expect(await queue.ask({ kind: 'everything' })).toBe('yes');
  });
});
