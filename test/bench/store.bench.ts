/** Measures the issue cache at 10,000 issues: opening it beside bare sql.js on the same file, and how long it holds up its host. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as nap } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { InitSqlJsStatic, SqlJsStatic } from 'sql.js';
import { systemClock } from '../../src/adapters/clock/systemClock';
import { fetchedName } from '../../src/adapters/store/sourceFolder';
import { sourceFolderName } from '../../src/adapters/store/sourceFolderName';
import { SqlIssueStore } from '../../src/adapters/store/sqlIssueStore';
import type { Issue } from '../../src/domain/issue';
import { aloneInTheWorld } from '../../src/ports/leadership';
import { buildStoreWorker } from '../fakes/buildStoreWorker';
import { FakeLog } from '../fakes/fakeLog';
import { blocks, issueOf } from '../fakes/issues';
import { median, printFigures, type Figure } from './figure';

const count = 10_000;
/** More than a thread takes to start. */
const startMs = 300;
const source = { id: 'beads:bench', root: '/bench' };
const require = createRequire(import.meta.url);

const issueNumber = (index: number, title = `Make part ${index} of the shop quicker for those who wait`): Issue =>
  issueOf(`shop-${index}`, {
    title,
    labels: ['backend', `area-${index % 20}`],
    assignees: index % 3 === 0 ? ['dev'] : [],
    createdAtMs: 1_768_000_000_000 + index,
    updatedAtMs: 1_768_000_500_000 + index,
    location: { path: '.beads/issues.jsonl', line: index + 1 },
    edges: index % 2 === 0 ? [blocks(`shop-${(index * 7) % count}`)] : [],
  });

interface Measured {
  readonly tookMs: number;
  /** The longest the event loop did not come round. */
  readonly blockedMs: number;
}

async function timed(action: () => Promise<unknown>): Promise<Measured> {
  const start = performance.now();
  await action();
  return { tookMs: performance.now() - start, blockedMs: Number.NaN };
}

/** Looking all the time takes a processor of its own, so what is held against a yardstick is only {@link timed}. */
async function watched(action: () => Promise<unknown>): Promise<Measured> {
  let blockedMs = 0;
  let running = true;
  let last = performance.now();
  const look = (): void => {
    const now = performance.now();
    blockedMs = Math.max(blockedMs, now - last);
    last = now;
    if (running) setImmediate(look);
  };
  setImmediate(look);
  const start = performance.now();
  await action();
  const tookMs = performance.now() - start;
  running = false;
  look();
  return { tookMs, blockedMs };
}

/** Loads sql.js as if for the first time. */
async function startSqlJs(): Promise<SqlJsStatic> {
  const path = require.resolve('sql.js');
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- how a module is unloaded
  delete require.cache[path];
  return await (require(path) as InitSqlJsStatic)();
}

/** Opens the file, and makes objects of its rows. */
async function readBare(sql: SqlJsStatic, file: string, limit: number): Promise<void> {
  const database = new sql.Database(await readFile(file));
  const found = database.exec(`SELECT row, place, cells FROM issue ORDER BY place LIMIT ${limit}`)[0]?.values ?? [];
  const issues = found.map(([row, place, cells]) => ({ row, place, cells: JSON.parse(String(cells)) as unknown }));
  database.close();
  if (issues.length !== limit) throw new Error(`bare sql.js read ${issues.length} rows`);
}

type Action =
  | 'firstSave'
  | 'change'
  | 'confirm'
  | 'cold'
  | 'warmedUp'
  | 'running'
  | 'load'
  | 'nothing'
  | 'bareCold'
  | 'bareAll'
  | 'bareFirst';

type Recorder = (action: Action, measured: Measured) => void;

/** One round in a new folder with new threads. */
async function round(workerPath: string, record: Recorder): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'context-scout-bench-'));
  const open = (): SqlIssueStore =>
    new SqlIssueStore({ folder, workerPath, clock: systemClock, log: new FakeLog(), leadership: aloneInTheWorld });
  const issues = Array.from({ length: count }, (_, index) => issueNumber(index));
  const reading = { issues, problems: [], via: '.beads/issues.jsonl', confirmedAtMs: 1, checkpoint: null };
  const changed = {
    ...reading,
    issues: issues.map((issue, index) => (index === 5_000 ? issueNumber(index, 'Changed') : issue)),
  };
  const writer = open();
  record('firstSave', await watched(() => writer.save(source, reading)));
  record('change', await watched(() => writer.save(source, changed)));
  record('confirm', await watched(() => writer.save(source, { ...changed, confirmedAtMs: 2 })));
  await writer.close();
  const reader = open();
  record('cold', await timed(() => reader.load(source)));
  record('running', await timed(() => reader.load(source)));
  record('load', await watched(() => reader.load(source)));
  await reader.close();
  const early = open();
  early.warmUp();
  await nap(startMs);
  record('warmedUp', await timed(() => early.load(source)));
  await early.close();
  record('nothing', await watched(() => nap(100)));
  const file = join(folder, sourceFolderName(source), fetchedName(1));
  record('bareCold', await timed(async () => readBare(await startSqlJs(), file, count)));
  const sql = await startSqlJs();
  record('bareAll', await timed(() => readBare(sql, file, count)));
  record('bareFirst', await timed(() => readBare(sql, file, 50)));
  await rm(folder, { recursive: true, force: true });
}

/** The store answers with whole readings, so that its first rows are there when all are. */
export async function benchStore(rounds = 11): Promise<readonly Figure[]> {
  const built = await buildStoreWorker();
  const all = new Map<Action, Measured[]>();
  for (let at = 0; at < rounds; at++) {
    await round(built.workerPath, (action, measured) => all.set(action, [...(all.get(action) ?? []), measured]));
  }
  await built.remove();
  const took = (of: Action): number => median((all.get(of) ?? []).map(({ tookMs }) => tookMs));
  const blocked = (of: Action): number => median((all.get(of) ?? []).map(({ blockedMs }) => blockedMs));
  const figure = (name: string, value: number, target = '', yardstick: Figure['yardstick'] = null): Figure => ({
    figure: `cache: ${name}`,
    value,
    unit: 'ms',
    yardstick,
    target,
  });
  const bare = (what: string, of: Action): Figure['yardstick'] => ({ name: `bare sql.js${what}`, value: took(of) });
  const nothing = { name: 'nothing to do', value: blocked('nothing') };
  return [
    figure('open and all 10,000 issues, new thread', took('cold'), '1.3x', bare(', new', 'bareCold')),
    figure('open and all 10,000 issues, thread started early', took('warmedUp'), '1.3x', bare('', 'bareAll')),
    figure('open and all 10,000 issues, thread in use', took('running'), '1.3x', bare('', 'bareAll')),
    figure('open and first 50 rows, thread in use', took('running'), '', bare('', 'bareFirst')),
    figure('longest block of the host, load of 10,000', blocked('load'), '20 ms', nothing),
    figure('longest block of the host, first save of 10,000', blocked('firstSave'), '20 ms', nothing),
    figure('longest block of the host, one of 10,000 changed', blocked('change'), '20 ms', nothing),
    figure('first save of 10,000, until it is on disk', took('firstSave')),
    figure('one of 10,000 changed, until it is on disk', took('change')),
    figure('only the moment of 10,000 confirmed, until it is on disk', took('confirm')),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  void benchStore().then(printFigures);
}
