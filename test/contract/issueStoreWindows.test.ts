import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Leadership } from '../../src/adapters/store/leadership';
import { buildStoreWorker, type BuiltStore } from '../fakes/buildStoreWorker';
import { issueOf } from '../fakes/issues';
import { readingOf, source } from './issueStoreContract';
import { StoreSandbox } from './issueStoreSandbox';

let built: BuiltStore;
let sandbox: StoreSandbox;

beforeAll(async () => {
  built = await buildStoreWorker();
});

afterAll(() => built.remove());

beforeEach(async () => {
  sandbox = await StoreSandbox.make(built.workerPath);
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

  it('do not go back to an older epoch until they have read the newer', async () => {
    const store = sandbox.open();
    await store.save(source, readingOf({ via: 'old leader' }));
    await sandbox.edit(
      `UPDATE meta SET value = '5' WHERE key = 'epoch'; UPDATE meta SET value = '"new leader"' WHERE key = 'via'`,
    );
    expect(await store.save(source, readingOf({ via: 'old leader again' }))).toEqual({ ok: true, value: undefined });
    expect(await store.load(source)).toMatchObject({ value: { via: 'new leader' } });
    await store.save(source, readingOf({ via: 'in the new epoch' }));
    expect((await sandbox.found())?.via).toBe('in the new epoch');
    expect(await sandbox.query(`SELECT value FROM meta WHERE key = 'epoch'`)).toEqual([['5']]);
  });
});

describe('leaders of one source', () => {
  const leading = (epoch: number | null): Leadership => ({ epochOf: () => epoch });
  const epoch = (): Promise<unknown> => sandbox.query(`SELECT value FROM meta WHERE key = 'epoch'`);

  it('write in the epoch they hand in, and shut out all earlier ones', async () => {
    const [peer, old, next] = [null, 4, 5].map((term) => sandbox.open({ leadership: leading(term) }));
    await peer?.save(source, readingOf({ via: 'peer' }));
    expect(await epoch()).toEqual([['1']]);
    await old?.save(source, readingOf({ via: 'old' }));
    expect(await epoch()).toEqual([['4']]);
    await next?.save(source, readingOf({ via: 'next' }));
    for (const store of [old, peer]) {
      expect(await store?.save(source, readingOf({ via: 'too late' }))).toEqual({ ok: true, value: undefined });
    }
    expect(await epoch()).toEqual([['5']]);
    expect((await sandbox.found())?.via).toBe('next');
  });

  it('read what the leader before them wrote', async () => {
    await sandbox.open({ leadership: leading(4) }).save(source, readingOf({ via: 'old' }));
    const next = sandbox.open({ leadership: leading(5) });
    expect(await next.load(source)).toMatchObject({ value: { via: 'old' } });
  });

  it('are not believed when their file takes the place of a newer one', async () => {
    await sandbox.open({ leadership: leading(4) }).save(source, readingOf({ via: 'old' }));
    const suspended = await readFile(sandbox.file);
    await sandbox.open({ leadership: leading(5) }).save(source, readingOf({ via: 'next', checkpoint: 'abc' }));
    const follower = sandbox.open();
    await follower.load(source);
    // A leader that was suspended between its last look and its rename.
    await writeFile(sandbox.file, suspended);
    expect(await follower.load(source)).toEqual({
      ok: true,
      value: readingOf({ via: 'next', checkpoint: 'abc' }),
    });
    expect(sandbox.log.lines.at(-1)).toContain('earlier leader');
    await follower.save(source, readingOf({ via: 'healed' }));
    expect(await epoch()).toEqual([['5']]);
    expect((await sandbox.found())?.via).toBe('healed');
  });
});

describe('clearing', () => {
  it('deletes what stores keep in the folder, and nothing else', async () => {
    const store = sandbox.open();
    await store.save(source, readingOf());
    await writeFile(sandbox.file, 'x');
    await store.load(source);
    await store.save(source, readingOf());
    await store.save({ ...source, id: 'roadmap:shop' }, readingOf());
    const now = new Date(sandbox.clock.nowMs());
    for (const name of [`a-1.sqlite.${process.pid}-7-1.tmp`, 'notes.txt', 'shop.sqlite-journal', 'Shop.sqlite']) {
      await writeFile(join(sandbox.folder, name), '');
      await utimes(join(sandbox.folder, name), now, now);
    }
    expect((await sandbox.names()).filter((name) => name.includes('set-aside'))).toHaveLength(1);
    expect(await store.clear()).toEqual({ ok: true, value: 2 });
    expect((await sandbox.names()).sort()).toEqual(['Shop.sqlite', 'notes.txt', 'shop.sqlite-journal']);
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
    expect(await store.save(source, readingOf({ via: 'again' }))).toEqual({ ok: true, value: undefined });
    expect((await sandbox.found())?.via).toBe('again');
    expect(await readdir(sandbox.root)).toEqual(['cache']);
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
});
