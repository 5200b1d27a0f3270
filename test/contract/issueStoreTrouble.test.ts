import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildStoreWorker, type BuiltStore } from '../fakes/buildStoreWorker';
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

describe('a folder that cannot be written', () => {
  it('is a failure value, and the reading is answered from memory', async () => {
    await writeFile(sandbox.folder, 'a file in the place of the folder');
    const store = sandbox.open();
    expect(await store.load(source)).toEqual({ ok: true, value: null });
    expect(await store.save(source, readingOf())).toEqual({
      ok: false,
      error: { kind: 'notWritable', path: sandbox.file, detail: 'a file is in the place of its folder.' },
    });
    expect(await store.load(source)).toEqual({ ok: true, value: readingOf() });
  });

  it('is complained of once, however often it is tried', async () => {
    await mkdir(sandbox.sourceFolder, { recursive: true });
    // It cannot be set aside: the name that would take it is in use by a folder that is not empty.
    await writeFile(sandbox.file, 'x');
    const aside = `${sandbox.file}.set-aside-${new Date(sandbox.clock.nowMs()).toISOString().replaceAll(':', '-')}`;
    await mkdir(join(aside, 'occupied'), { recursive: true });
    const store = sandbox.open();
    for (let round = 0; round < 5; round++) {
      expect(await store.load(source)).toEqual({ ok: true, value: null });
    }
    expect(sandbox.warnings()).toEqual([expect.stringContaining('cannot be set aside')]);
    await rm(sandbox.folder, { recursive: true });
    await writeFile(sandbox.folder, '');
    for (let round = 0; round < 5; round++) expect((await store.save(source, readingOf())).ok).toBe(false);
    expect(sandbox.warnings()).toHaveLength(1);
  });

  it('is written again once it can be', async () => {
    await writeFile(sandbox.folder, '');
    const store = sandbox.open();
    expect((await store.save(source, readingOf())).ok).toBe(false);
    await rm(sandbox.folder);
    expect((await store.save(source, readingOf({ via: 'later' }))).ok).toBe(true);
    expect((await sandbox.found())?.via).toBe('later');
  });
});

describe('temporary files', () => {
  /** No process has this number: it is above what Linux gives out. */
  const nobody = 2 ** 22 + 1;

  it('of writers that were ended are deleted; those of running ones stay', async () => {
    await mkdir(join(sandbox.sourceFolder, 'inbox'), { recursive: true });
    const names = [
      `fetched.1.sqlite.${nobody}-1-1.tmp`,
      `inbox/1-ab.json.${nobody}-1-1.tmp`,
      `fetched.2.sqlite.${process.pid}-1-1.tmp`,
      `fetched.3.sqlite.${process.pid}-1-2.tmp`,
    ];
    const now = new Date(sandbox.clock.nowMs());
    for (const name of [...names, 'notes.tmp']) {
      await writeFile(join(sandbox.sourceFolder, name), 'half');
      await utimes(join(sandbox.sourceFolder, name), now, now);
    }
    const longAgo = new Date(sandbox.clock.nowMs() - 3_600_000);
    await utimes(join(sandbox.sourceFolder, `fetched.3.sqlite.${process.pid}-1-2.tmp`), longAgo, longAgo);
    await sandbox.found();
    expect(await sandbox.names()).toEqual([`fetched.2.sqlite.${process.pid}-1-1.tmp`, 'notes.tmp']);
  });
});
