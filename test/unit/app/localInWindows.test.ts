import { beforeEach, describe, expect, it } from 'vitest';
import { SeveralWindows, source } from './severalWindows';

let at: SeveralWindows;

beforeEach(() => {
  at = new SeveralWindows();
});

describe('a source in the workspace in several windows', () => {
  it('is read by each, and remembered by one', async () => {
    const first = await at.open({ isLocal: true });
    const second = await at.open({ isLocal: true });
    at.says(3);
    for (const { watcher } of [first, second]) watcher.change('/w/shop/.fake');
    await at.live(2_000);
    for (const { shown } of [first, second]) expect(shown()).toMatchObject({ count: 3, remote: null });
    expect(at.cache.written.map(({ issues }) => issues.length)).toEqual([2, 3]);
  });

  it('is remembered by the next when the one is gone, as it is by then', async () => {
    const first = await at.open({ isLocal: true });
    const second = await at.open({ isLocal: true });
    first.scout.dispose();
    at.says(4);
    second.watcher.change('/w/shop/.fake');
    await at.live(2_000);
    expect(at.cache.written.map(({ issues }) => issues.length)).toEqual([2]);
    first.leadership.suspend();
    await at.live(2_000);
    expect(at.cache.written.map(({ issues }) => issues.length)).toEqual([2, 4]);
  });

  it('is remembered once when several windows find it at the same time', async () => {
    const windows = [at.make({ isLocal: true }), at.make({ isLocal: true }), at.make({ isLocal: true })];
    await Promise.all(windows.map(({ scout }) => scout.refresh()));
    await at.live(2_000);
    expect(at.cache.written).toHaveLength(1);
  });
});

describe('an untrusted window', () => {
  it('never leads and remembers nothing, and stands as soon as it is trusted', async () => {
    let isTrusted = false;
    const ports = { mayLead: () => isTrusted, remember: () => isTrusted };
    const window = await at.open({ isLocal: true, ports });
    expect(window.shown().count).toBe(2);
    expect(at.cache.claimOf(source)).toBeUndefined();
    expect(at.cache.written).toEqual([]);
    isTrusted = true;
    await window.scout.refresh();
    await at.live(2_000);
    expect(at.cache.claimOf(source)?.holder).toBe(window.leadership);
    expect(at.cache.written).toHaveLength(1);
  });

  it('asks no server, should there be one', async () => {
    const window = await at.open({ ports: { mayLead: () => false } });
    expect(at.cache.claimOf(source)).toBeUndefined();
    expect(window.tracker.reads).toBe(0);
  });
});

describe('a source that is gone', () => {
  it('is led no longer, and again when it is back', async () => {
    const window = await at.open();
    const next = await at.open();
    window.tracker.present = false;
    await window.scout.refresh();
    await at.pass(100);
    expect(at.cache.claimOf(source)?.holder).toBe(next.leadership);
    next.scout.dispose();
    window.tracker.present = true;
    await window.scout.refresh();
    next.leadership.suspend();
    await at.live(60_000);
    expect(at.cache.claimOf(source)?.holder).toBe(window.leadership);
    expect(window.shown()).toMatchObject({ freshness: 'fresh', error: null });
  });
});

describe('syncing one source', () => {
  it('reads that one, and settles with the snapshot that contains it', async () => {
    const window = await at.open({ isLocal: true });
    at.says(5);
    const context = await window.scout.sync(source.id);
    expect(context.issues).toHaveLength(5);
    expect(context).toBe(window.scout.context);
  });

  it('reads all where it is not known', async () => {
    const window = at.make();
    expect((await window.scout.sync(source.id)).issues).toHaveLength(2);
    expect(at.asked).toEqual([1]);
  });
});
