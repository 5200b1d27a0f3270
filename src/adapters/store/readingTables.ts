/** Answers for a reading in the tables of its file: the issues, and what stands beside them. */
import type { Database } from 'sql.js';
import type { RecordProblem } from '../../domain/issue';
import type { PhaseProgress } from '../../domain/phase';
import { putRow, selectRows } from './issueRow';
import { ownerFacts, readMeta, rowsOf, runEach, writeMeta } from './storeDatabase';
import { readText, storedText } from './storedText';
import type { SaveJob, StoredRow } from './storeMessages';

/** Facts about the reading as a whole. */
export interface ReadingFacts {
  readonly via: string;
  readonly confirmedAtMs: number;
  /** Null where issues alone tell how far a phase is. */
  readonly phases: readonly PhaseProgress[] | null;
}

/** Rows in one message: few enough that reading them does not hold up the receiver. */
const portion = 500;

/** The facts about the reading; null when they are not all there. @throws what SQLite says of a damaged file. */
export function readFacts(database: Database): ReadingFacts | null {
  const stored = readMeta(database);
  const [via, confirmedAtMs] = [stored.get('via'), stored.get('confirmedAtMs')];
  if (typeof via !== 'string' || typeof confirmedAtMs !== 'number') return null;
  const phases = stored.get('phases') ?? null;
  if (phases !== null && !isPhases(phases)) return null;
  return { via, confirmedAtMs, phases };
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

/** Hands over all issues in portions, each a JSON array of rows, and returns their number. @throws as {@link readFacts}. */
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
export function applySave(database: Database, job: SaveJob, puts: readonly StoredRow[]): void {
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
  const facts: ReadingFacts = { via: job.via, confirmedAtMs: job.confirmedAtMs, phases: job.phases };
  writeMeta(database, { ...ownerFacts(job.source, job.epoch), ...facts });
  database.run('COMMIT');
}

function pick(numbers: Int32Array, size: number): number[][] {
  return Array.from({ length: numbers.length / size }, (_, index) => [
    ...numbers.subarray(index * size, (index + 1) * size),
  ]);
}
