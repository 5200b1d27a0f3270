import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildStoreWorker, type BuiltStore } from '../fakes/buildStoreWorker';
import { issueOf } from '../fakes/issues';
import { readingOf, source } from './issueStoreReading';
import { StoreSandbox } from './issueStoreSandbox';

let built: BuiltStore;
let sandbox: StoreSandbox;

beforeAll(async () => {
  built = await buildStoreWorker();
});

afterAll(() => built.remove());

beforeEach(async () => {
  sandbox = await StoreSandbox.make(built);
});

afterEach(() => sandbox.remove());

describe('two windows with one cache', () => {
  it('never mix: a change goes only into the file it was made for', async () => {
    const [one, two] = [sandbox.open(), sandbox.open()];
    const mine = [issueOf('a'), issueOf('b'), issueOf('c')];
    await one.save(source, readingOf({ issues: mine }));
    await two.save(source, readingOf({ issues: [issueOf('x'), issueOf('y')] }));
    const changed = [...mine.slice(0, 2), issueOf('c', { title: 'Changed' })];
    await one.save(source, readingOf({ issues: changed }));
    expect((await sandbox.found())?.issues).toEqual(changed);
  });

  it('see what the other wrote', async () => {
    const [one, two] = [sandbox.open(), sandbox.open()];
    await one.save(source, readingOf({ via: 'one' }));
    expect(await two.load(source)).toMatchObject({ value: { via: 'one' } });
    await one.save(source, readingOf({ via: 'one again' }));
    expect(await two.load(source)).toMatchObject({ value: { via: 'one again' } });
  });
});

describe('clearing', () => {
  it('deletes what stores keep in the folder and can be fetched again, and nothing else', async () => {
    const store = sandbox.open();
    await store.save(source, readingOf());
    await writeFile(sandbox.file, 'x');
    await store.load(source);
    await store.save(source, readingOf());
    await store.save({ ...source, id: 'roadmap:shop' }, readingOf());
    await store.keep(source, [{ key: 'a', value: '1', atMs: 1 }]);
    await sandbox.claim(1);
    const now = new Date(sandbox.clock.nowMs());
    for (const name of [`fetched.1.sqlite.${process.pid}-7-1.tmp`, 'notes.txt', 'fetched.sqlite']) {
      await writeFile(join(sandbox.sourceFolder, name), '');
      await utimes(join(sandbox.sourceFolder, name), now, now);
    }
    await writeFile(join(sandbox.folder, 'fetched.1.sqlite'), '');
    expect((await sandbox.names()).filter((name) => name.includes('set-aside'))).toHaveLength(1);
    expect(await store.clear()).toEqual({ ok: true, value: 2 });
    expect(await sandbox.names()).toEqual([
      'fetched.sqlite',
      expect.stringMatching(/^inbox\/.*\.json$/),
      'leader.1',
      'notes.txt',
    ]);
    expect(await readdir(sandbox.folder)).toContain('fetched.1.sqlite');
    expect(await sandbox.foundKept()).toEqual({ a: '1' });
  });

  it('forgets what could not be written as well', async () => {
    await writeFile(sandbox.folder, '');
    const store = sandbox.open();
    expect((await store.save(source, readingOf())).ok).toBe(false);
    expect(await store.clear()).toEqual({ ok: true, value: 0 });
    expect(await store.load(source)).toEqual({ ok: true, value: null });
  });

  it('harms no other window: it reads nothing, and its next save sends everything', async () => {
    const [one, two] = [sandbox.open(), sandbox.open()];
    const issues = Array.from({ length: 40 }, (_, index) => issueOf(`shop-${index}`));
    await one.save(source, readingOf({ issues, checkpoint: 'abc' }));
    expect(await two.clear()).toEqual({ ok: true, value: 1 });
    expect(await sandbox.names()).toEqual([]);
    const changed = [...issues.slice(1), issueOf('shop-new')];
    await one.save(source, readingOf({ issues: changed, checkpoint: 'abc' }));
    expect(await sandbox.found()).toEqual(readingOf({ issues: changed, checkpoint: 'abc' }));
    await two.clear();
    expect(await one.load(source)).toEqual({ ok: true, value: null });
    expect(sandbox.warnings()).toEqual([]);
  });

  it('of the whole folder by somebody else harms nobody either', async () => {
    const store = sandbox.open();
    await store.save(source, readingOf());
    await rm(sandbox.folder, { recursive: true });
    expect(await store.save(source, readingOf({ via: 'again' }))).toEqual({ ok: true, value: 'written' });
    expect((await sandbox.found())?.via).toBe('again');
    expect(await readdir(sandbox.root)).toEqual(['cache']);
  });
});

