import initSqlJs, { type SqlJsStatic } from 'sql.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { rowOf } from '../../../src/adapters/store/issueRow';
import { readKept, putKept } from '../../../src/adapters/store/keptTables';
import { currentVersion } from '../../../src/adapters/store/migrations';
import { changeLayout, emptyLayout } from '../../../src/adapters/store/readingDiff';
import { applySave } from '../../../src/adapters/store/readingTables';
import { compact, createDatabase, openDatabase } from '../../../src/adapters/store/storeDatabase';
import type { SaveJob } from '../../../src/adapters/store/storeMessages';
import type { Issue } from '../../../src/domain/issue';
import { issueOf } from '../../fakes/issues';

const source = { id: 'beads:shop', root: '/home/dev/shop' };

const jobOf = (change: ReturnType<typeof changeLayout>, round: number): SaveJob => ({
  kind: 'save',
  folder: '',
  source,
  nowMs: round,
  base: null,
  epoch: 1,
  via: 'x',
  confirmedAtMs: 1_768_000_000_000 + round,
  phases: null,
  problems: [{ path: 'a.md', line: 7, message: `Round ${round % 10}` }],
  checkpoint: `${round % 10}`.repeat(3_000),
  moves: change.moves,
  removes: change.removes,
  mostFileBytes: Infinity,
  mostFolderBytes: Infinity,
});

describe('a file that is written again and again', () => {
  let sql: SqlJsStatic;

  beforeAll(async () => {
    sql = await initSqlJs();
  });

  it('does not grow over 10,000 saves of the same and slightly changing data', { timeout: 120_000 }, () => {
    let bytes = createDatabase(sql).export();
    let layout = emptyLayout;
    let issues: readonly Issue[] = Array.from({ length: 60 }, (_, index) => issueOf(`shop-${index}`));
    let largest = 0;
    const sizes: number[] = [];
    for (let round = 1; round <= 10_000; round++) {
      // Every other save only confirms; otherwise one issue changes, and now and then some come and go.
      if (round % 2 === 0) {
        issues = issues.map((issue, at) =>
          at === round % 60 ? issueOf(issue.id, { title: `Round ${round % 10}` }) : issue,
        );
      }
      const present = round % 50 < 25 ? issues : issues.slice(0, 40);
      const change = changeLayout(layout, present);
      layout = change.next;
      const database = openDatabase(sql, bytes, currentVersion);
      applySave(database, jobOf(change, round), change.puts.map(rowOf));
      compact(database);
      bytes = database.export();
      database.close();
      if (round <= 100) largest = Math.max(largest, bytes.length);
      else if (bytes.length > largest) sizes.push(bytes.length);
    }
    expect(sizes).toEqual([]);
  });

  it('keeps what cannot be fetched again, whatever is saved, cleared or compacted', () => {
    const database = createDatabase(sql);
    putKept(database, [{ key: 'a', value: '1', atMs: 1 }], [], {});
    const before = readKept(database);
    const issues = Array.from({ length: 500 }, (_, index) => issueOf(`shop-${index}`));
    const first = changeLayout(emptyLayout, issues);
    applySave(database, jobOf(first, 1), first.puts.map(rowOf));
    const second = changeLayout(first.next, []);
    applySave(database, { ...jobOf(second, 2), problems: [], checkpoint: null }, []);
    compact(database);
    expect(before?.size).toBe(1);
    expect(readKept(database)).toEqual(before);
    database.close();
  });
});
