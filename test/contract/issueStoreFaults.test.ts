import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SqlIssueStore } from '../../src/adapters/store/sqlIssueStore';
import { buildStoreWorker, type BuiltStore } from '../fakes/buildStoreWorker';
import type { Effect, Fault } from '../fakes/faultyFiles';
import type { FaultyThread } from '../fakes/faultyThread';
import { readingOf, source } from './issueStoreReading';
import { StoreSandbox } from './issueStoreSandbox';

let built: BuiltStore;
let sandbox: StoreSandbox;
let thread: FaultyThread;
let store: SqlIssueStore;

beforeAll(async () => {
  built = await buildStoreWorker();
});

afterAll(() => built.remove());

beforeEach(async () => {
  sandbox = await StoreSandbox.make(built);
  thread = await sandbox.faulty();
  store = sandbox.open({ workerPath: thread.workerPath });
});

afterEach(() => sandbox.remove());

const fails = (code: string): Effect => ({ kind: 'fail', code });

/** Names of faults, and what they do to whatever is at `path`. */
const faults: readonly (readonly [name: string, fault: (path: string) => Fault])[] = [
  [
    'a disk that is full from the beginning',
    (path) => ({ operation: 'write', path, effect: { kind: 'full', bytes: 0 } }),
  ],
  ['a disk that is full in the middle', (path) => ({ operation: 'write', path, effect: { kind: 'full', bytes: 777 } })],
  ['no room for another file', (path) => ({ operation: 'open', path: `${path}.`, effect: fails('ENOSPC') })],
  ['a failing fsync', (path) => ({ operation: 'fsync', path, effect: fails('EIO') })],
  ['a rename that is not permitted', (path) => ({ operation: 'rename', path, effect: fails('EPERM') })],
  ['a rename that is denied', (path) => ({ operation: 'rename', path, effect: fails('EACCES') })],
  ['a file system that became read-only', (path) => ({ operation: 'open', path: `${path}.`, effect: fails('EROFS') })],
];

describe('a save that meets', () => {
  it.each(faults)('%s is a failure value, leaves the file before, and the next is written', async (_, fault) => {
    await store.save(source, readingOf({ via: 'before' }));
    const before = await readFile(sandbox.file);
    await thread.setFaults([fault('fetched.1.sqlite')]);
    expect(await store.save(source, readingOf({ via: 'failed' }))).toMatchObject({
      ok: false,
      error: { kind: 'notWritable', path: sandbox.file },
    });
    expect(await readFile(sandbox.file)).toEqual(before);
    expect(await sandbox.names()).toEqual(['fetched.1.sqlite']);
    expect(await store.load(source)).toMatchObject({ value: { via: 'failed' } });
    await thread.setFaults([]);
    expect(await store.save(source, readingOf({ via: 'after' }))).toEqual({ ok: true, value: 'written' });
    expect((await sandbox.found())?.via).toBe('after');
  });

  it('an fsync of the folder that fails is not acknowledged, and the file is whole', async () => {
    await store.save(source, readingOf({ via: 'before' }));
    const folder = { operation: 'fsync', path: sandbox.sourceFolder } as const;
    await thread.setFaults([{ ...folder, after: 1, times: 1, effect: fails('EIO') }]);
    expect((await store.save(source, readingOf({ via: 'perhaps' }))).ok).toBe(false);
    expect(['before', 'perhaps']).toContain((await sandbox.found())?.via);
    expect(await store.save(source, readingOf({ via: 'after' }))).toEqual({ ok: true, value: 'written' });
    expect((await sandbox.found())?.via).toBe('after');
  });

  it('a disk that loses what it said it wrote, is found out by the next reader', async () => {
    await store.save(source, readingOf({ via: 'before' }));
    await thread.setFaults([{ operation: 'write', path: 'fetched.1.sqlite', effect: { kind: 'torn', bytes: 5_000 } }]);
    await store.save(source, readingOf({ via: 'torn' }));
    expect(await sandbox.found()).toBeNull();
    expect(sandbox.warnings()).toEqual([expect.stringContaining('is cut short and was set aside')]);
  });

  it('a folder that cannot be made is a failure value', async () => {
    await thread.setFaults([{ operation: 'mkdir', path: sandbox.root, effect: fails('EROFS') }]);
    const failed = { ok: false, error: { kind: 'notWritable', detail: 'the file system is read-only.' } };
    expect(await store.save(source, readingOf())).toMatchObject(failed);
    expect(await store.keep(source, [{ key: 'a', value: '1', atMs: 1 }])).toMatchObject(failed);
  });

  it('a file of its own that cannot be read is a failure value, and nothing is set aside', async () => {
    await store.save(source, readingOf());
    await thread.setFaults([{ operation: 'read', path: 'fetched.1.sqlite', effect: fails('EIO') }]);
    expect(await store.load(source)).toMatchObject({ ok: false, error: { kind: 'unusable' } });
    await thread.setFaults([{ operation: 'readdir', path: sandbox.sourceFolder, effect: fails('EIO') }]);
    expect(await store.load(source)).toMatchObject({ ok: false, error: { kind: 'unusable' } });
    expect(await store.loadKept(source)).toMatchObject({ ok: false, error: { kind: 'unusable' } });
    await thread.setFaults([]);
    expect(await store.load(source)).toEqual({ ok: true, value: readingOf() });
  });
});

describe('keeping that meets', () => {
  const first = { key: 'a', value: 'first', atMs: 1 };
  const second = { key: 'a', value: 'second', atMs: 2 };

  it.each(faults)('%s is not acknowledged, and what was kept before stays', async (_, fault) => {
    await store.keep(source, [first]);
    await thread.setFaults([fault('.json')]);
    expect(await store.keep(source, [second])).toMatchObject({ ok: false, error: { kind: 'notWritable' } });
    expect(await sandbox.foundKept()).toEqual({ a: 'first' });
    await thread.setFaults([]);
    expect(await store.keep(source, [second])).toEqual({ ok: true, value: undefined });
    expect(await sandbox.foundKept()).toEqual({ a: 'second' });
  });

  it.each(faults)('%s when it is taken in goes on waiting', async (_, fault) => {
    await store.keep(source, [first]);
    await store.loadKept(source);
    await store.keep(source, [second]);
    await thread.setFaults([fault('kept.1.sqlite')]);
    await store.loadKept(source);
    await expect.poll(() => sandbox.warnings()).toEqual([expect.stringContaining('what is kept waits in its inbox')]);
    expect(await sandbox.foundKept()).toEqual({ a: 'second' });
    expect(await sandbox.waiting()).toHaveLength(1);
    await thread.setFaults([]);
    await store.close();
    expect(await sandbox.waiting()).toEqual([]);
    expect(await sandbox.foundKept()).toEqual({ a: 'second' });
  });

  it('an inbox whose files cannot be deleted takes them again, to the same end', async () => {
    await thread.setFaults([{ operation: 'remove', path: '.json', effect: fails('EPERM') }]);
    await store.keep(source, [first]);
    await store.loadKept(source);
    await store.keep(source, [second]);
    await store.close();
    expect(await sandbox.waiting()).toHaveLength(2);
    expect(await sandbox.foundKept()).toEqual({ a: 'second' });
  });
});
