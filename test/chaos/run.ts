/** Answers for `npm run chaos`: every scenario by one seed, and one table of what was tried, survived and lost. */
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Chance } from './chance';
import { damage } from './damage/damage';
import { disk } from './disk/disk';
import { fuzz } from './fuzz/fuzz';
import { github } from './github/github';
import { kill } from './kill/kill';
import { lifecycle } from './lifecycle/lifecycle';
import { parseOptions, type ChaosOptions } from './options';
import { Programs } from './programs';
import type { Scenario } from './scenario';
import { lossesOf, tableOf, type TableRow } from './table';
import { Tally, thrown } from './tally';
import { windows } from './windows/windows';

const scenarios: readonly Scenario[] = [kill, windows, damage, disk, fuzz, github, lifecycle];

async function main(): Promise<void> {
  const names = scenarios.map(({ name }) => name);
  const options = parseOptions(process.argv.slice(2), names, randomInt(2 ** 31));
  const { seed, short, chosen } = options;
  console.log(`seed ${seed}${short ? ', short form' : ''}`);
  const programs = new Programs();
  const rows: TableRow[] = [];
  for (const scenario of scenarios) {
    if (chosen.length > 0 && !chosen.includes(scenario.name)) continue;
    const row = await rowOf(scenario, options, programs);
    console.log(`  ${row.name}: ${row.tally.survived} of ${row.tally.tried} survived (${row.seconds.toFixed(1)} s)`);
    for (const note of row.tally.notes) console.log(`    ${note}`);
    rows.push(row);
  }
  await programs.remove();
  console.log(`\n${tableOf(rows)}\n`);
  for (const line of lossesOf(rows, seed, short)) console.log(line);
  const failed = rows.filter(({ tally }) => tally.losses.length > 0 || tally.tried === 0);
  for (const { name } of failed) console.log(`failed: chaos, ${name}, seed ${seed}`);
  console.log(`${rows.length - failed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

async function rowOf(scenario: Scenario, options: ChaosOptions, programs: Programs): Promise<TableRow> {
  const { name, claim, limitSeconds } = scenario;
  const { short, seed, attempt } = options;
  const scratch = mkdtempSync(path.join(os.tmpdir(), `context-scout-chaos-${name}-`));
  const tally = new Tally();
  const abort = new AbortController();
  const startedMs = performance.now();
  const limit = short ? limitSeconds.short : limitSeconds.full;
  let giveUp: NodeJS.Timeout | undefined;
  const overdue = new Promise<void>((resolve) => {
    giveUp = setTimeout(() => {
      abort.abort();
      tally.lose(null, `it was not over after ${limit} s`);
      resolve();
    }, limit * 1000);
  });
  const setting = { short, scratch, programs, only: attempt, tally, signal: abort.signal };
  const running = scenario.run({ ...setting, chance: new Chance(seed).of(name) }).catch((error: unknown) => {
    if (!abort.signal.aborted) tally.lose(null, thrown(error));
  });
  await Promise.race([running, overdue]);
  clearTimeout(giveUp);
  abort.abort();
  await programs.endAll();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  return { name, claim, tally, seconds: (performance.now() - startedMs) / 1000 };
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
