/** A program that keeps a cache as a window or a run does, and says each step before it goes on: see `engineMessages.ts`. */
import { writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../../src/adapters/clock/systemClock';
import { systemRandom } from '../../../src/adapters/random/systemRandom';
import { FileLeadership } from '../../../src/adapters/store/leader/fileLeadership';
import { SqlIssueStore } from '../../../src/adapters/store/sqlIssueStore';
import { nodeFileWatcher } from '../../../src/adapters/watch/nodeFileWatcher';
import type { StoredSource } from '../../../src/ports/issueStore';
import type { Log } from '../../../src/ports/log';
import { readingOf, revisionOf, sources } from './content';
import type { EngineArguments, EngineNews, Kept } from './engineMessages';

const { workerPath, folder, name, issues, mode } = JSON.parse(process.argv[2] ?? '') as EngineArguments;

const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;
const say = (news: EngineNews): void => {
  writeSync(1, `${JSON.stringify({ ...news, at: monotonicMs() })}\n`);
};
const nothing = (): void => undefined;
const log: Log = {
  debug: nothing,
  info: nothing,
  warn: (message) => {
    say({ kind: 'warned', message });
  },
  error: (message) => {
    say({ kind: 'warned', message });
  },
};
const clock = systemClock;
const random = systemRandom;
const leadership = new FileLeadership({ folder, kind: 'run', clock, random, log, fileWatcher: nodeFileWatcher });
const store = new SqlIssueStore({ folder, workerPath, clock, log, leadership });
let keptSoFar = 0;

async function loadRevision(source: StoredSource): Promise<number | string> {
  const loaded = await store.load(source);
  return loaded.ok ? revisionOf(loaded.value) : `it cannot be loaded: ${JSON.stringify(loaded.error)}`;
}

async function sayFound(source: StoredSource): Promise<number> {
  const begunAt = monotonicMs();
  const revision = await loadRevision(source);
  const kept = await store.loadKept(source);
  if (!kept.ok) say({ kind: 'failed', what: `what was kept cannot be loaded: ${JSON.stringify(kept.error)}` });
  say({ kind: 'found', source: source.id, revision, kept: kept.ok ? [...kept.value.values()] : [], begunAt });
  return typeof revision === 'number' ? revision : 0;
}

async function save(source: StoredSource, revision: number): Promise<boolean> {
  say({ kind: 'saving' });
  const before = leadership.epochOf(source);
  const saved = await store.save(source, readingOf(revision, name, issues));
  const after = leadership.epochOf(source);
  // What was written was written before it ceased to lead.
  const epoch = after === null || after === before ? before : null;
  if (!saved.ok) say({ kind: 'failed', what: `not saved: ${JSON.stringify(saved.error)}` });
  else if (saved.value === 'written') say({ kind: 'saved', source: source.id, revision, epoch });
  return saved.ok && saved.value === 'written';
}

/** A record of a new key, one that changes, and now and then one that is no more. */
async function keep(source: StoredSource): Promise<void> {
  keptSoFar += 1;
  const atMs = clock.nowMs();
  const records: Kept[] = [
    { key: `${name} ${keptSoFar}`, value: `${name} kept ${keptSoFar}`, atMs },
    { key: `${name} again`, value: `${name} ${keptSoFar}`, atMs },
  ];
  if (keptSoFar % 5 === 0) records.push({ key: `${name} ${keptSoFar - 2}`, value: null, atMs });
  say({ kind: 'keeping', source: source.id, records });
  const kept = await store.keep(source, records);
  if (kept.ok) say({ kind: 'kept', source: source.id, records });
  else say({ kind: 'failed', what: `not kept: ${JSON.stringify(kept.error)}` });
}

async function look(): Promise<void> {
  for (const source of sources) await sayFound(source);
  await store.close();
}

async function writeForever(source: StoredSource): Promise<void> {
  let revision = await sayFound(source);
  for (;;) {
    revision += 1;
    await Promise.all([save(source, revision), keep(source)]);
    if (revision % 3 === 0) await keep(source);
  }
}

/** Time a window has other things to do in. */
const pauseMs = { least: 10, most: 60 };

async function workAsWindow(source: StoredSource): Promise<void> {
  let revision = await sayFound(source);
  /** Whose readings `revision` continues. */
  let epoch = leadership.epochOf(source);
  for (;;) {
    await delay(pauseMs.least + random.next() * (pauseMs.most - pauseMs.least));
    if (random.next() < 0.5) await keep(source);
    const epochNow = leadership.epochOf(source);
    const goesOn = epochNow !== null && epochNow === epoch;
    epoch = epochNow;
    if (goesOn) {
      if (await save(source, revision + 1)) revision += 1;
      else epoch = null;
      continue;
    }
    if (epochNow === null && random.next() < 0.2) await leadership.request(source, 'user');
    const loaded = await loadRevision(source);
    say({ kind: 'loaded', source: source.id, revision: loaded });
    if (typeof loaded === 'number') revision = loaded;
  }
}

function sayLeads(): void {
  const led = sources.filter((source) => leadership.leads(source));
  say({ kind: 'leads', sources: led.map(({ id }) => id) });
}

async function main(): Promise<void> {
  if (mode === 'look') {
    await look();
    return;
  }
  const [first] = sources;
  if (first === undefined) throw new Error('there is no source');
  const own = mode === 'write' ? [first] : sources;
  leadership.onDidChange(sayLeads);
  await Promise.all(own.map((source) => leadership.join(source)));
  sayLeads();
  await Promise.all(own.map((source) => (mode === 'write' ? writeForever(source) : workAsWindow(source))));
}

void main();
