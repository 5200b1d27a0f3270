/** Answers for what stands in the tables beside the issues, and for the statements of a load and a save. */
import type { Database, SqlJsStatic, SqlValue } from 'sql.js';
import type { RecordProblem } from '../../domain/issue';
import type { PhaseProgress } from '../../domain/phase';
import { applicationId } from './fileHeader';
import { putRow, selectRows } from './issueRow';
import { migrate } from './migrations';
import { parseJson, readText, storedText } from './storedText';
import type { SaveJob, StoredRow } from './storeMessages';

/** Facts about the reading as a whole. */
export interface Meta {
  readonly source: string;
  readonly root: string;
  readonly via: string;
  readonly confirmedAtMs: number;
  readonly epoch: number;
  /** Null where issues alone tell how far a phase is. */
  readonly phases: readonly PhaseProgress[] | null;
}

/** Rows in one message: few enough that reading them does not hold up the receiver. */
const portion = 500;

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

/** The facts about the reading; null when they are not all there. @throws what SQLite says of a damaged file. */
export function readMeta(database: Database): Meta | null {
  const stored = new Map(
    rowsOf(database, 'SELECT key, value FROM meta').map(([key, value]) => [key, parseJson(String(value))]),
  );
  const [source, root, via] = [stored.get('source'), stored.get('root'), stored.get('via')];
  const [confirmedAtMs, epoch] = [stored.get('confirmedAtMs'), stored.get('epoch')];
  if (typeof source !== 'string' || typeof root !== 'string' || typeof via !== 'string') return null;
  if (typeof confirmedAtMs !== 'number' || typeof epoch !== 'number') return null;
  const phases = stored.get('phases') ?? null;
  if (phases !== null && !isPhases(phases)) return null;
  return { source, root, via, confirmedAtMs, epoch, phases };
}

function isPhases(value: unknown): value is readonly PhaseProgress[] {
  return Array.isArray(value) && value.every(isPhase);
}

function isPhase(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { name, completed, total } = value as Readonly<Record<string, unknown>>;
  return typeof name === 'string' && Number.isSafeInteger(completed) && Number.isSafeInteger(total);
}

/** The problems in order; null when a row is none. @throws what SQLite says of a damaged file. */
export function readProblems(database: Database): readonly RecordProblem[] | null {
  const problems: RecordProblem[] = [];
  for (const [path, line, stored] of rowsOf(database, 'SELECT path, line, message FROM problem ORDER BY place')) {
    const message = typeof stored === 'string' ? readText(stored) : null;
    const where = typeof path === 'string' ? readText(path) : null;
    if (message === null || (path !== null && where === null)) return null;
    if (line !== null && typeof line !== 'number') return null;
    problems.push({ path: where, line: line ?? null, message });
  }
  return problems;
}

/** The checkpoint; undefined when it is none this store writes. @throws what SQLite says of a damaged file. */
export function readCheckpoint(database: Database): string | null | undefined {
  const row = rowsOf(database, 'SELECT whole FROM checkpoint')[0];
  if (row === undefined) return null;
  return typeof row[0] === 'string' ? (readText(row[0]) ?? undefined) : undefined;
}

/** Hands over all issues in portions, each a JSON array of rows, and returns their number. @throws as {@link readMeta}. */
export function readRows(database: Database, send: (json: string) => void): number {
  const statement = database.prepare(selectRows);
  let last = -1;
  let sent = 0;
  for (;;) {
    const [json, upTo, rows] = statement.get([last, portion]);
    if (typeof json !== 'string' || typeof upTo !== 'number') break;
    // In a damaged tree rows may lead back to themselves, and there would be no end.
    if (upTo <= last) throw new Error('rows out of order');
    send(json);
    last = upTo;
    sent += Number(rows);
  }
  statement.free();
  return sent;
}

/** Makes the tables say what `job` and the staged issues say. @throws what SQLite says of a damaged file. */
export function applySave(database: Database, job: SaveJob, puts: readonly StoredRow[], epoch: number): void {
  database.run('BEGIN');
  runEach(database, 'DELETE FROM issue WHERE row = ?', pick(job.removes, 1));
  runEach(database, 'UPDATE issue SET place = ?2 WHERE row = ?1', pick(job.moves, 2));
  runEach(database, putRow, puts);
  if (job.problems !== null) {
    database.run('DELETE FROM problem');
    runEach(
      database,
      'INSERT INTO problem (path, line, message) VALUES (?, ?, ?)',
      job.problems.map(({ path, line, message }) => [
        path === null ? null : storedText(path),
        line,
        storedText(message),
      ]),
    );
  }
  if (job.checkpoint !== undefined) {
    database.run('DELETE FROM checkpoint');
    if (job.checkpoint !== null) {
      database.run('INSERT INTO checkpoint (whole) VALUES (?)', [storedText(job.checkpoint)]);
    }
  }
  const { source, via, confirmedAtMs, phases } = job;
  const meta: Meta = { source: source.id, root: source.root, via, confirmedAtMs, epoch, phases };
  runEach(
    database,
    'INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)',
    Object.entries(meta).map(([key, value]) => [key, JSON.stringify(value)]),
  );
  database.run('COMMIT');
}

function rowsOf(database: Database, query: string): SqlValue[][] {
  return database.exec(query)[0]?.values ?? [];
}

function runEach(database: Database, query: string, rows: readonly (readonly SqlValue[])[]): void {
  if (rows.length === 0) return;
  const statement = database.prepare(query);
  for (const row of rows) statement.run([...row]);
  statement.free();
}

function pick(numbers: Int32Array, size: number): number[][] {
  return Array.from({ length: numbers.length / size }, (_, index) => [
    ...numbers.subarray(index * size, (index + 1) * size),
  ]);
}
