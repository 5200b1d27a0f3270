/**
 * Runs the trackers over real data, where it is at hand (beside the project, or where CONTEXT_SCOUT_CORPUS says), and
 * over made-up projects that the real Backlog.md command line is asked about as well.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkBacklog } from './backlogCorpus';
import { checkAgainstBacklog } from './backlogOracle';
import { checkBeads, type Check } from './beadsCorpus';
import { checkGitHub } from './githubCorpus';
import { checkRoadmap } from './roadmapCorpus';

/** By folder of the corpus: checks what is in it and returns how many records were read. */
const sets: readonly (readonly [string, (folder: string, check: Check) => Promise<number>])[] = [
  ['beads', checkBeads],
  ['backlog', checkBacklog],
  ['roadmap', checkRoadmap],
  ['github', checkGitHub],
];

async function main(): Promise<void> {
  let passed = 0;
  let failed = 0;
  const check: Check = (what, passes, detail = '') => {
    if (passes) passed++;
    else failed++;
    console.log(`${passes ? 'ok  ' : 'FAIL'} ${what}${passes || detail === '' ? '' : `\n     ${detail}`}`);
  };
  const corpus = resolve(process.env.CONTEXT_SCOUT_CORPUS ?? join(__dirname, '../../../shared/corpus'));
  for (const [name, checkSet] of sets) {
    const folder = join(corpus, name);
    if (!existsSync(folder)) {
      console.log(`no corpus at ${folder}: nothing to compare with`);
      continue;
    }
    const records = await checkSet(folder, check);
    check(`${name}: ${records} records were read`, records > 0);
  }
  const tasks = await checkAgainstBacklog(check);
  check(`oracle: ${tasks} tasks were compared`, tasks > 0);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
