import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Issue } from '../../src/domain/issue';
import { buildStoreWorker, type BuiltStore } from '../fakes/buildStoreWorker';
import { blocks, issueOf } from '../fakes/issues';
import { readingOf, source } from './issueStoreReading';
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
  sandbox = await StoreSandbox.make(built);
});

afterEach(() => sandbox.remove());

describe('a cache file that cannot be used', () => {
  const rewrite = async (change: (bytes: Buffer) => Uint8Array): Promise<void> => {
    await writeFile(sandbox.file, change(await readFile(sandbox.file)));
  };
  const setTo = (column: string, value: string) => () => sandbox.edit(`UPDATE issue SET ${column} = ${value}`);
  const setCell = (cell: number, json: string) => setTo('cells', `json_set(cells, '$[${cell}]', json('${json}'))`);

  const damages: readonly (readonly [name: string, damage: () => Promise<unknown>, said: string])[] = [
    ['empty', () => writeFile(sandbox.file, ''), 'is empty'],
    ['a text', () => writeFile(sandbox.file, 'not a database. '.repeat(100)), 'is no database'],
    ['cut short', () => rewrite((bytes) => bytes.subarray(0, bytes.length - 100)), 'is cut short'],
    ['cut to its first page', () => rewrite((bytes) => bytes.subarray(0, 4096)), 'is cut short'],
    ['too long', () => rewrite((bytes) => Buffer.concat([bytes, bytes])), 'is damaged'],
    ['overwritten with zeros', () => rewrite((bytes) => bytes.fill(0, 4096)), 'is damaged'],
    ['of another program', async () => writeFile(sandbox.file, await foreignDatabase()), 'belongs to another program'],
    ['newer', () => sandbox.edit('PRAGMA user_version = 99'), 'was written by a newer version'],
    ['without a version', () => sandbox.edit('PRAGMA user_version = 0'), 'was never finished'],
    ['without its table', () => sandbox.edit('DROP TABLE issue'), 'is damaged'],
    ['without its facts', () => sandbox.edit('DELETE FROM meta'), 'is damaged'],
    ['of another source', () => sandbox.edit(`UPDATE meta SET value = '"x"' WHERE key = 'root'`), 'another source'],
    ['with a list that is none', setCell(6, '{}'), 'is damaged'],
    ['with broken JSON', setTo('cells', `substr(cells, 2)`), 'is damaged'],
    ['with an edge that is none', setCell(18, '[["blocks", 7, null, false]]'), 'is damaged'],
    ['with a priority that is none', setCell(4, '9'), 'is damaged'],
    ['with a number for a title', setCell(1, '7'), 'is damaged'],
    ['with a cell too many', setCell(19, '1'), 'is damaged'],
    ['with bytes for an issue', setTo('cells', `x'ff00'`), 'is damaged'],
    ['with nothing for an issue', setTo('cells', `''`), 'is damaged'],
    ['with two issues in one place', setTo('place', '3'), 'is damaged'],
    ['with a place far out', setTo('place', 'place + 4000000000'), 'is damaged'],
    ['with a problem that is none', () => sandbox.edit(`UPDATE problem SET line = 'x'`), 'is damaged'],
    ['with bytes for a checkpoint', () => sandbox.edit(`INSERT INTO checkpoint VALUES (x'00')`), 'is damaged'],
    [
      'with a checkpoint of no form',
      () => sandbox.edit(`INSERT INTO checkpoint VALUES (char(1) || '{')`),
      'is damaged',
    ],
    [
      'a folder',
      async () => {
        await rm(sandbox.file);
        await mkdir(sandbox.file);
        await writeFile(join(sandbox.file, 'x'), '');
      },
      'is no file',
    ],
    [
      'a pipe that nobody writes into',
      async () => {
        await rm(sandbox.file);
        execFileSync('mkfifo', [sandbox.file]);
      },
      'is no file',
    ],
    [
      'a link to what has no end',
      async () => {
        await rm(sandbox.file);
        await symlink('/dev/zero', sandbox.file);
      },
      'is no file',
    ],
  ];

  it.each(damages)('is set aside with one sentence, counts as none, and makes room: %s', async (_, damage, said) => {
    await saveRich();
    await damage();
    expect(await sandbox.found()).toBeNull();
    expect(await sandbox.names()).toEqual([
      expect.stringMatching(/^fetched\.1\.sqlite\.set-aside-2026-01-10T10-00-00\.000Z/),
    ]);
    expect(sandbox.warnings()).toEqual([expect.stringContaining(said)]);
    expect(sandbox.warnings()[0]).toMatch(/delete it when you like\. Nothing is lost/);
    await saveRich();
    expect(await sandbox.found()).toEqual(richReading);
  });

  it('is set aside where a file is in the place of the source\u2019s folder', async () => {
    await mkdir(sandbox.folder);
    await writeFile(sandbox.sourceFolder, 'x');
    await saveRich();
    expect(await sandbox.found()).toEqual(richReading);
    expect(sandbox.warnings()).toEqual([expect.stringContaining('is a file and was set aside')]);
  });

  it('makes way for that of the epoch before, where that is still there', async () => {
    await saveRich();
    const older = await readFile(sandbox.file);
    const newer = sandbox.leader(2);
    await newer.save(source, readingOf({ via: 'newer' }));
    expect(await sandbox.names()).toEqual(['fetched.2.sqlite']);
    // As if the leader was ended before it deleted the older one.
    await writeFile(sandbox.file, older);
    for (const damage of [
      () => writeFile(sandbox.fetched(2), 'x'),
      async () => {
        await writeFile(sandbox.fetched(2), older);
        await sandbox.edit('UPDATE issue SET place = 3', sandbox.fetched(2));
      },
      async () => {
        await writeFile(sandbox.fetched(2), older);
        await sandbox.edit("UPDATE problem SET line = 'x'", sandbox.fetched(2));
      },
    ]) {
      await damage();
      expect(await sandbox.found()).toEqual(richReading);
      expect(await sandbox.names()).not.toContain('fetched.2.sqlite');
    }
    expect(sandbox.warnings()).toHaveLength(3);
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
    expect(await store.save(source, { ...richReading, issues })).toEqual({ ok: true, value: 'written' });
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
