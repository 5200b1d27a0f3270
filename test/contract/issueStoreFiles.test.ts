import fc from 'fast-check';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Issue } from '../../src/domain/issue';
import { buildStoreWorker, type BuiltStore } from '../fakes/buildStoreWorker';
import { blocks, issueOf } from '../fakes/issues';
import { readingOf, source } from './issueStoreContract';
import { foreignDatabase, StoreSandbox } from './issueStoreSandbox';

let built: BuiltStore;
let sandbox: StoreSandbox;

const richReading = readingOf({
  issues: Array.from({ length: 60 }, (_, index) =>
    issueOf(`shop-${index}`, { labels: ['ui'], edges: [blocks(`shop-${index + 1}`)] }),
  ),
  problems: [{ path: '.beads/issues.jsonl', line: 7, message: 'The line ends in the middle.' }],
});

const saveRich = async (): Promise<void> => {
  const store = sandbox.open();
  await store.save(source, richReading);
  await store.close();
};

beforeAll(async () => {
  built = await buildStoreWorker();
});

afterAll(() => built.remove());

beforeEach(async () => {
  sandbox = await StoreSandbox.make(built.workerPath);
});

afterEach(() => sandbox.remove());

describe('a cache file that cannot be used', () => {
  const rewrite = async (change: (bytes: Buffer) => Uint8Array): Promise<void> => {
    await writeFile(sandbox.file, change(await readFile(sandbox.file)));
  };
  const setTo = (column: string, value: string) => () => sandbox.edit(`UPDATE issue SET ${column} = ${value}`);

  const damages: readonly (readonly [name: string, damage: () => Promise<unknown>, said: string])[] = [
    ['empty', () => writeFile(sandbox.file, ''), 'is empty'],
    ['a text', () => writeFile(sandbox.file, 'not a database. '.repeat(100)), 'is no database'],
    ['cut short', () => rewrite((bytes) => bytes.subarray(0, bytes.length - 100)), 'is cut short'],
    ['cut to its first page', () => rewrite((bytes) => bytes.subarray(0, 4096)), 'is cut short'],
    ['too long', () => rewrite((bytes) => Buffer.concat([bytes, bytes])), 'is damaged'],
    ['overwritten with zeros', () => rewrite((bytes) => bytes.fill(0, 4096)), 'is damaged'],
    ['of another program', async () => writeFile(sandbox.file, await foreignDatabase()), 'belongs to another program'],
    ['newer', () => sandbox.edit('PRAGMA user_version = 4711'), 'was written by a newer version'],
    ['without a version', () => sandbox.edit('PRAGMA user_version = 0'), 'was never finished'],
    ['without its table', () => sandbox.edit('DROP TABLE issue'), 'is damaged'],
    ['without its facts', () => sandbox.edit('DELETE FROM meta'), 'is damaged'],
    ['of another source', () => sandbox.edit(`UPDATE meta SET value = '"x"' WHERE key = 'root'`), 'another source'],
    ['with a list that is none', setTo('labels', `'{}'`), 'is damaged'],
    ['with broken JSON', setTo('labels', `'["ui"'`), 'is damaged'],
    ['with an edge that is none', setTo('edges', `'[["blocks", 7, null, false]]'`), 'is damaged'],
    ['with a priority that is none', setTo('priority', '9'), 'is damaged'],
    ['with a number for a title', setTo('title', `x'ff'`), 'is damaged'],
    ['with two issues in one place', setTo('place', '3'), 'is damaged'],
    ['with a place far out', setTo('place', 'place + 4000000000'), 'is damaged'],
    ['with a problem that is none', () => sandbox.edit(`UPDATE problem SET line = 'x'`), 'is damaged'],
    [
      'a folder',
      async () => {
        await rm(sandbox.file);
        await mkdir(sandbox.file);
      },
      'is a folder',
    ],
  ];

  it.each(damages)('is set aside with one sentence, counts as none, and makes room: %s', async (_, damage, said) => {
    await saveRich();
    await damage();
    expect(await sandbox.found()).toBeNull();
    expect(await sandbox.names()).toEqual([expect.stringMatching(/\.sqlite\.set-aside-2026-01-10T10-00-00\.000Z$/)]);
    expect(sandbox.warnings()).toEqual([expect.stringContaining(said)]);
    expect(sandbox.warnings()[0]).toMatch(/delete it when you like\. Nothing is lost/);
    await saveRich();
    expect(await sandbox.found()).toEqual(richReading);
  });

  it('is set aside by a save as well', async () => {
    await saveRich();
    await writeFile(sandbox.file, 'x');
    await saveRich();
    expect(await sandbox.found()).toEqual(richReading);
    expect(await sandbox.names()).toHaveLength(2);
  });

  it('is set aside by a save that finds the damage only while it changes the file', async () => {
    await saveRich();
    await sandbox.edit(`CREATE TRIGGER no BEFORE INSERT ON issue BEGIN SELECT RAISE(ABORT, 'not so'); END`);
    const store = sandbox.open();
    const loaded = await store.load(source);
    const issues = [...((loaded.ok ? loaded.value?.issues : null) ?? []), issueOf('shop-new')];
    expect(issues).toHaveLength(61);
    expect(await store.save(source, { ...richReading, issues })).toEqual({ ok: true, value: undefined });
    expect(sandbox.warnings()).toEqual([expect.stringContaining('is damaged (not so)')]);
    expect(await sandbox.found()).toEqual({ ...richReading, issues });
  });

  it('leaves no more than three of its kind', async () => {
    for (let round = 0; round < 5; round++) {
      await saveRich();
      await writeFile(sandbox.file, `${round}`);
      sandbox.clock.advance(60_000);
      expect(await sandbox.found()).toBeNull();
    }
    const names = await sandbox.names();
    expect(names.map((name) => name.slice(-'10-03-00.000Z'.length)).sort()).toEqual([
      '10-03-00.000Z',
      '10-04-00.000Z',
      '10-05-00.000Z',
    ]);
  });

  it(
    'is told from a good one whatever bytes are damaged, and never gives an ill-shaped issue',
    { timeout: 60_000 },
    async () => {
      await saveRich();
      const good = await readFile(sandbox.file);
      const store = sandbox.open();
      const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 30 });
      await fc.assert(
        fc.asyncProperty(damage, async (changes) => {
          const bytes = Buffer.from(good);
          for (const [offset, value] of changes) bytes[offset] = value;
          await writeFile(sandbox.file, bytes);
          const result = await store.load(source);
          if (!result.ok) throw new Error(JSON.stringify(result.error));
          expect(result.value?.issues.every(isWellShaped) ?? true).toBe(true);
        }),
        { numRuns: 200 },
      );
    },
  );
});

/** Forms a damaged row may take are endless; what the readiness rules touch must be there. */
function isWellShaped(issue: Issue | undefined): boolean {
  return (
    issue !== undefined &&
    [issue.id, issue.title, issue.trackerStatus].every((text) => typeof text === 'string') &&
    issue.labels.every((label) => typeof label === 'string') &&
    issue.edges.every(({ id, kind }) => typeof id === 'string' && typeof kind === 'string') &&
    [null, 0, 1, 2, 3, 4].includes(issue.priority)
  );
}

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

describe('saving', () => {
  it('writes a burst in one breath once', async () => {
    const store = sandbox.open();
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => store.save(source, readingOf({ confirmedAtMs: index }))),
    );
    expect(sandbox.writes()).toBe(1);
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
