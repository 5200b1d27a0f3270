/** Measures the panel in the real workbench: activation and first rows, beside an empty extension. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { GitSandbox } from '../fakes/gitRepository';
import { makeDemoWorkspace } from '../rig/demoWorkspace';
import { measureCachedFocus, type CachedTimes } from './cachedFocus';
import { empty, installBenchExtensions, installOurs, installOursAsleep, ours } from './extensionsFolder';
import { median, type Figure } from './figure';
import { measureFocus, type FocusTimes } from './focus';
import { generatedIssuesJsonl } from './generatedIssues';
import { makeRoadmapRepository } from './roadmapRepository';
import { openActive, openTimed } from './timedWindow';

const activationRounds = 6;
const focusRounds = { windows: 3, again: 3 };
const cachedRounds = 4;
const roadmapFiles = 10_000;

/** How many Beads issues the workspace has; null: the demo's own. */
const sizes = [null, 430, 10_000] as const;

/** Needs a production build. */
export async function* benchPanel(): AsyncGenerator<Figure> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-bench-'));
  try {
    const extensionsDir = path.join(scratch, 'extensions');
    installBenchExtensions(extensionsDir, ['yardstick', 'stopwatch']);
    installOurs(extensionsDir);
    yield await measureActivation(scratch);
    const demo = path.join(scratch, 'shop');
    for (const count of sizes) {
      const folder = count === null ? demo : path.join(scratch, `shop-${count}`);
      makeDemoWorkspace(folder);
      if (count !== null) writeFileSync(issuesFile(folder), generatedIssuesJsonl(count, Date.now()));
      const times = await measureFocus(() => openActive({ folder, extensionsDir }), focusRounds);
      yield* focusFigures(count === null ? 'the demo' : `${count.toLocaleString('en')} issues`, times);
    }
    yield* measureRoadmap(scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

const issuesFile = (folder: string): string => path.join(folder, '.beads', 'issues.jsonl');

/** In a folder without a tracker; nothing activates ours but the stopwatch. */
async function measureActivation(scratch: string): Promise<Figure> {
  const folder = path.join(scratch, 'nothing');
  mkdirSync(folder);
  const extensionsDir = path.join(scratch, 'asleep');
  installBenchExtensions(extensionsDir, ['yardstick', 'stopwatch']);
  installOursAsleep(extensionsDir);
  const timesMs: Readonly<Record<string, number[]>> = { [ours]: [], [empty]: [] };
  for (let round = 0; round < activationRounds; round++) {
    // The first of a window pays for both, so each has its turn.
    const order = round % 2 === 0 ? [empty, ours] : [ours, empty];
    const { session, activationMs } = await openTimed({ folder, extensionsDir, order });
    await session.dispose();
    for (const [id, times] of Object.entries(timesMs)) {
      const tookMs = activationMs[id];
      if (typeof tookMs !== 'number') throw new Error(`${id} was active before it was measured.`);
      times.push(tookMs);
    }
  }
  return {
    figure: 'activation',
    value: median(timesMs[ours] ?? []),
    unit: 'ms',
    yardstick: { name: 'empty extension', value: median(timesMs[empty] ?? []) },
    target: '+25 ms',
  };
}

const focusFigures = (workspace: string, times: FocusTimes): readonly Figure[] =>
  (['first', 'again'] as const).map((which) => ({
    figure: `focus to rows, ${workspace}, ${which === 'first' ? 'first time' : 'shown again'}`,
    value: median(times[which].ours),
    unit: 'ms',
    yardstick: { name: 'empty webview', value: median(times[which].empty) },
    target: '1.5x',
  }));

async function* measureRoadmap(scratch: string): AsyncGenerator<Figure> {
  const emptyDir = path.join(scratch, 'empty');
  const oursDir = path.join(scratch, 'ours');
  installBenchExtensions(emptyDir, ['yardstick', 'stopwatch']);
  installBenchExtensions(oursDir, ['stopwatch']);
  installOurs(oursDir);
  const sandbox = await GitSandbox.create('bench');
  try {
    const { repository } = await makeRoadmapRepository(sandbox, roadmapFiles);
    const folder = repository.root;
    const environment = sandbox.isolation;
    const extensionsDirs = { ours: oursDir, empty: emptyDir };
    yield* cachedFigures(await measureCachedFocus({ folder, extensionsDirs, environment }, cachedRounds));
  } finally {
    await sandbox.dispose();
  }
}

function cachedFigures({ focus, window }: CachedTimes): readonly Figure[] {
  const figure = (name: string, times: CachedTimes['focus'], target: string, note: string): Figure => ({
    figure: `${name} from the cache, ${roadmapFiles.toLocaleString('en')} roadmap files`,
    value: median(times.ours),
    unit: 'ms',
    yardstick: { name: 'empty webview', value: median(times.empty) },
    target,
    note,
  });
  const alone = 'Second start of a window with its storage; the yardstick is a window without our extension.';
  return [
    figure('focus to rows', focus, '1.5x', alone),
    figure(
      'window to rows',
      window,
      '',
      `${alone} From the order to reload the window, in which the view shows by itself.`,
    ),
  ];
}
