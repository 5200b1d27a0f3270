import { afterEach, describe, expect, it } from 'vitest';
import { toContextJson } from '../../../src/protocol/contextJson';
import { FakeTracker } from '../../fakes/fakeTracker';
import { issueOf } from '../../fakes/issues';
import { minute, UnwatchedWindow } from './unwatchedWindow';

let at: UnwatchedWindow;
const open = async (...given: ConstructorParameters<typeof UnwatchedWindow>): Promise<UnwatchedWindow> => {
  at = new UnwatchedWindow(...given).withoutGitWatch();
  await at.scout.refresh();
  await at.pass(100, 100);
  return at;
};
const tracker = (): FakeTracker => new FakeTracker([issueOf('s-1')]);

afterEach(() => {
  at.scout.dispose();
  expect(at.clock.pending).toBe(0);
});

describe('a repository whose watch does not work', () => {
  it('is compared every five seconds, and read only when it moved', async () => {
    await open([tracker()]);
    const { looks } = at.workspace;
    const reads = at.readings.length;
    await at.pass(20_000);
    expect(at.workspace.looks - looks).toBeGreaterThanOrEqual(4);
    expect(at.readings).toHaveLength(reads);
    at.workspace.head = '2';
    await at.pass(5_000);
    expect(at.readings).toHaveLength(reads + 1);
  });

  it('never looks old while that goes well, nor outlives what its snapshot says', async () => {
    await open([tracker()]);
    for (let step = 0; step < 60; step++) {
      await at.pass(500);
      const { context } = at.scout;
      expect(['fresh', 'live']).toContain(at.repository.freshness);
      expect(context?.staleAfterMs ?? 0).toBeGreaterThan(at.clock.nowMs());
    }
    expect(at.published.length).toBeLessThan(20);
  });

  it('is read for its counts every thirty seconds while somebody is there, and never otherwise', async () => {
    await open([tracker()]);
    const before = at.readings.length;
    await at.pass(5 * minute);
    const distances = at.readings.slice(before).map((atMs, index, all) => atMs - (all[index - 1] ?? -Infinity));
    expect(distances.length).toBeGreaterThanOrEqual(9);
    expect(Math.min(...distances)).toBeGreaterThanOrEqual(30_000);
    at.attention.becomes('away');
    const there = at.readings.length;
    await at.pass(5 * minute, 1_000);
    expect(at.readings).toHaveLength(there);
    expect(at.repository.freshness).toBe('stale');
    at.attention.becomes('near');
    await at.pass(500, 100);
    expect(at.readings).toHaveLength(there + 1);
    expect(at.repository.freshness).toBe('fresh');
  });

  it('says why, since when it is so old, and what failed', async () => {
    await open([tracker()]);
    at.failure = { kind: 'forbidden', path: '/w/shop/.git' };
    at.workspace.head = '2';
    await at.pass(20_000);
    const failedAtMs = at.repository.gitErrorSinceMs ?? 0;
    await at.pass(60_000, 1_000);
    const [json] = at.scout.context === null ? [] : toContextJson(at.scout.context, { all: false }).repositories;
    expect(json).toMatchObject({ freshness: 'stale', error: { kind: 'forbidden' } });
    expect(json?.error?.since).toBe(new Date(failedAtMs).toISOString());
    expect(json?.unwatched).toMatch(/\w/);
    expect(Date.parse(json?.lastAttemptAt ?? '')).toBeGreaterThan(Date.parse(json?.confirmedAt ?? ''));
    at.failure = null;
    await at.pass(31_000);
    expect(at.repository).toMatchObject({ freshness: 'fresh', gitError: null, gitErrorSinceMs: null });
  });
});

describe('a repository whose watch works', () => {
  it('is live, compared by nobody and read by nobody', async () => {
    at = new UnwatchedWindow([tracker()]);
    await at.scout.refresh();
    await at.pass(1_000);
    const { looks } = at.workspace;
    const reads = at.readings.length;
    const snapshots = at.published.length;
    await at.pass(60 * minute, minute);
    expect([at.workspace.looks, at.readings.length, at.published.length]).toEqual([looks, reads, snapshots]);
    expect(at.repository).toMatchObject({ freshness: 'live', unwatched: null });
    expect(at.scout.context?.staleAfterMs).toBeNull();
  });

  it('has counts that age where nobody tells of changed files', async () => {
    at = new UnwatchedWindow([tracker()], { tellsOfWorkTree: () => false });
    await at.scout.refresh();
    await at.pass(1_000);
    const reads = at.readings.length;
    expect(at.repository.freshness).toBe('fresh');
    await at.pass(2 * minute);
    expect(at.readings.length - reads).toBeLessThanOrEqual(4);
    expect(at.readings.length - reads).toBeGreaterThanOrEqual(3);
    at.attention.becomes('away');
    const there = at.readings.length;
    const { looks } = at.workspace;
    await at.pass(2 * minute);
    expect([at.readings.length, at.workspace.looks]).toEqual([there, looks]);
    expect(at.repository.freshness).toBe('stale');
  });
});
