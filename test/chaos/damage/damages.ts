/** Answers for the ways a file can be damaged: cut, changed, replaced, each by chance within its kind. */
import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import initSqlJs, { type Database } from 'sql.js';
import type { Chance } from '../chance';

/** Damages the file at this path. */
export type Damage = (file: string, chance: Chance) => void | Promise<void>;

const pageBytes = 4096;
const headerBytes = 100;
/** Where the header has the version of the schema: https://www.sqlite.org/fileformat.html#the_database_header */
const versionAt = 60;

const sizeOf = (file: string): number => readFileSync(file).length;

const cut =
  (lengthOf: (size: number, chance: Chance) => number): Damage =>
  (file, chance) => {
    truncateSync(file, Math.max(0, Math.min(sizeOf(file) - 1, lengthOf(sizeOf(file), chance))));
  };

/** One to four bits between these parts of the file. */
const flip =
  (from: (size: number) => number, to: (size: number) => number): Damage =>
  (file, chance) => {
    const bytes = readFileSync(file);
    const [least, most] = [from(bytes.length), Math.max(from(bytes.length), to(bytes.length) - 1)];
    for (let left = chance.between(1, 4); left > 0; left--) {
      const at = Math.min(bytes.length - 1, chance.between(least, most));
      bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.between(0, 7));
    }
    writeFileSync(file, bytes);
  };

const replaced =
  (textOf: (chance: Chance) => string | Uint8Array): Damage =>
  (file, chance) => {
    writeFileSync(file, textOf(chance));
  };

const garbage = (chance: Chance): Uint8Array =>
  Uint8Array.from({ length: chance.between(1, 3 * pageBytes) }, () => chance.between(0, 255));

const asFolder: Damage = (file, chance) => {
  rmSync(file, { force: true });
  mkdirSync(file);
  if (chance.odds(0.5)) writeFileSync(path.join(file, 'occupied'), '');
};

/** Changed by SQLite itself, so that it is a sound database. */
const edited =
  (...statements: readonly string[]): Damage =>
  async (file, chance) => {
    await withDatabase(readFileSync(file), (database) => {
      database.run(chance.pick(statements));
      writeFileSync(file, database.export());
    });
  };

const foreign: Damage = (file) =>
  withDatabase(null, (database) => {
    database.run('CREATE TABLE bookmark (url TEXT); INSERT INTO bookmark VALUES (1)');
    writeFileSync(file, database.export());
  });

export const newer: Damage = (file, chance) => {
  const bytes = readFileSync(file);
  bytes.writeUInt32BE(chance.between(50, 2 ** 31), versionAt);
  writeFileSync(file, bytes);
};

async function withDatabase(bytes: Uint8Array | null, use: (database: Database) => void): Promise<void> {
  const sql = await initSqlJs();
  // Without the seal behind them: what somebody else writes has none.
  const pages = bytes?.subarray(0, bytes.length - (bytes.length % pageBytes)) ?? null;
  const database = new sql.Database(pages);
  try {
    use(database);
  } finally {
    database.close();
  }
}

const ofAnyFile: Readonly<Record<string, Damage>> = {
  'is empty': replaced(() => ''),
  'is garbage': replaced(garbage),
  'is a folder': asFolder,
  'lost its last byte': cut((size) => size - 1),
  'is cut in the middle': cut((size, chance) => chance.between(1, size - 1)),
  'has other bits': flip(
    () => 0,
    (size) => size,
  ),
};

/** Of databases: also by region, and with what SQLite finds nothing wrong with. */
export const ofDatabase: Readonly<Record<string, Damage>> = {
  ...ofAnyFile,
  'is cut in its header': cut((_, chance) => chance.between(1, headerBytes - 1)),
  'is cut between pages': cut((size, chance) => pageBytes * chance.between(1, Math.floor(size / pageBytes) - 1)),
  'has other bits in its header': flip(
    () => 0,
    () => headerBytes,
  ),
  'has other bits in its first page': flip(
    () => headerBytes,
    () => pageBytes,
  ),
  'has other bits in its last page': flip(
    (size) => size - pageBytes,
    (size) => size,
  ),
  'is of a newer version': newer,
  'is of another program': foreign,
  'is of another source': edited(
    `UPDATE meta SET value = '"beads:other"' WHERE key = 'source'`,
    `UPDATE meta SET value = '"/elsewhere"' WHERE key = 'root'`,
  ),
  'has strange rows': edited(
    `UPDATE meta SET value = '[]'`,
    'DELETE FROM meta',
    `INSERT INTO issue VALUES (99999, 5, '{"x":1}')`,
    `UPDATE issue SET cells = '[]' WHERE row % 7 = 3`,
    `UPDATE issue SET cells = x'00ff'`,
    'UPDATE issue SET place = -1',
    'DROP TABLE issue',
    'DROP TABLE kept',
    `UPDATE kept SET value = 'wrong'`,
    `UPDATE kept SET at_ms = 'x'`,
    `UPDATE kept SET proof = ''`,
    'CREATE TRIGGER t AFTER UPDATE ON meta BEGIN DELETE FROM kept; END',
    'ALTER TABLE issue RENAME TO other',
  ),
};

export const ofText: Readonly<Record<string, Damage>> = {
  ...ofAnyFile,
  'says something else': replaced((chance) =>
    chance.pick([
      '{}',
      'null',
      '[',
      '../../x',
      'window-0-a',
      'run-99999999999-zzz',
      '{"pid":-1,"place":"","startMark":null}',
      '{"priority":"all","atMs":1e99}',
      '{"format":1,"source":"beads:other","root":"/","records":[]}',
      '\0'.repeat(9000),
    ]),
  ),
};
