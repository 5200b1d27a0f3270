/** Measures the panel in the real workbench: activation, first rows, repaint after a write; beside an empty extension. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { openWorkbench, type WorkbenchSession } from '../e2e/support/openWorkbench';
import { makeDemoWorkspace } from '../rig/demoWorkspace';
import { projectRoot } from '../rig/paths';
import { stageExtension } from '../rig/stagedExtension';
import { median, type Figure } from './figure';
import { measureFocus, type FocusTimes } from './focus';
import { generatedIssuesJsonl } from './generatedIssues';

const activationRounds = 6;
const focusRounds = { windows: 3, again: 3 };
const repaintRounds = 15;
const ours = 'context-scout.context-scout';
const empty = 'bench.yardstick';

/** How many issues the workspace has; null: the demo's own. */
const sizes = [null, 430, 10_000] as const;

/** Needs `npm run build -- --production` before. */
export async function benchPanel(): Promise<readonly Figure[]> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-bench-'));
  try {
    const extensionsDir = path.join(scratch, 'extensions');
    installExtensions(extensionsDir);
    const figures = [await measureActivation(scratch, extensionsDir)];
    const demo = path.join(scratch, 'shop');
    for (const count of sizes) {
      const folder = count === null ? demo : path.join(scratch, `shop-${count}`);
      makeDemoWorkspace(folder);
      if (count !== null) writeFileSync(issuesFile(folder), generatedIssuesJsonl(count, Date.now()));
      const times = await measureFocus(() => openActive(folder, extensionsDir), focusRounds);
      figures.push(...focusFigures(count === null ? 'the demo' : `${count.toLocaleString('en')} issues`, times));
    }
    figures.push(await measureRepaint(demo, extensionsDir));
    return figures;
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Puts our extension, as it is packaged, and the yardsticks into a fresh extensions folder. */
function installExtensions(extensionsDir: string): void {
  for (const name of ['yardstick', 'stopwatch']) {
    cpSync(path.join(projectRoot, 'test', 'bench', name), path.join(extensionsDir, `bench.${name}-1.0.0`), {
      recursive: true,
    });
  }
  stageExtension(path.join(extensionsDir, `${ours}-0.1.0`));
}

const issuesFile = (folder: string): string => path.join(folder, '.beads', 'issues.jsonl');

interface TimedWindow {
  readonly session: WorkbenchSession;
  /** Milliseconds to load and activate each extension; null: it was active already. */
  readonly activationMs: Readonly<Record<string, number | null>>;
}

/** Opens a window in which the stopwatch has activated both extensions, in this order. */
async function openTimed(folder: string, extensionsDir: string, order = [empty, ours]): Promise<TimedWindow> {
  const place = mkdtempSync(path.join(os.tmpdir(), 'context-scout-stopwatch-'));
  const file = path.join(place, 'times.json');
  try {
    const session = await openWorkbench({
      folder,
      extension: null,
      extensionsDir,
      environment: { STOPWATCH_EXTENSIONS: order.join(','), STOPWATCH_FILE: file },
    });
    try {
      await waitFor(session.page, () => Promise.resolve(existsSync(file)), 'The stopwatch wrote nothing.');
      const activationMs = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number | null>;
      return { session, activationMs };
    } catch (error) {
      await session.dispose();
      throw error;
    }
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Opens a window in which both extensions are active and ours has read its issues. */
async function openActive(folder: string, extensionsDir: string): Promise<WorkbenchSession> {
  const { session } = await openTimed(folder, extensionsDir);
  const hasRead = async (): Promise<boolean> => (await session.statusBarText()).includes('live');
  await waitFor(session.page, hasRead, 'The issues were not read.');
  return session;
}

async function waitFor(page: Page, isSo: () => Promise<boolean>, orElse: string): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(orElse);
    await page.waitForTimeout(100);
  }
}

/** In a folder without a tracker, where nothing activates ours but the stopwatch. */
async function measureActivation(scratch: string, extensionsDir: string): Promise<Figure> {
  const folder = path.join(scratch, 'nothing');
  mkdirSync(folder);
  const timesMs: Readonly<Record<string, number[]>> = { [ours]: [], [empty]: [] };
  for (let round = 0; round < activationRounds; round++) {
    // The first of a window pays for both, so each has its turn.
    const order = round % 2 === 0 ? [empty, ours] : [ours, empty];
    const { session, activationMs } = await openTimed(folder, extensionsDir, order);
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
    target: '',
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

/** Edits a title in the tracker's file and times from the finished write to the repainted row. */
async function measureRepaint(folder: string, extensionsDir: string): Promise<Figure> {
  const session = await openActive(folder, extensionsDir);
  try {
    const panel = await session.showPanel();
    const times: number[] = [];
    for (let round = 0; round < repaintRounds; round++) {
      // The change of git's state that the last write made is shown by then.
      await session.page.waitForTimeout(1_000);
      const title = `Repainted in round ${round}`;
      const painted = titlePainted(panel, title);
      // The page answers in order: it watches now.
      await panel.evaluate(() => null);
      changeTitle(issuesFile(folder), title);
      const writtenMs = Date.now();
      times.push((await painted) - writtenMs);
    }
    return { figure: 'write to repaint', value: median(times), unit: 'ms', yardstick: null, target: '150 ms' };
  } finally {
    await session.dispose();
  }
}

/** Resolves with the time, by the page's clock, of the second frame after the title is in the page. */
const titlePainted = (panel: Frame, title: string): Promise<number> =>
  panel.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!document.body.textContent.includes(wanted)) return;
          observer.disconnect();
          requestAnimationFrame(() => {
            requestAnimationFrame(() => {
              resolve(Date.now());
            });
          });
        });
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
    title,
  );

/** Changes the first issue in progress. */
function changeTitle(file: string, title: string): void {
  const lines = readFileSync(file, 'utf8').split('\n');
  const at = lines.findIndex((line) => line.includes('"status":"in_progress"'));
  lines[at] = JSON.stringify({ ...(JSON.parse(lines[at] ?? '') as object), title });
  writeFileSync(file, lines.join('\n'));
}
