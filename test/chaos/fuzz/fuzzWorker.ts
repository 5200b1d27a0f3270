/** A thread that fuzzes the targets it is given, and counts the cases where another thread sees it. See `fuzz.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { beadsTargets } from './targets/beads';
import { gitTargets } from './targets/git';
import { githubTargets } from './targets/github';
import { markdownTargets } from './targets/markdown';
import { panelTargets } from './targets/panel';
import { processTargets } from './targets/processes';
import { storeTargets } from './targets/store';
import { textTargets } from './targets/texts';
import type { FuzzJob, FuzzNews, FuzzThreadData } from './fuzzMessages';

const host = parentPort;
if (host === null) throw new Error('The fuzzing thread was started as a program of its own.');
const cases = new Int32Array((workerData as FuzzThreadData).board);

const targets = [
  ...gitTargets,
  ...markdownTargets,
  ...beadsTargets,
  ...githubTargets,
  ...textTargets,
  ...panelTargets,
  ...storeTargets,
  ...processTargets,
];

async function answer({ chosen, runs, seed }: FuzzJob): Promise<FuzzNews> {
  if (chosen === null) return { kind: 'names', names: targets.map(({ name }) => name) };
  const target = targets.find(({ name }) => name === chosen);
  if (target === undefined) throw new Error(`there is no target ${chosen}`);
  const failed = await target.fuzz(seed, runs, () => {
    Atomics.add(cases, 0, 1);
  });
  return { kind: 'done', failed };
}

host.on('message', (job: FuzzJob) => {
  void answer(job).then((news) => {
    host.postMessage(news);
  });
});
