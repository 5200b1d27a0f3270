/** Measures the issue cache at 10,000 issues: opening it beside bare sql.js on the same file, and how long it holds up its host. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { InitSqlJsStatic, SqlJsStatic } from 'sql.js';
import { systemClock } from '../../src/adapters/clock/systemClock';
import { SqlIssueStore } from '../../src/adapters/store/sqlIssueStore';
import type { Issue } from '../../src/domain/issue';
import { buildStoreWorker } from '../fakes/buildStoreWorker';
import { FakeLog } from '../fakes/fakeLog';
import { blocks, issueOf } from '../fakes/issues';
import { median, printFigures, type Figure } from './figure';

const count = 10_000;
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

async function readBare(sql: SqlJsStatic, file: string): Promise<void> {
  const database = new sql.Database(await readFile(file));
  const rows = database.exec('SELECT * FROM issue ORDER BY place')[0]?.values.length;
  database.close();
  if (rows !== count) throw new Error(`bare sql.js read ${rows ?? 0} rows`);
}

type Action = 'firstSave' | 'cold' | 'warm' | 'load' | 'change' | 'bareCold' | 'bareWarm';

/** Each round uses a new folder and a new thread. */
export async function benchStore(rounds = 9): Promise<readonly Figure[]> {
  const built = await buildStoreWorker();
  const all: Record<Action, Measured[]> = {
    firstSave: [],
    cold: [],
    warm: [],
    load: [],
    change: [],
    bareCold: [],
    bareWarm: [],
  };
  for (let round = 0; round < rounds; round++) {
    const folder = await mkdtemp(join(tmpdir(), 'context-scout-bench-'));
    const open = (): SqlIssueStore =>
      new SqlIssueStore({ folder, workerPath: built.workerPath, clock: systemClock, log: new FakeLog() });
    const issues = Array.from({ length: count }, (_, index) => issueNumber(index));
    const reading = { issues, problems: [], via: '.beads/issues.jsonl', confirmedAtMs: 1 };
    const first = open();
    all.firstSave.push(await watched(() => first.save(source, reading)));
    const changed = issues.map((issue, index) => (index === 5_000 ? issueNumber(index, 'Changed') : issue));
    all.change.push(await watched(() => first.save(source, { ...reading, issues: changed })));
    await first.close();
    const second = open();
    all.cold.push(await timed(() => second.load(source)));
    all.warm.push(await timed(() => second.load(source)));
    all.load.push(await watched(() => second.load(source)));
    await second.close();
    const file = join(folder, (await readdir(folder))[0] ?? '');
    all.bareCold.push(await timed(async () => readBare(await startSqlJs(), file)));
    const sql = await startSqlJs();
    all.bareWarm.push(await timed(() => readBare(sql, file)));
    await rm(folder, { recursive: true, force: true });
  }
  await built.remove();
  const took = (of: Action): number => median(all[of].map(({ tookMs }) => tookMs));
  const blocked = (of: Action): number => median(all[of].map(({ blockedMs }) => blockedMs));
  const bare = (of: 'bareCold' | 'bareWarm'): Figure['yardstick'] => ({ name: 'bare sql.js', value: took(of) });
  const figure = (name: string, value: number, target = '', yardstick: Figure['yardstick'] = null): Figure => ({
    figure: name,
    value,
    unit: 'ms',
    yardstick,
    target,
  });
  return [
    figure('cache: open and all 10,000 issues, new thread', took('cold'), '1.3x', bare('bareCold')),
    figure('cache: open and all 10,000 issues, thread running', took('warm'), '1.3x', bare('bareWarm')),
    figure('cache: longest block of the host, load of 10,000', blocked('load'), '20 ms'),
    figure('cache: longest block of the host, first save of 10,000', blocked('firstSave'), '20 ms'),
    figure('cache: longest block of the host, one of 10,000 changed', blocked('change')),
    figure('cache: one of 10,000 changed, until it is on disk', took('change')),
    figure('cache: first save of 10,000, until it is on disk', took('firstSave')),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  void benchStore().then(printFigures);
}
