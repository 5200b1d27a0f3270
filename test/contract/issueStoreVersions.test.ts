import { mkdir, writeFile } from 'node:fs/promises';
import initSqlJs from 'sql.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { currentVersion } from '../../src/adapters/store/migrations';
import type { StoredReading } from '../../src/ports/issueStore';
import { buildStoreWorker, type BuiltStore } from '../fakes/buildStoreWorker';
import { issueOf } from '../fakes/issues';
import { source } from './issueStoreReading';
import { StoreSandbox } from './issueStoreSandbox';

/**
 * What version 1 left on disk, written down once and never to be changed: its tables, and rows as it put them, among
 * them texts it kept as JSON behind U+0001.
 */
const version1 = `
  PRAGMA application_id = 1131959139;
  PRAGMA user_version = 1;
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE issue (
    row INTEGER PRIMARY KEY, place INTEGER NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL,
    tracker_status TEXT NOT NULL, not_work INTEGER NOT NULL, priority INTEGER, type TEXT, labels TEXT, assignees TEXT,
    author TEXT, phase TEXT, started INTEGER NOT NULL, created_at_ms INTEGER, updated_at_ms INTEGER,
    closed_at_ms INTEGER, defer_until_ms INTEGER, url TEXT, location_path TEXT, location_line INTEGER, edges TEXT
  );
  CREATE TABLE problem (place INTEGER PRIMARY KEY, path TEXT, line INTEGER, message TEXT NOT NULL);
  INSERT INTO meta VALUES
    ('source', '"beads:shop"'), ('root', '"/home/dev/shop"'), ('via', '".beads/issues.jsonl"'),
    ('confirmedAtMs', '1768000000000'), ('epoch', '3');
  INSERT INTO issue VALUES
    (0, 1, 'shop-1', 'Say "hello" \\ läden 日本 💩', 'in_progress', 0, 1, 'bug', '["ui","a,b"]', '["dana"]', 'dana', 'M1', 1,
     1768000000001, -62135596800000, 1768000000003, 8640000000000000, 'https://example.org/1', 'a/b.md', 0,
     '[["blocks","shop-2",null,false],["parent-child","\\ud800","other",true]]'),
    (4, 0, 'shop-2', char(1) || '"a\\u0000b"', '', 1, NULL, NULL, NULL, NULL, NULL, NULL, 0,
     NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    (2, 2, char(1) || '"\\udc00"', char(1) || '"\\u0001"', 'open', 0, 0, char(1) || '"\\ufeffx"', NULL, NULL, '', '[]', 0,
     NULL, NULL, NULL, NULL, NULL, char(1) || '"\\ud800/x"', 7, NULL);
  INSERT INTO problem VALUES (1, 'a/b.md', 7, 'The line ends in the middle.'), (2, NULL, NULL, char(1) || '"\\u0000"');`;

/** What version 2 left: an issue is one JSON array of nineteen cells. */
const version2 = `
  PRAGMA application_id = 1131959139;
  PRAGMA user_version = 2;
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE issue (row INTEGER PRIMARY KEY, place INTEGER NOT NULL, cells TEXT NOT NULL);
  CREATE TABLE problem (place INTEGER PRIMARY KEY, path TEXT, line INTEGER, message TEXT NOT NULL);
  CREATE TABLE checkpoint (whole TEXT NOT NULL);
  INSERT INTO meta VALUES
    ('source', '"beads:shop"'), ('root', '"/home/dev/shop"'), ('via', '".beads/issues.jsonl"'),
    ('confirmedAtMs', '1768000000000'), ('epoch', '3');
  INSERT INTO issue VALUES
    (0, 1, '["shop-1","Say \\"hello\\" \\\\ läden 日本 💩","in_progress",0,1,"bug",["ui","a,b"],["dana"],"dana","M1",1,1768000000001,-62135596800000,1768000000003,8640000000000000,"https://example.org/1","a/b.md",0,[["blocks","shop-2",null,false],["parent-child","\\ud800","other",true]]]'),
    (4, 0, '["shop-2","a\\u0000b","",1,null,null,null,null,null,null,0,null,null,null,null,null,null,null,null]'),
    (2, 2, '["\\udc00","\\u0001","open",0,0,"\ufeffx",null,null,"","[]",0,null,null,null,null,null,"\\ud800/x",7,null]');
  INSERT INTO problem VALUES (1, 'a/b.md', 7, 'The line ends in the middle.'), (2, NULL, NULL, char(1) || '"\\u0000"');
  INSERT INTO checkpoint VALUES ('{"head":"1f0c"}');`;

const blank = issueOf('', {
  title: '',
  trackerStatus: '',
  priority: null,
  type: null,
  createdAtMs: null,
  updatedAtMs: null,
});

