/** Damaged files of a cache: it starts, sets them aside and says so, shows nothing wrong, and works on. */
import { isDeepStrictEqual } from 'node:util';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../../src/adapters/clock/systemClock';
import { systemRandom } from '../../../src/adapters/random/systemRandom';
import { FileLeadership } from '../../../src/adapters/store/leader/fileLeadership';
import { SqlIssueStore } from '../../../src/adapters/store/sqlIssueStore';
import { nodeFileWatcher } from '../../../src/adapters/watch/nodeFileWatcher';
import { FakeLog } from '../../fakes/fakeLog';
import type { Chance } from '../chance';
import { readingOf } from '../engine/content';
import { attemptAll, type ChaosSetting, type Scenario } from '../scenario';
import { newer, ofDatabase, ofText, type Damage } from './damages';
import {
  allKept,
  copyTemplate,
  holder,
  issues,
  keptRecords,
  makeTemplate,
  revision,
  source,
  type CacheFiles,
} from './template';

/** Most of the time is spent waiting for somebody who does not come back. */
const lanes = 4;
const attempts = { full: 264, short: 16 };
/** Who held a claim may have to be missed first. */
const leadsWithinMs = 20_000;

interface Case {
  readonly files: readonly (keyof CacheFiles)[];
  readonly damage: Damage;
}

const casesOf = (
  files: Case['files'],
  damages: Readonly<Record<string, Damage>>,
): readonly (readonly [string, Case])[] =>
  Object.entries(damages).map(([name, damage]) => [`${files.join(' and ')} ${name}`, { files, damage }]);

const cases = new Map<string, Case>([
  ...casesOf(['fetched'], ofDatabase),
  ...casesOf(['kept'], ofDatabase),
  ...casesOf(['kept', 'keptCopy'], ofDatabase),
  ...casesOf(['kept', 'keptCopy', 'keptBefore'], ofDatabase),
  ...casesOf(['inbox'], ofText),
  ...casesOf(['claim'], ofText),
  ...casesOf(['instance'], ofText),
  ...casesOf(['request'], ofText),
]);

export const damage: Scenario = {
  name: 'damage',
  claim: 'damaged files are set aside and said, nothing wrong is shown, and it works on',
  limitSeconds: { full: 900, short: 180 },
  run: async (setting) => {
    const template = path.join(setting.scratch, 'template');
    mkdirSync(template);
    await makeTemplate(template, await setting.programs.workerPath());
    const count = setting.short ? attempts.short : attempts.full;
    // Another part of them for each seed, and all of them as often as there is room for.
    const first = setting.chance.between(0, cases.size - 1);
    const all = [...cases.keys()];
    const step = setting.short ? 2 : 1;
    const names = Array.from({ length: count }, (_, at) => {
      const name = all[(first + at * step) % all.length] ?? '';
      return `${name}, ${1 + Math.floor((at * step) / all.length)}`;
    });
    await attemptAll(setting, names, lanes, (name, chance) => survives(setting, template, name, chance));
  },
};

async function survives(
  { programs, scratch }: ChaosSetting,
  template: string,
  name: string,
  chance: Chance,
): Promise<string | null> {
  const known = cases.get(name.replace(/, \d+$/, ''));
  if (known === undefined) return 'there is no such case';
  const folder = path.join(scratch, name.replaceAll(/[^a-z0-9]+/gi, '-'));
  const files = copyTemplate(template, folder);
  // Somebody claims to lead, of whom only the sign of life can tell.
  if (known.files.includes('instance')) writeFileSync(files.claim, holder);
  for (const file of known.files) await known.damage(files[file], chance);
  // What is of a newer version, and cannot be fetched again, is left to that version.
  const isLeft = known.files.includes('kept') && known.damage === newer;
  const left = isLeft ? known.files.map((file) => [files[file], readFileSync(files[file])] as const) : [];
  const log = new FakeLog();
  const workerPath = await programs.workerPath();
  const first = new Opened(folder, workerPath, log);
  try {
    const wrong = await first.check(known.files, isLeft);
    if (wrong !== null) return `${name}: ${wrong}`;
  } finally {
    await first.close();
  }
  if (!left.every(([file, bytes]) => existsSync(file) && readFileSync(file).equals(bytes))) {
    return `${name}: what a newer version wrote was changed`;
  }
  const after = new Opened(folder, workerPath, new FakeLog());
  try {
    const wrong = await after.checkWritten();
    return wrong === null ? null : `${name}: afterwards ${wrong}`;
  } finally {
    await after.close();
  }
}

