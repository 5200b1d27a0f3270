/** Answers for the database of a file: made, opened, kept small, and whose it is. */
import type { Database, SqlJsStatic, SqlValue } from 'sql.js';
import type { StoredSource } from '../../ports/issueStore';
import { applicationId } from './fileHeader';
import { migrate } from './migrations';
import { parseJson } from './storedText';

/** A file has more free pages than this part of all: they are given back. */
const mostFree = 1 / 4;

/** An empty database of the newest version. */
export function createDatabase(sql: SqlJsStatic): Database {
  const database = new sql.Database();
  prepare(database);
  database.run(`PRAGMA application_id = ${applicationId}`);
  migrate(database, 0);
  return database;
}

/** The database in `bytes`, brought to the newest version in memory. @throws what SQLite says of a damaged file. */
export function openDatabase(sql: SqlJsStatic, bytes: Uint8Array, version: number): Database {
  const database = new sql.Database(bytes);
  try {
    prepare(database);
    migrate(database, version);
    return database;
  } catch (error) {
    closeDatabase(database);
    throw error;
  }
}

/** Frees the memory. A database whose engine broke down cannot be closed, and need not be. */
export function closeDatabase(database: Database): void {
  try {
    database.close();
  } catch {
    return;
  }
}

/** The file is replaced as a whole, so that SQLite's own safeguards would only cost time. */
function prepare(database: Database): void {
  database.run('PRAGMA journal_mode = OFF; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON');
}

/** Gives free pages back where there are many. @throws what SQLite says of a damaged file. */
export function compact(database: Database): void {
  const [free, all] = ['freelist_count', 'page_count'].map((name) =>
    Number(rowsOf(database, `PRAGMA ${name}`)[0]?.[0]),
  );
  if ((free ?? 0) > (all ?? 0) * mostFree) database.run('VACUUM');
}

/** Facts about a file as a whole, by name. @throws what SQLite says of a damaged file. */
export function readMeta(database: Database): ReadonlyMap<string, unknown> {
  return new Map(
    rowsOf(database, 'SELECT key, value FROM meta').map(([key, value]) => [String(key), parseJson(String(value))]),
  );
}

/** Puts facts about the file as a whole, in the place of those of the same names. */
export function writeMeta(database: Database, meta: Readonly<Record<string, unknown>>): void {
  runEach(
    database,
    'INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)',
    Object.entries(meta).map(([key, value]) => [key, JSON.stringify(value)]),
  );
}

/** Whose file it is: the facts every file has. */
export const ownerFacts = ({ id, root }: StoredSource, epoch: number): Readonly<Record<string, unknown>> => ({
  source: id,
  root,
  epoch,
});

/** All rows a query answers with. @throws what SQLite says. */
export function rowsOf(database: Database, query: string): SqlValue[][] {
  return database.exec(query)[0]?.values ?? [];
}

/** Runs a statement once for each of the rows of parameters. @throws what SQLite says. */
export function runEach(database: Database, query: string, rows: readonly (readonly SqlValue[])[]): void {
  if (rows.length === 0) return;
  const statement = database.prepare(query);
  for (const row of rows) statement.run([...row]);
  statement.free();
}
