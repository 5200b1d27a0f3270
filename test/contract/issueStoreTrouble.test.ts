import { access, copyFile, mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SqlIssueStore } from '../../src/adapters/store/sqlIssueStore';
import { buildStoreWorker, type BuiltStore } from '../fakes/buildStoreWorker';
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

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

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
    await mkdir(sandbox.folder);
    const names = [`a.sqlite.${nobody}-1-1.tmp`, `b.sqlite.${process.pid}-1-1.tmp`, `c.sqlite.${process.pid}-1-2.tmp`];
    const now = new Date(sandbox.clock.nowMs());
    for (const name of [...names, 'notes.tmp']) {
      await writeFile(join(sandbox.folder, name), 'half');
      await utimes(join(sandbox.folder, name), now, now);
    }
    const longAgo = new Date(sandbox.clock.nowMs() - 3_600_000);
    await utimes(join(sandbox.folder, `c.sqlite.${process.pid}-1-2.tmp`), longAgo, longAgo);
    await sandbox.found();
    expect((await sandbox.names()).sort()).toEqual([`b.sqlite.${process.pid}-1-1.tmp`, 'notes.tmp']);
  });
});

describe('the thread', () => {
  /** A thread that does `script` instead; `real` is the path of the built one. */
  const threadThat = async (script: (real: string) => string): Promise<string> => {
    const path = join(sandbox.root, 'thread.js');
    await writeFile(path, script(JSON.stringify(built.workerPath)));
    return path;
  };
  const endsAtItsFirstMessage = `require('node:worker_threads').parentPort.once('message', () => { throw new Error('out of order'); });`;

  it('is not started, and nothing is written, before the first call', async () => {
    const store = new SqlIssueStore({
      folder: sandbox.folder,
      workerPath: join(sandbox.root, 'missing.js'),
      clock: sandbox.clock,
      log: sandbox.log,
    });
    await store.close();
    expect(await exists(sandbox.folder)).toBe(false);
  });

  it('is replaced when it ends in the middle of a job', async () => {
    const mark = JSON.stringify(join(sandbox.root, 'mark'));
    const path = await threadThat(
      (real) => `
        const fs = require('node:fs');
        if (fs.existsSync(${mark})) require(${real});
        else { fs.writeFileSync(${mark}, ''); ${endsAtItsFirstMessage} }`,
    );
    const store = sandbox.open(path);
    expect(await store.save(source, readingOf())).toEqual({ ok: true, value: undefined });
    expect(await store.load(source)).toEqual({ ok: true, value: readingOf() });
  });

  it('that ends each time is a failure value, and the reading is answered from memory', async () => {
    const store = sandbox.open(await threadThat(() => endsAtItsFirstMessage));
    const failed = {
      ok: false,
      error: { kind: 'unusable', advice: expect.stringContaining('out of order') as string },
    };
    expect(await store.load(source)).toMatchObject(failed);
    expect(await store.save(source, readingOf())).toMatchObject(failed);
    expect(await store.load(source)).toEqual({ ok: true, value: readingOf() });
  });

  it('that is not there, or has no engine, is a failure value', async () => {
    const missing = sandbox.open(join(sandbox.root, 'missing.js'));
    expect(await missing.load(source)).toMatchObject({ ok: false, error: { kind: 'unusable' } });
    const alone = join(sandbox.root, 'alone.js');
    await copyFile(built.workerPath, alone);
    expect(await sandbox.open(alone).load(source)).toMatchObject({ ok: false, error: { kind: 'unusable' } });
  });
});
