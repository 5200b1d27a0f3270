/** Answers for `npm run bench`: every figure beside its yardstick of the same run, as a table and as JSON. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cacheFolder, projectRoot } from '../rig/paths';
import { printFigures, type Figure } from './figure';
import { benchGit } from './git.bench';
import { benchPanel } from './panel.bench';
import { readinessBench } from './readiness.bench';
import { benchStore } from './store.bench';

const benches: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  panel: benchPanel,
  readiness: () => Promise.resolve(readinessBench()),
  store: () => benchStore(),
  git: () => benchGit(),
};

/** Words on the command line choose some of the benches; none: all. */
async function main(): Promise<void> {
  const chosen = process.argv.slice(2);
  const unknown = chosen.find((name) => !(name in benches));
  if (unknown !== undefined)
    throw new Error(`there is no bench ${unknown}; there are ${Object.keys(benches).join(', ')}`);
  execFileSync(process.execPath, [path.join(projectRoot, 'esbuild.mjs'), '--production'], { stdio: 'inherit' });
  const figures: Figure[] = [];
  for (const [name, bench] of Object.entries(benches)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    const measured = await bench();
    printFigures(measured);
    figures.push(...measured);
  }
  const file = path.join(cacheFolder('bench'), 'figures.json');
  const machine = {
    node: process.version,
    platform: process.platform,
    cpus: os.cpus().length,
    loadAverage: os.loadavg()[0],
  };
  writeFileSync(file, `${JSON.stringify({ machine, figures }, null, 2)}\n`);
  console.log(`Written to ${path.relative(process.cwd(), file)}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
