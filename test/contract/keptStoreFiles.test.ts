import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { KeptRecord } from '../../src/ports/keptStore';
import { buildStoreWorker, type BuiltStore } from '../fakes/buildStoreWorker';
import { readingOf, source } from './issueStoreReading';
import { leadingIn, StoreSandbox } from './issueStoreSandbox';

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

/** The files of an epoch, once it was written twice. */
const keptFiles = (epoch: number): string[] =>
  ['copy.', 'previous.', ''].map((which) => `kept.${epoch}.${which}sqlite`);

const dayMs = 24 * 3_600_000;
const record = (key: string, value: string | null = key, atMs = 1): KeptRecord => ({ key, value, atMs });

/** Somebody keeps records, and ends. */
const keep = async (records: readonly KeptRecord[], epoch: number | null = null): Promise<void> => {
  const store = sandbox.open({ leadership: leadingIn(epoch) });
  expect(await store.keep(source, records)).toEqual({ ok: true, value: undefined });
  await store.close();
};

/** The leader takes in what waits, and ends. */
const take = async (epoch = 1): Promise<void> => {
  const store = sandbox.leader(epoch);
  await store.loadKept(source);
  await store.close();
};

describe('what is kept', () => {
  it('waits in the inbox until a leader takes it in', async () => {
    await keep([record('a')]);
    await keep([record('b')]);
    expect(await sandbox.waiting()).toHaveLength(2);
    expect(await sandbox.foundKept()).toEqual({ a: 'a', b: 'b' });
    expect(await sandbox.waiting()).toHaveLength(2);
    await take();
    expect(await sandbox.names()).toEqual(['kept.1.copy.sqlite', 'kept.1.sqlite']);
    expect(await sandbox.foundKept()).toEqual({ a: 'a', b: 'b' });
  });

  it('is taken in when the leader ends, and when many files wait', async () => {
    await keep([record('a')], 1);
    expect(await sandbox.names()).toEqual(['kept.1.copy.sqlite', 'kept.1.sqlite']);
    const leader = sandbox.leader(1);
    for (let round = 0; round < 40; round++) await leader.keep(source, [record(`key-${round}`)]);
    await expect.poll(() => sandbox.waiting()).not.toHaveLength(40);
    expect(Object.keys(await sandbox.foundKept())).toHaveLength(41);
  });

  it('goes over to the next leader, and what is known of the last generation stays beside', async () => {
    await keep([record('a')], 4);
    await keep([record('b')], 5);
    expect(await sandbox.names()).toEqual(keptFiles(5));
    await keep([record('c')], 5);
    expect(await sandbox.names()).toEqual(keptFiles(5));
    expect(await sandbox.query('SELECT key FROM kept ORDER BY key', sandbox.kept(5))).toEqual([['a'], ['b'], ['c']]);
    const previous = join(sandbox.sourceFolder, 'kept.5.previous.sqlite');
    expect(await sandbox.query('SELECT key FROM kept ORDER BY key', previous)).toEqual([['a'], ['b']]);
  });

  it('is in tables of its own class: what is fetched is in other files, and clearing deletes those alone', async () => {
    await keep([record('a')], 1);
    const store = sandbox.leader(1);
    await store.save(source, readingOf());
    const kept = `SELECT name FROM durability WHERE class = 'kept'`;
    expect(await sandbox.query(kept)).toEqual([['kept']]);
    expect(await sandbox.query('SELECT count(*) FROM kept')).toEqual([[0]]);
    const before = await readFile(sandbox.kept(1));
    expect(await store.clear()).toEqual({ ok: true, value: 1 });
    expect(await readFile(sandbox.kept(1))).toEqual(before);
    expect(await store.clear()).toEqual({ ok: true, value: 0 });
    expect(await sandbox.foundKept()).toEqual({ a: 'a' });
  });

  it('loses what is no more only when nobody can bring it back', async () => {
    const nowMs = sandbox.clock.nowMs();
    await keep([record('a', '1', nowMs), record('b', '1', nowMs)], 1);
    await keep([record('a', null, nowMs + 1)], 1);
    const stored = (): Promise<unknown> => sandbox.query('SELECT key FROM kept ORDER BY key', sandbox.kept(1));
    sandbox.clock.advance(8 * dayMs);
    // A record as old waits: it must meet its end.
    await keep([record('a', 'from long ago', nowMs)]);
    await take();
    expect(await sandbox.foundKept()).toEqual({ b: '1' });
    expect(await stored()).toEqual([['a'], ['b']]);
    await keep([record('c', '1', nowMs + 8 * dayMs)], 1);
    expect(await stored()).toEqual([['b'], ['c']]);
  });

  it('grows no file over hundreds of takes of the same facts', { timeout: 120_000 }, async () => {
    const leader = sandbox.leader(1);
    const sizes: number[] = [];
    for (let round = 0; round < 150; round++) {
      await leader.keep(source, [record(`key-${round % 20}`, `value ${String(round).padStart(5, '0')}`, round)]);
      await leader.loadKept(source);
      if (round % 50 === 49) sizes.push((await readFile(sandbox.kept(1))).length);
    }
    expect(new Set(sizes).size).toBe(1);
  });
});