describe('files of an earlier layout', () => {
  it('are deleted once, which is said, and nothing else is', async () => {
    await sandbox.open().save(source, readingOf());
    const ours = ['beads-shop-1f0c9a27e4.sqlite', 'beads-shop-1f0c9a27e4.sqlite.set-aside-2026-01-10T10-00-00.000Z'];
    const others = ['notes.txt', 'shop.sqlite', 'Beads-1f0c9a27e4.sqlite'];
    for (const name of [...ours, ...others]) await writeFile(join(sandbox.folder, name), '');
    expect((await sandbox.found())?.via).toBe(readingOf().via);
    const names = await readdir(sandbox.folder);
    expect(names.filter((name) => name.includes('.')).sort()).toEqual([...others].sort());
    expect(sandbox.infos()).toEqual([expect.stringContaining('2 cache files of an earlier version')]);
  });
});

describe('saving', () => {
  it('writes a burst in one breath once', async () => {
    const store = sandbox.open();
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => store.save(source, readingOf({ confirmedAtMs: index }))),
    );
    expect(sandbox.writes()).toBe(1);
  });

  it('writes a burst that begins during a write once more', async () => {
    const store = sandbox.open();
    const first = store.save(source, readingOf({ confirmedAtMs: 0 }));
    // It has begun, and its thread has not even started.
    await nextTurn();
    await nextTurn();
    const saves = Array.from({ length: 50 }, (_, index) => store.save(source, readingOf({ confirmedAtMs: index })));
    await Promise.all([first, ...saves]);
    expect(sandbox.writes()).toBe(2);
    expect((await sandbox.found())?.confirmedAtMs).toBe(49);
  });

  it('sends what changed, and nothing when only the moment moved on', async () => {
    const store = sandbox.open();
    const issues = Array.from({ length: 100 }, (_, index) => issueOf(`shop-${index}`));
    await store.save(source, readingOf({ issues }));
    const changed = issues.map((issue, index) => (index === 50 ? issueOf('shop-50', { title: 'Changed' }) : issue));
    await store.save(source, readingOf({ issues: changed }));
    await store.save(source, readingOf({ issues: changed, confirmedAtMs: 1 }));
    await store.save(source, readingOf({ issues: [...changed].reverse(), confirmedAtMs: 2 }));
    const counts = sandbox.log.lines.map((line) => /\((\d+) issues changed\)/.exec(line)?.[1]);
    expect(counts).toEqual(['100', '1', '0', '0']);
    expect(await sandbox.found()).toEqual(readingOf({ issues: [...changed].reverse(), confirmedAtMs: 2 }));
  });

  it('adds nothing to the file over hundreds of saves of data that stays as large', { timeout: 120_000 }, async () => {
    const store = sandbox.open();
    let issues = Array.from({ length: 50 }, (_, index) => issueOf(`shop-${index}`));
    const sizes: number[] = [];
    for (let round = 0; round < 300; round++) {
      issues = issues.map((issue, index) =>
        index === round % 50 ? issueOf(`shop-${index}`, { title: `Round ${String(round).padStart(5, '0')}` }) : issue,
      );
      expect(await store.save(source, readingOf({ issues, confirmedAtMs: round }))).toMatchObject({ value: 'written' });
      if (round % 100 === 99) sizes.push((await readFile(sandbox.file)).length);
    }
    expect(new Set(sizes).size).toBe(1);
    expect(await sandbox.names()).toEqual(['fetched.1.sqlite']);
  });
});
