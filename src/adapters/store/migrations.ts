/** Answers for the tables of the database, as the steps that lead to them from nothing and from every earlier version. */
import type { Database } from 'sql.js';

/**
 * How a table's rows are dealt with, as the table `durability` says of each table.
 *
 * `fetched`: they can be fetched or made again. They are on disk some time after they were read; they may be cleared,
 * left out where there is no room, and made anew when they are damaged.
 *
 * `kept`: they cannot. They are on disk, synced, before anybody is told that they were taken in. Rows are added, or
 * replaced by later ones of the same key, and otherwise never deleted: no clearing, no limit of size.
 *
 * Rows of the two classes are in different files (`fetched.<epoch>.sqlite`, `kept.<epoch>.sqlite`), which have the
 * same tables.
 */
export type DurabilityClass = 'fetched' | 'kept';

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
  // An issue becomes one JSON array: one cell to bind and to hand over instead of nineteen.
  `CREATE TABLE issue_2 (row INTEGER PRIMARY KEY, place INTEGER NOT NULL, cells TEXT NOT NULL);
   INSERT INTO issue_2 SELECT row, place, json_array(
     ${plainText('id')}, ${plainText('title')}, ${plainText('tracker_status')}, not_work, priority, ${plainText('type')},
     json(labels), json(assignees), ${plainText('author')}, ${plainText('phase')}, started, created_at_ms, updated_at_ms,
     closed_at_ms, defer_until_ms, ${plainText('url')}, ${plainText('location_path')}, location_line, json(edges)
   ) FROM issue;
   DROP TABLE issue;
   ALTER TABLE issue_2 RENAME TO issue;
   CREATE TABLE checkpoint (whole TEXT NOT NULL);`,
  // What only trackers on a server know.
  `UPDATE issue SET cells = json_insert(cells, '$[#]', NULL);`,
  // Every table has a class: see DurabilityClass.
  `CREATE TABLE kept (key TEXT PRIMARY KEY, value TEXT, at_ms REAL NOT NULL, proof TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE durability (
     name TEXT PRIMARY KEY,
     class TEXT NOT NULL CHECK (class IN ('fetched', 'kept'))
   ) WITHOUT ROWID;
   INSERT INTO durability VALUES
     ('meta', 'fetched'), ('durability', 'fetched'), ('issue', 'fetched'), ('problem', 'fetched'),
     ('checkpoint', 'fetched'), ('kept', 'kept');`,
  // The beginning of an issue's text.
  `UPDATE issue SET cells = json_insert(cells, '$[#]', NULL);`,
];

/** A text of version 1, where U+0001 begins one that is kept as JSON. */
function plainText(column: string): string {
  return `CASE WHEN substr(${column}, 1, 1) = char(1) THEN json(substr(${column}, 2)) ELSE ${column} END`;
}

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
