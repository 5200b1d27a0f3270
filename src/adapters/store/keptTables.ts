/** Answers for kept records in the table of their file, each with a proof that it is what was written. */
import { createHash } from 'node:crypto';
import type { Database } from 'sql.js';
import type { KeptRecord } from '../../ports/keptStore';
import { readMeta, rowsOf, runEach, writeMeta } from './storeDatabase';
import { readText, storedText } from './storedText';

const proofLength = 16;

const proofOf = ({ key, value, atMs }: KeptRecord): string =>
  createHash('sha256')
    .update(JSON.stringify([key, value, atMs]))
    .digest('hex')
    .slice(0, proofLength);

/** The records by key, those of facts that are no more included; null when one is not what was written, or is missing. */
export function readKept(database: Database): Map<string, KeptRecord> | null {
  const records = new Map<string, KeptRecord>();
  for (const [storedKey, storedValue, atMs, proof] of rowsOf(database, 'SELECT key, value, at_ms, proof FROM kept')) {
    const key = typeof storedKey === 'string' ? readText(storedKey) : null;
    const value = typeof storedValue === 'string' ? readText(storedValue) : null;
    if (key === null || typeof atMs !== 'number') return null;
    const record: KeptRecord = { key, value, atMs };
    if (proofOf(record) !== proof) return null;
    records.set(key, record);
  }
  return records.size === readMeta(database).get('records') ? records : null;
}

/** Puts records in the place of those of the same keys, and deletes keys that are no more. @throws what SQLite says. */
export function putKept(
  database: Database,
  puts: readonly KeptRecord[],
  gone: readonly string[],
  facts: Readonly<Record<string, unknown>>,
): void {
  database.run('BEGIN');
  runEach(
    database,
    'DELETE FROM kept WHERE key = ?',
    gone.map((key) => [storedText(key)]),
  );
  runEach(
    database,
    'INSERT OR REPLACE INTO kept (key, value, at_ms, proof) VALUES (?, ?, ?, ?)',
    puts.map((record) => [
      storedText(record.key),
      record.value === null ? null : storedText(record.value),
      record.atMs,
      proofOf(record),
    ]),
  );
  writeMeta(database, { ...facts, records: Number(rowsOf(database, 'SELECT count(*) FROM kept')[0]?.[0]) });
  database.run('COMMIT');
}
