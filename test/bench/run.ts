/** Answers for `npm run bench`: every figure beside its yardstick of the same run, as a table, as JSON and as Markdown. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildForProduction } from '../rig/extensionPackage';
import { cacheFolder } from '../rig/paths';
import { printFigures, type Figure } from './figure';
import { benchGit } from './git.bench';
import { benchGitHub } from './github.bench';
import { benchHttp } from './http.bench';
import { benchIdle } from './idle.bench';
import { machineLine, thisMachine } from './machine';
import { benchMarkdown } from './markdown.bench';
import { figuresOf, type Measuring } from './measured';
import { benchMemory } from './memory.bench';
import { parseOptions, type BenchOptions } from './options';
import { benchPackage } from './package.bench';
import { benchPanel } from './panel.bench';
import { readinessBench } from './readiness.bench';
import { benchRepaint } from './repaint.bench';
import { markdownTable } from './scorecard';
import { benchScroll } from './scroll.bench';
import { searchFigures } from './search.bench';
import { benchStore } from './store.bench';

type Bench = (options: BenchOptions) => Measuring;

const idleMinutes = { alone: 5, amongAll: 1 };
/** Alone, long enough for a whole hour's budget. */
const httpSeconds = { alone: 500, amongAll: 60 };

const benches: Readonly<Record<string, Bench>> = {
  readiness: () => Promise.resolve(readinessBench()),
  search: () => Promise.resolve([...searchFigures()]),
  git: () => benchGit(),
  store: () => benchStore(),
  markdown: () => benchMarkdown(),
  memory: () => benchMemory(),
  panel: () => benchPanel(),
  scroll: () => benchScroll(),
  repaint: () => benchRepaint(),
  http: ({ chosen, idleSeconds }) =>
    benchHttp(idleSeconds ?? (chosen.length > 0 ? httpSeconds.alone : httpSeconds.amongAll)),
  github: () => benchGitHub(),
  idle: ({ chosen, idleSeconds }) =>
    benchIdle(idleSeconds ?? 60 * (chosen.length > 0 ? idleMinutes.alone : idleMinutes.amongAll)),
  package: () => benchPackage(),
};

/** Words on the command line choose some of the benches; none: all. */
async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2), Object.keys(benches), process.env.INIT_CWD ?? process.cwd());
  const machine = thisMachine();
  console.log(machineLine(machine));
  await buildForProduction();
  const figures: Figure[] = [];
  for (const [name, bench] of Object.entries(benches)) {
    if (options.chosen.length > 0 && !options.chosen.includes(name)) continue;
    const measured = await figuresOf(name, () => bench(options));
    printFigures(measured.figures);
    figures.push(...measured.figures);
    if (measured.failure === null) continue;
    console.error(measured.failure.cause);
    process.exitCode = 1;
  }
  const file = path.join(cacheFolder('bench'), 'figures.json');
  writeFileSync(file, `${JSON.stringify({ machine, figures }, null, 2)}\n`);
  console.log(`Written to ${path.relative(process.cwd(), file)}`);
  if (options.markdown !== null) {
    mkdirSync(path.dirname(options.markdown), { recursive: true });
    writeFileSync(options.markdown, markdownTable(figures, machineLine(machine)));
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
