/** Measures freshness in the real workbench: from a saved tracker file, or a deed of git, to the repainted panel. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { WorkbenchSession } from '../e2e/support/openWorkbench';
import { GitSandbox } from '../fakes/gitRepository';
import { makeDemoWorkspace } from '../rig/demoWorkspace';
import { cleanEnvironment } from '../rig/guardedProcess';
import { installBenchExtensions, installOurs } from './extensionsFolder';
import type { Figure } from './figure';
import { retitled } from './generatedRoadmap';
import { partByPart } from './measured';
import { measureRepaint, type Deed, type RepaintTimes } from './repaint';
import { makeRoadmapRepository } from './roadmapRepository';
import { openActive } from './timedWindow';

const roadmapFiles = 10_000;

/** Gives a file new content. */
type Save = (file: string, text: string) => void;

/** As editors save (most write in place), and as tools do that want the file whole at any moment. */
const ways: Readonly<Record<string, Save>> = {
  'saved in place': (file, text) => {
    writeFileSync(file, text);
  },
  'replaced by rename': (file, text) => {
    const beside = path.join(path.dirname(file), `.${path.basename(file)}.next`);
    writeFileSync(beside, text);
    renameSync(beside, file);
  },
};

/** Needs a production build. */
export async function* benchRepaint(): AsyncGenerator<Figure> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-bench-'));
  try {
    const extensionsDir = path.join(scratch, 'extensions');
    installBenchExtensions(extensionsDir, ['stopwatch']);
    installOurs(extensionsDir);
    yield* partByPart([
      () => measureDemo(path.join(scratch, 'shop'), extensionsDir),
      () => measureRoadmap(extensionsDir),
    ]);
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function* measureDemo(folder: string, extensionsDir: string): AsyncGenerator<Figure> {
  makeDemoWorkspace(folder);
  const session = await openActive({ folder, extensionsDir });
  try {
    await showRows(session);
    const file = path.join(folder, '.beads', 'issues.jsonl');
    yield* saveFigures('Beads, the demo', session, file, retitledIssues);
    for (const [name, deedOf] of Object.entries(gitDeeds(folder))) {
      yield figureOf(
        `${name} to repaint of the header, the demo`,
        await measureRepaint(session, '.repository', deedOf),
      );
    }
  } finally {
    await session.dispose();
  }
}

async function* measureRoadmap(extensionsDir: string): AsyncGenerator<Figure> {
  const sandbox = await GitSandbox.create('bench');
  try {
    const { repository, files } = await makeRoadmapRepository(sandbox, roadmapFiles);
    const session = await openActive({ folder: repository.root, extensionsDir, environment: sandbox.isolation });
    try {
      const file = files[Number(/\((\d+)\)/.exec(await showRows(session))?.[1])];
      if (file === undefined) throw new Error('No generated record has the title of the first row.');
      yield* saveFigures(`one of ${roadmapFiles.toLocaleString('en')} roadmap files`, session, file, retitled);
    } finally {
      await session.dispose();
    }
  } finally {
    await sandbox.dispose();
  }
}

async function* saveFigures(
  what: string,
  session: WorkbenchSession,
  file: string,
  change: (text: string, title: string) => string,
): AsyncGenerator<Figure> {
  for (const [way, save] of Object.entries(ways)) {
    const times = await measureRepaint(session, '.row[data-key]', (round) => {
      const shows = `Round ${round}, ${way}`;
      const text = change(readFileSync(file, 'utf8'), shows);
      return {
        act: () => {
          save(file, text);
        },
        shows,
        statusBar: null,
      };
    });
    yield figureOf(`write to repaint, ${what}, ${way}`, times);
  }
}

/** As in a terminal beside the editor; by what they are called. */
function gitDeeds(folder: string): Readonly<Record<string, (round: number) => Deed>> {
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: folder, env: cleanEnvironment(), encoding: 'utf8' });
  const doing = (shows: string, statusBar: string, ...args: readonly string[]): Deed => ({
    act: () => {
      git(...args);
    },
    shows,
    statusBar,
  });
  const ahead = Number(git('rev-list', '--count', '@{upstream}..HEAD'));
  const home = git('branch', '--show-current').trim();
  const side = 'side/of-the-bench';
  git('branch', side);
  const switching = (branch: string, ...options: readonly string[]): Deed =>
    doing(branch, branch, 'switch', '--quiet', ...options, branch);
  return {
    'git commit': (round) => {
      const count = ahead + round + 1;
      return doing(`↑${count}`, `${count}↑`, 'commit', '--quiet', '--allow-empty', '--message', 'a round');
    },
    'git switch': (round) => switching(round % 2 === 0 ? side : home),
    'git switch to a new branch': (round) => switching(`new/${round}-`, '--create'),
  };
}

/** Shows the panel. Resolves with the text of its first row. */
async function showRows(session: WorkbenchSession): Promise<string> {
  const panel = await session.showPanel();
  return panel.locator('.row[data-key]').first().innerText();
}

function figureOf(figure: string, { median, slowest, rounds, statusBar }: RepaintTimes): Figure {
  const note = `Median of ${rounds}, the slowest ${Math.round(slowest)} ms. To the second frame that shows it.`;
  const yardstick = statusBar === null ? null : { name: "the editor's own status bar", value: statusBar };
  return { figure, value: median, unit: 'ms', yardstick, target: yardstick === null ? '150 ms' : '', note };
}

/** The file with another title of the first issue in progress. */
function retitledIssues(text: string, title: string): string {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.includes('"status":"in_progress"'));
  lines[at] = JSON.stringify({ ...(JSON.parse(lines[at] ?? '') as object), title });
  return lines.join('\n');
}
