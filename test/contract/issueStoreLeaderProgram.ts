/**
 * A program that uses the store as the leader of an epoch, and does what lines of its input say:
 * `<worker> <folder> <epoch>`. It answers each with a line. See `issueStoreSuspended.test.ts`.
 */
import { createInterface } from 'node:readline';
import { KeptRefStore } from '../../src/adapters/store/keptRefStore';
import { SqlIssueStore } from '../../src/adapters/store/sqlIssueStore';
import { FakeClock } from '../fakes/fakeClock';
import { FakeLog } from '../fakes/fakeLog';
import { readingOf, source } from './issueStoreReading';
import { leadingIn } from './issueStoreSandbox';
import { referencesNamed } from './referenceSamples';

const [workerPath = '', folder = '', epoch = ''] = process.argv.slice(2);
const clock = new FakeClock();
const log = new FakeLog();
const leadership = leadingIn(epoch === 'none' ? null : Number(epoch));
const store = new SqlIssueStore({ folder, workerPath, clock, log, leadership });
const references = new KeptRefStore(store, clock, log);

async function perform(what: string, words: readonly string[]): Promise<unknown> {
  const [first = '', second = ''] = words;
  switch (what) {
    case 'save':
      return await store.save(source, readingOf({ via: first }));
    case 'keep':
      return await store.keep(source, [{ key: first, value: second, atMs: Number(words[2] ?? 1) }]);
    // The leader takes in what waits when it loads.
    case 'load-kept': {
      const loaded = await store.loadKept(source);
      return loaded.ok ? loaded.value.size : loaded;
    }
    // Keeps without end; what is acknowledged is said.
    case 'keep-forever':
      for (let round = 1; ; round++) {
        const kept = await store.keep(source, [{ key: `${first}-${round}`, value: String(round), atMs: round }]);
        if (kept.ok) console.log(`${first}-${round}`);
        if (round % 5 === 0) await store.loadKept(source);
      }
    case 'load-references':
      return await references.loadReferences(source);
    // Numbers, each with its result, if it has one: `12 13=closed`.
    case 'save-references':
      return await references.saveReferences(source, referencesNamed(words));
    case 'close':
      await store.close();
      return log.lines;
    default:
      throw new Error(`Nobody knows what ${what} means.`);
  }
}

void (async () => {
  for await (const line of createInterface({ input: process.stdin })) {
    const [what = '', ...words] = line.split(' ');
    console.log(JSON.stringify(await perform(what, words)));
  }
})();