describe('a damaged file of what is kept', () => {
  const kept = [record('a', 'first', 1), record('b', 'first', 1)];

  beforeEach(async () => {
    await keep(kept, 1);
    await keep([record('b', 'second', 2)], 1);
    await keep([record('c', 'waits', 3)]);
  });

  const damages: readonly (readonly [name: string, damage: () => Promise<unknown>, said: string])[] = [
    ['empty', () => writeFile(sandbox.kept(1), ''), 'is empty'],
    ['a text', () => writeFile(sandbox.kept(1), 'not a database. '.repeat(100)), 'is no database'],
    ['without its table', () => sandbox.edit('DROP TABLE kept', sandbox.kept(1)), 'is damaged'],
    ['with a value nobody wrote', () => sandbox.edit(`UPDATE kept SET value = 'x'`, sandbox.kept(1)), 'is damaged'],
    ['with a record less', () => sandbox.edit(`DELETE FROM kept WHERE key = 'a'`, sandbox.kept(1)), 'is damaged'],
    [
      'of another source',
      () => sandbox.edit(`UPDATE meta SET value = '"x"' WHERE key = 'root'`, sandbox.kept(1)),
      'another source',
    ],
  ];

  it.each(damages)('is set aside, which is said, and the copy before it is used: %s', async (_, damage, said) => {
    await damage();
    expect(await sandbox.foundKept()).toEqual({ a: 'first', b: 'second', c: 'waits' });
    expect(sandbox.warnings()).toEqual([expect.stringContaining(said)]);
    expect(sandbox.warnings()[0]).toContain('cannot be fetched again');
    expect(sandbox.infos()).toEqual([expect.stringContaining('from another copy (2 facts)')]);
    await take();
    expect(await sandbox.foundKept()).toEqual({ a: 'first', b: 'second', c: 'waits' });
    expect(await sandbox.waiting()).toEqual([]);
    expect((await sandbox.names()).filter((name) => name.includes('set-aside'))).toHaveLength(1);
  });

  it('and a damaged copy leave what was known before', async () => {
    for (const path of [sandbox.kept(1), join(sandbox.sourceFolder, 'kept.1.copy.sqlite')]) await writeFile(path, 'x');
    expect(await sandbox.foundKept()).toEqual({ a: 'first', b: 'first', c: 'waits' });
    expect(sandbox.warnings()).toHaveLength(2);
    await take();
    expect(await sandbox.foundKept()).toEqual({ a: 'first', b: 'first', c: 'waits' });
  });

  it('of a newer version stays where it is, and what is kept meanwhile waits for that', async () => {
    await sandbox.edit('PRAGMA user_version = 99', sandbox.kept(1));
    const before = await readFile(sandbox.kept(1));
    expect(await sandbox.foundKept()).toEqual({ c: 'waits' });
    await take();
    expect(await readFile(sandbox.kept(1))).toEqual(before);
    expect(await sandbox.waiting()).toHaveLength(1);
    expect(sandbox.warnings()[0]).toContain('newer version of Context Scout and stays as it is');
  });

  it('in the inbox is set aside, and all others are used', async () => {
    await keep([record('d', 'good', 4)]);
    const [name = ''] = await sandbox.waiting();
    await writeFile(join(sandbox.sourceFolder, 'inbox', name), '{}');
    expect(Object.keys(await sandbox.foundKept())).toHaveLength(3);
    expect(sandbox.warnings()).toEqual([expect.stringContaining('is damaged and was set aside')]);
    await take();
    expect(await readdir(join(sandbox.sourceFolder, 'inbox'))).toEqual([expect.stringContaining('set-aside')]);
  });

  it('never gives a value that nobody kept, whatever bytes are damaged', { timeout: 60_000 }, async () => {
    const paths = [sandbox.kept(1), join(sandbox.sourceFolder, 'inbox', (await sandbox.waiting())[0] ?? '')];
    const good = await Promise.all(paths.map((path) => readFile(path)));
    const store = sandbox.open({ leadership: leadingIn(null) });
    const damage = fc.array(fc.tuple(fc.nat(1), fc.nat(1_000_000), fc.nat(255)), { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const bytes = good.map((each) => Buffer.from(each));
        for (const [file, offset, value] of changes) {
          const target = bytes[file];
          if (target !== undefined) target[offset % target.length] = value;
        }
        await Promise.all(paths.map((path, index) => writeFile(path, bytes[index] ?? '')));
        const loaded = await store.loadKept(source);
        if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
        for (const [key, { value }] of loaded.value) {
          expect([
            ['a', 'first'],
            ['b', 'first'],
            ['b', 'second'],
            ['c', 'waits'],
          ]).toContainEqual([key, value]);
        }
      }),
      { numRuns: 150 },
    );
  });
});
