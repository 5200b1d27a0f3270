/** Answers for the tables of the database, as the steps that lead to them from nothing and from every earlier version. */
import type { Database } from 'sql.js';

/** What the database is asked to do for one step. A step that was released never changes. */
export type Migration = string;

/** Step N leads from version N to N + 1; `PRAGMA user_version` holds the version a file is at. */
const migrations: readonly Migration[] = [
  `CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE issue (
     row INTEGER PRIMARY KEY,
     place INTEGER NOT NULL,
     id TEXT NOT NULL,
     title TEXT NOT NULL,
     tracker_status TEXT NOT NULL,
     not_work INTEGER NOT NULL,
     priority INTEGER,
     type TEXT,
     labels TEXT,
     assignees TEXT,
     author TEXT,
     phase TEXT,
     started INTEGER NOT NULL,
     created_at_ms INTEGER,
     updated_at_ms INTEGER,
     closed_at_ms INTEGER,
     defer_until_ms INTEGER,
     url TEXT,
     location_path TEXT,
     location_line INTEGER,
     edges TEXT
   );
   CREATE TABLE problem (place INTEGER PRIMARY KEY, path TEXT, line INTEGER, message TEXT NOT NULL);`,
];

/** The version this build reads and writes. */
export const currentVersion = migrations.length;

/**
 * Brings a database at version `from` (0: empty) to the last version.
 * @throws what SQLite says of a step; the database is of no use then.
 */
export function migrate(database: Database, from: number, steps: readonly Migration[] = migrations): void {
  if (from >= steps.length) return;
  database.run('BEGIN');
  for (const step of steps.slice(from)) database.run(step);
  database.run(`PRAGMA user_version = ${steps.length}`);
  database.run('COMMIT');
}
