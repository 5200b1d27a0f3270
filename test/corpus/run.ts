/** Runs over real tracker data, where it is at hand: beside the project, or where CONTEXT_SCOUT_CORPUS says. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkBeads, type Check } from './beadsCorpus';

async function main(): Promise<void> {
  const corpus = resolve(process.env.CONTEXT_SCOUT_CORPUS ?? join(__dirname, '../../../shared/corpus'));
  if (!existsSync(corpus)) {
    console.log(`no corpus at ${corpus}: nothing to do`);
    return;
  }
  let passed = 0;
  let failed = 0;
  const check: Check = (what, passes, detail = '') => {
    if (passes) passed++;
    else failed++;
    console.log(`${passes ? 'ok  ' : 'FAIL'} ${what}${passes || detail === '' ? '' : `\n     ${detail}`}`);
  };
  const records = await checkBeads(join(corpus, 'beads'), check);
  console.log(`\n${records} records read.`);
  check('records were read', records > 0);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
