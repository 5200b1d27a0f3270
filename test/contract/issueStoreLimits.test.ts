import { mkdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Issue } from '../../src/domain/issue';
import type { Sparable, StoredSource } from '../../src/ports/issueStore';
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

const kilobyte = 1024;

const issuesNamed = (name: string, count: number, bytes = 200): readonly Issue[] =>
  Array.from({ length: count }, (_, index) => issueOf(`${name}-${index}`, { title: 'x'.repeat(bytes) }));

describe('a reading that is larger than its file may be', () => {
  const limits = { fileBytes: 200 * kilobyte };
  const open = issuesNamed('open', 100);
  const closed = issuesNamed('closed', 800);
  const reading = readingOf({ issues: [...closed, ...open], checkpoint: 'abc' });

  it('is stored without those that may go, the first first, and without its checkpoint', async () => {
    const store = sandbox.open({ limits });
    const sparable: Sparable = { issues: () => closed, checkpoint: null };
    expect(await store.save(source, reading, sparable)).toEqual({ ok: true, value: 'written' });
    expect((await stat(sandbox.file)).size).toBeLessThanOrEqual(limits.fileBytes);
    const found = await sandbox.found();
    expect(found?.checkpoint).toBeNull();
    const left = found?.issues.length ?? 0;
    expect(left).toBeGreaterThan(300);
    expect(left).toBeLessThan(900);
    expect(found?.issues).toEqual(reading.issues.slice(-left));
    expect(sandbox.infos()).toEqual([
      expect.stringMatching(/would be larger than 0 MB: \d+ closed issues, the oldest/),
    ]);
    expect(sandbox.warnings()).toEqual([]);
  });

  it('keeps a checkpoint that holds all the same', async () => {
    const store = sandbox.open({ limits });
    await store.save(source, reading, { issues: () => closed, checkpoint: 'abc' });
    expect((await sandbox.found())?.checkpoint).toBe('abc');
  });

  it('is sent as a change the next time, and what may not go any more comes back', async () => {
    const store = sandbox.open({ limits });
    await store.save(source, reading, { issues: () => closed, checkpoint: null });
    const before = (await sandbox.found())?.issues.length ?? 0;
    const [needed] = closed;
    const issues = [...reading.issues, issueOf('new')];
    await store.save(source, { ...reading, issues }, { issues: () => closed, checkpoint: null });
    expect(sandbox.log.lines.at(-1)).toContain('(1 issues changed)');
    await store.save(source, { ...reading, issues }, { issues: () => closed.slice(1), checkpoint: null });
    const found = await sandbox.found();
    expect(found?.issues[0]).toEqual(needed);
    expect(found?.issues).toHaveLength(before + 2);
  });

  it('is not stored where too little may go, and what was stored before stays', async () => {
    const store = sandbox.open({ limits });
    await store.save(source, readingOf({ via: 'before' }));
    const before = await readFile(sandbox.file);
    for (const sparable of [undefined, { issues: () => closed.slice(0, 10), checkpoint: null }]) {
      expect(await store.save(source, reading, sparable)).toEqual({
        ok: false,
        error: { kind: 'tooLarge', what: 'The cache of beads:shop', limitBytes: limits.fileBytes },
      });
    }
    expect(await readFile(sandbox.file)).toEqual(before);
    expect(await store.load(source)).toEqual({ ok: true, value: reading });
  });

  it('may grow as large as it does where nothing has to go', async () => {
    const store = sandbox.open();
    await store.save(source, reading, {
      issues: () => {
        throw new Error('nobody asked');
      },
      checkpoint: null,
    });
    expect(await sandbox.found()).toEqual(reading);
  });

  it('gives room back when much of it is gone', async () => {
    const store = sandbox.open();
    await store.save(source, reading);
    const large = (await stat(sandbox.file)).size;
    await store.save(source, { ...reading, issues: open });
    expect(sandbox.log.lines.at(-1)).toContain('(0 issues changed)');
    expect((await stat(sandbox.file)).size).toBeLessThan(large / 4);
    expect((await sandbox.found())?.issues).toEqual(open);
  });
});

describe('sources that are larger than all may be together', () => {
  const sources: readonly StoredSource[] = Array.from({ length: 4 }, (_, index) => ({
    ...source,
    id: `beads:${index}`,
  }));
  const source0 = sources[0] ?? source;
  const fileOf = (of: StoredSource): string => join(sandbox.folderOf(of), 'fetched.1.sqlite');

  /** Stores each source, the first longest ago. */
  const saveAll = async (): Promise<void> => {
    const store = sandbox.open();
    for (const [index, one] of sources.entries()) {
      await store.save(one, readingOf({ issues: issuesNamed('x', 150, 300) }));
      await utimes(fileOf(one), 1_700_000_000 + index, 1_700_000_000 + index);
    }
    await store.keep(source0, [{ key: 'a', value: '1', atMs: 1 }]);
    await store.close();
  };
  const isStored = (one: StoredSource): Promise<boolean> =>
    stat(fileOf(one)).then(
      () => true,
      () => false,
    );
  const stored = (): Promise<boolean[]> => Promise.all(sources.map(isStored));

  it('lose those that were not written for longest; what was kept of them stays, and it is said', async () => {
    await saveAll();
    const folderBytes = 3.6 * (await stat(fileOf(source0))).size;
    const store = sandbox.open({ limits: { folderBytes } });
    await store.save(source, readingOf());
    expect(await stored()).toEqual([false, true, true, true]);
    expect(sandbox.infos()).toEqual([
      expect.stringMatching(/that of beads-0-[0-9a-f]{10}, last written on 2023-11-14, was/),
    ]);
    const kept = await store.loadKept(source0);
    expect(kept.ok && kept.value.size).toBe(1);
    expect(await store.load(sources[1] ?? source)).toMatchObject({ value: { via: readingOf().via } });
  });

  it('never lose one that is led now, nor the one that is being written', async () => {
    await saveAll();
    await mkdir(join(sandbox.folder, 'instances'));
    await writeFile(join(sandbox.folder, 'instances', 'window-1-abc.json'), '{}');
    const [first, second] = sources.map((one) => sandbox.folderOf(one));
    await writeFile(join(first ?? '', 'leader.1'), 'window-1-abc');
    await writeFile(join(second ?? '', 'leader.1'), 'window-2-gone');
    const store = sandbox.open({ limits: { folderBytes: kilobyte } });
    await store.save(source, readingOf());
    expect(await stored()).toEqual([true, false, false, false]);
    expect(await sandbox.found()).toEqual(readingOf());
  });
});
