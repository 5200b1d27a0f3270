/** A program that saves readings in a process of its own: `<worker> <folder> <mode> <issues> [<name>]`. See its tests. */
import { once } from 'node:events';
import { SqlIssueStore } from '../../src/adapters/store/sqlIssueStore';
import { aloneInTheWorld } from '../../src/ports/leadership';
import type { StoredReading } from '../../src/ports/issueStore';
import { FakeClock } from '../fakes/fakeClock';
import { FakeLog } from '../fakes/fakeLog';
import { issueOf } from '../fakes/issues';

const [workerPath = '', folder = '', mode = '', count = '1', name = ''] = process.argv.slice(2);
const source = { id: 'beads:shop', root: '/home/dev/shop' };
const log = new FakeLog();
const store = new SqlIssueStore({ folder, workerPath, clock: new FakeClock(), log, leadership: aloneInTheWorld });

/** A reading that says the round in every part, and of which each round changes some issues and moves others. */
function readingOfRound(round: number, previous: StoredReading | null): StoredReading {
  const issues = Array.from({ length: Number(count) }, (_, index) => {
    const known = previous?.issues[(index + 1) % Number(count)];
    return known === undefined || index % 3 === 0
      ? issueOf(`shop-${index}`, { title: `${name} in round ${round}` })
      : known;
  });
  return { issues, problems: [], via: issues.map(({ title }) => title).join(), confirmedAtMs: round, checkpoint: null };
}

async function saveForever(): Promise<void> {
  const loaded = await store.load(source);
  let reading = loaded.ok ? loaded.value : null;
  for (let round = (reading?.confirmedAtMs ?? 0) + 1; ; round++) {
    reading = readingOfRound(round, reading);
    const saved = await store.save(source, reading);
    console.log(saved.ok ? round : JSON.stringify(saved.error));
  }
}

/** Saves 200 times from the moment it is told to, and says how often that went well and was disturbed. */
async function race(): Promise<void> {
  // From here on its thread runs.
  await store.load(source);
  console.log('ready');
  await once(process.stdin, 'data');
  process.stdin.destroy();
  const report = { saved: 0, otherwise: [] as unknown[], disturbed: 0 };
  let reading: StoredReading | null = null;
  for (let round = 1; round <= 200; round++) {
    reading = readingOfRound(round, reading);
    const saved = await store.save(source, reading);
    if (saved.ok) report.saved += 1;
    else report.otherwise.push(saved.error);
  }
  report.disturbed = log.lines.filter((line) => line.includes('by another window')).length;
  console.log(JSON.stringify(report));
}

async function report(): Promise<void> {
  console.log(JSON.stringify(await store.save(source, readingOfRound(1, null))));
  console.log(JSON.stringify(await store.load(source)));
}

switch (mode) {
  case 'forever':
    void saveForever();
    break;
  case 'race':
    void race();
    break;
  case 'clear':
    void store.clear().then((cleared) => {
      console.log(JSON.stringify(cleared));
    });
    break;
  case 'report':
    void report();
    break;
  // Nobody waits for the save, nor closes the store.
  case 'beside':
    void store.save(source, readingOfRound(1, null));
    break;
}