/** The same as the tracker had handed it over. */
const reading: StoredReading = {
  issues: [
    { ...blank, id: 'shop-2', title: 'a\0b', notWork: true },
    {
      id: 'shop-1',
      title: 'Say "hello" \\ läden 日本 💩',
      trackerStatus: 'in_progress',
      notWork: false,
      priority: 1,
      type: 'bug',
      labels: ['ui', 'a,b'],
      assignees: ['dana'],
      author: 'dana',
      phase: 'M1',
      started: true,
      createdAtMs: 1_768_000_000_001,
      updatedAtMs: -62_135_596_800_000,
      closedAtMs: 1_768_000_000_003,
      deferUntilMs: 8_640_000_000_000_000,
      url: 'https://example.org/1',
      location: { path: 'a/b.md', line: 0 },
      edges: [
        { kind: 'blocks', id: 'shop-2', scope: null, reversed: false },
        { kind: 'parent-child', id: '\ud800', scope: 'other', reversed: true },
      ],
    },
    {
      ...blank,
      id: '\udc00',
      title: '\u0001',
      trackerStatus: 'open',
      priority: 0,
      type: '\ufeffx',
      author: '',
      phase: '[]',
      location: { path: '\ud800/x', line: 7 },
    },
  ],
  problems: [
    { path: 'a/b.md', line: 7, message: 'The line ends in the middle.' },
    { path: null, line: null, message: '\0' },
  ],
  via: '.beads/issues.jsonl',
  confirmedAtMs: 1_768_000_000_000,
  checkpoint: null,
};

/** What version 3 left: cells have a place for what only servers know. */
const version3 = version2.replace('user_version = 2', 'user_version = 3').replaceAll(/\]'\)(?=,\n|;)/g, ",null]')");

/** What version 4 left: every table has a class, and there is one for what is kept. */
const version4 = `${version3.replace('user_version = 3', 'user_version = 4')}
  CREATE TABLE kept (key TEXT PRIMARY KEY, value TEXT, at_ms REAL NOT NULL, proof TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE durability (
    name TEXT PRIMARY KEY, class TEXT NOT NULL CHECK (class IN ('fetched', 'kept'))
  ) WITHOUT ROWID;
  INSERT INTO durability VALUES
    ('meta', 'fetched'), ('durability', 'fetched'), ('issue', 'fetched'), ('problem', 'fetched'),
    ('checkpoint', 'fetched'), ('kept', 'kept');`;

/** By version, from the first; each with what today's store is to find in it. */
const earlier: readonly (readonly [version: number, sql: string, found: StoredReading])[] = [
  [1, version1, reading],
  [2, version2, { ...reading, checkpoint: '{"head":"1f0c"}' }],
  [3, version3, { ...reading, checkpoint: '{"head":"1f0c"}' }],
  [4, version4, { ...reading, checkpoint: '{"head":"1f0c"}' }],
];

let built: BuiltStore;
let sandbox: StoreSandbox;

beforeAll(async () => {
  built = await buildStoreWorker();
});

afterAll(() => built.remove());

beforeEach(async () => {
  sandbox = await StoreSandbox.make(built);
  await mkdir(sandbox.sourceFolder, { recursive: true });
});

afterEach(() => sandbox.remove());

/** Of the epoch that is in the files above. */
const file = (): string => sandbox.fetched(3);

const putFile = async (sql: string): Promise<void> => {
  const engine = await initSqlJs();
  const database = new engine.Database();
  await writeFile(file(), database.run(sql).export());
  database.close();
};

describe('a cache file of an earlier version', () => {
  it('is tested here for each of them', () => {
    expect(earlier.map(([version]) => version)).toEqual(Array.from({ length: currentVersion - 1 }, (_, at) => at + 1));
  });

  it.each(earlier)('is read as it was written: version %i', async (_, sql, found) => {
    await putFile(sql);
    expect(await sandbox.found()).toEqual(found);
    expect(sandbox.warnings()).toEqual([]);
    const said = sandbox.infos();
    expect(said).toEqual([expect.stringMatching(/is of version \d; it is read as version/)]);
  });

  it.each(earlier)('is of today once it was saved: version %i', async (_, sql, found) => {
    await putFile(sql);
    const store = sandbox.leader(3);
    const loaded = await store.load(source);
    const issues = (loaded.ok ? loaded.value?.issues : null) ?? [];
    const next = { ...found, issues: [...issues, issueOf('shop-new')], checkpoint: 'abc' };
    expect(await store.save(source, next)).toEqual({ ok: true, value: 'written' });
    expect(sandbox.log.lines.at(-1)).toContain('(1 issues changed)');
    expect(await sandbox.query('PRAGMA user_version', file())).toEqual([[currentVersion]]);
    expect(await sandbox.found()).toEqual(next);
  });

  it('is set aside when a step does not understand it', async () => {
    await putFile(`${version1} UPDATE issue SET labels = '["ui"' WHERE row = 0`);
    expect(await sandbox.found()).toBeNull();
    expect(sandbox.warnings()).toEqual([expect.stringContaining('is damaged (malformed JSON)')]);
    expect(await sandbox.names()).toEqual([expect.stringContaining('.set-aside-')]);
  });
});