const nextReading = readingOf(revision + 1, 'after', issues);
const nextRecord = { key: 'after', value: 'kept after', atMs: 1_800_000_000_000 };

/** A cache as a window has it. */
class Opened {
  private readonly leadership: FileLeadership;
  private readonly store: SqlIssueStore;

  constructor(
    folder: string,
    workerPath: string,
    private readonly log: FakeLog,
  ) {
    const clock = systemClock;
    const random = systemRandom;
    this.leadership = new FileLeadership({ folder, kind: 'run', clock, random, log, fileWatcher: nodeFileWatcher });
    this.store = new SqlIssueStore({ folder, workerPath, clock, log, leadership: this.leadership });
  }

  /** What is wrong with what it finds, and with what it does then; null: nothing. */
  async check(damaged: Case['files'], isLeft: boolean): Promise<string | null> {
    const { leadership, store, log } = this;
    await leadership.join(source);
    const loaded = await store.load(source);
    if (!loaded.ok) return `it cannot be loaded: ${JSON.stringify(loaded.error)}`;
    const isWhole = isDeepStrictEqual(loaded.value, readingOf(revision, 'template', issues));
    if (loaded.value !== null && !isWhole) return 'wrong rows were loaded';
    const expected = damaged.includes('fetched') ? null : 'the issues were lost, though their file was sound';
    if (!isWhole && expected !== null) return expected;
    if (!isWhole && !this.isSaid()) return 'the issues were lost, and the log says nothing';
    const kept = await store.loadKept(source);
    if (!kept.ok) return `what was kept cannot be loaded: ${JSON.stringify(kept.error)}`;
    const all = new Map(allKept().map((record) => [record.key, record]));
    const odd = [...kept.value.values()].find((record) => !isDeepStrictEqual(record, all.get(record.key)));
    if (odd !== undefined) return `a wrong record was loaded: ${JSON.stringify(odd)}`;
    const due = (isLeft ? keptRecords('third') : mustBeThere(damaged)).filter(({ key }) => !kept.value.has(key));
    if (due.length > 0) return `${due.length} records were lost, among them ${due[0]?.key ?? ''}`;
    if (kept.value.size < all.size && !this.isSaid()) return 'records were lost, and the log says nothing';
    if (!(await until(() => leadership.leads(source)))) return 'nobody leads';
    const saved = await store.save(source, nextReading);
    if (!saved.ok || saved.value !== 'written')
      return `it cannot be saved: ${JSON.stringify(saved)}; ${log.lines.join(' | ')}`;
    const keeps = await store.keep(source, [nextRecord]);
    return keeps.ok ? null : `it cannot keep: ${JSON.stringify(keeps.error)}`;
  }

  /** What another one finds. */
  async checkWritten(): Promise<string | null> {
    const loaded = await this.store.load(source);
    if (!loaded.ok || !isDeepStrictEqual(loaded.value, nextReading)) return 'something else is loaded than was saved';
    const kept = await this.store.loadKept(source);
    return kept.ok && kept.value.get(nextRecord.key)?.value === nextRecord.value
      ? null
      : 'a record is gone that was kept';
  }

  async close(): Promise<void> {
    await this.store.close();
    await this.leadership.close();
  }

  private isSaid(): boolean {
    return this.log.lines.some((line) => line.startsWith('warn'));
  }
}

/** What no damage of these files may cost. */
function mustBeThere(damaged: Case['files']): ReturnType<typeof allKept> {
  const waiting = damaged.includes('inbox') ? [] : keptRecords('third');
  if (!damaged.includes('keptCopy')) return [...keptRecords('first'), ...keptRecords('second'), ...waiting];
  // What the file said before it was written last lies beside it.
  return damaged.includes('keptBefore') ? waiting : [...keptRecords('first'), ...waiting];
}

async function until(isSo: () => boolean): Promise<boolean> {
  const deadline = performance.now() + leadsWithinMs;
  while (!isSo() && performance.now() < deadline) await delay(50);
  return isSo();
}
