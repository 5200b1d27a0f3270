/** Answers for a store on a disk that takes no more: what it was told, what holds meanwhile, and that it recovers. */
import { isDeepStrictEqual } from 'node:util';
import { systemClock } from '../../../src/adapters/clock/systemClock';
import { SqlIssueStore } from '../../../src/adapters/store/sqlIssueStore';
import type { StoredReading, StoredSource } from '../../../src/ports/issueStore';
import { FakeLog } from '../../fakes/fakeLog';
import { readingOf, revisionOf, sources } from '../engine/content';

const [first] = sources;
if (first === undefined) throw new Error('there is no source');
const source: StoredSource = first;
const atMs = 1_700_000_000_000;

export interface DiskPlan {
  readonly folder: string;
  readonly workerPath: string;
  readonly epoch: number;
  /** Issues of the readings before and during the trouble, at most. */
  readonly before: number;
  readonly during: number;
}

/** The trouble: begins and ends it. */
export interface Trouble {
  begin(): Promise<void> | void;
  end(): Promise<void> | void;
  /** Where it cannot end in this process, nothing is written afterwards. */
  readonly ends: boolean;
  /** In place of the plan's, while there is trouble. */
  readonly workerPath?: string;
}

const openStore = ({ folder, workerPath, epoch }: DiskPlan): SqlIssueStore =>
  new SqlIssueStore({
    folder,
    workerPath,
    clock: systemClock,
    log: new FakeLog(),
    leadership: { epochOf: () => epoch, troubleOf: () => null },
  });

/** What is wrong; null: nothing. What it throws is wrong as well. */
export async function surviveTrouble(plan: DiskPlan, trouble: Trouble): Promise<string | null> {
  const sound = openStore(plan);
  const old = readingOf(1, 'before', plan.before);
  const saved = await sound.save(source, old);
  const kept = await sound.keep(source, [{ key: 'before', value: 'kept', atMs }]);
  await sound.close();
  if (!saved.ok || !kept.ok) return 'the sound disk took nothing';
  const troubled = openStore({ ...plan, epoch: plan.epoch + 1, workerPath: trouble.workerPath ?? plan.workerPath });
  await troubled.load(source);
  await trouble.begin();
  const next = readingOf(2, 'during', plan.during);
  const outcome = { saved: false, kept: false };
  // Three times: what failed once must not leave anything that harms the next.
  for (let round = 0; round < 3; round++) {
    const during = await troubled.save(source, next);
    outcome.saved ||= during.ok && during.value === 'written';
    const record = { key: 'during', value: `kept ${round}`, atMs: atMs + round };
    outcome.kept = (await troubled.keep(source, [record])).ok;
    await troubled.loadKept(source);
    await troubled.load(source);
  }
  await trouble.end();
  const wrong = await wrongIn({ ...plan, epoch: plan.epoch + 1 }, outcome.saved ? [next] : [old, next], outcome.kept);
  if (wrong !== null) return wrong;
  if (trouble.ends) {
    const last = readingOf(3, 'after', plan.before);
    const again = await troubled.save(source, last);
    if (!again.ok || again.value !== 'written') return `it does not recover: ${JSON.stringify(again)}`;
    const keeps = await troubled.keep(source, [{ key: 'during', value: 'kept after', atMs: atMs + 10 }]);
    if (!keeps.ok) return `it keeps nothing afterwards: ${JSON.stringify(keeps.error)}`;
    await troubled.close();
    return wrongIn({ ...plan, epoch: plan.epoch + 1 }, [last], true);
  }
  await troubled.close();
  return null;
}

/** What a store begun now finds wrong. */
async function wrongIn(plan: DiskPlan, oneOf: readonly StoredReading[], keptDuring: boolean): Promise<string | null> {
  const store = openStore(plan);
  const loaded = await store.load(source);
  const kept = await store.loadKept(source);
  await store.close();
  if (!loaded.ok) return `it cannot be loaded afterwards: ${JSON.stringify(loaded.error)}`;
  if (!oneOf.some((reading) => isDeepStrictEqual(reading, loaded.value))) {
    const revision = revisionOf(loaded.value);
    return `revision ${revision} was loaded, not ${oneOf.map(({ confirmedAtMs }) => confirmedAtMs).join(' or ')}`;
  }
  if (!kept.ok) return `what was kept cannot be loaded afterwards: ${JSON.stringify(kept.error)}`;
  if (!kept.value.has('before')) return 'what was kept before is lost';
  return keptDuring && !kept.value.has('during') ? 'what was acknowledged is lost' : null;
}
