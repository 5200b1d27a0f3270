/** Measures the panel in the real workbench: first rows, repaint after a write, activation; each beside an empty extension. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { openWorkbench, type WorkbenchSession } from '../e2e/support/openWorkbench';
import { makeDemoWorkspace } from '../rig/demoWorkspace';
import { projectRoot } from '../rig/paths';
import { median, type Figure } from './figure';

const rounds = 7;

/** Reports, in every frame, when the first row of a view is on the screen. */
const firstRowProbe = (): void => {
  const look = (): boolean => {
    if (document.querySelector('.row[data-key]') === null) return false;
    // The second frame begins after the first was painted.
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        Object.assign(globalThis, { firstRowAtMs: Date.now() });
      });
    });
    return true;
  };
  const observer = new MutationObserver(() => {
    if (look()) observer.disconnect();
  });
  observer.observe(document, { childList: true, subtree: true });
};

/** Clicks an activity bar icon and gives the milliseconds until the first row of its view was painted. */
async function focusToRows(page: Page, title: string): Promise<number> {
  const icon = page.locator(`.part.activitybar .action-item .action-label[aria-label^="${title}"]`);
  const beganMs = await icon.evaluate((element) => {
    const nowMs = Date.now();
    (element as HTMLElement).click();
    return nowMs;
  });
  const paintedMs = await waitForFrames(page, () => (globalThis as { firstRowAtMs?: number }).firstRowAtMs);
  return paintedMs - beganMs;
}

/** The first answer of any frame to `question`. */
async function waitForFrames<T>(page: Page, question: () => T | undefined): Promise<T> {
  const deadline = performance.now() + 20_000;
  while (performance.now() < deadline) {
    for (const frame of page.frames()) {
      const answer = await frame.evaluate(question).catch(() => undefined);
      if (answer !== undefined) return answer;
    }
  }
  throw new Error('no frame answered in time');
}

const hideSidebar = async (page: Page): Promise<void> => {
  await page.locator('.part.activitybar .action-item .action-label[aria-label^="Explorer"]').click();
  await page.locator('.part.sidebar .explorer-folders-view').waitFor();
};

async function measureFocus(session: WorkbenchSession): Promise<{
  readonly first: number;
  readonly again: number;
  readonly emptyFirst: number;
  readonly emptyAgain: number;
}> {
  const { page } = session;
  const times: Record<'ours' | 'empty', number[]> = { ours: [], empty: [] };
  for (let round = 0; round <= rounds; round++) {
    for (const [name, title] of [
      ['empty', 'Yardstick'],
      ['ours', 'Context Scout'],
    ] as const) {
      await hideSidebar(page);
      times[name].push(await focusToRows(page, title));
    }
  }
  const [first = Number.NaN, ...again] = times.ours;
  const [emptyFirst = Number.NaN, ...emptyAgain] = times.empty;
  return { first, again: median(again), emptyFirst, emptyAgain: median(emptyAgain) };
}

/** Edits a title in the tracker's file and gives the milliseconds from the finished write to the repainted row. */
async function measureRepaint(panel: Frame, folder: string): Promise<number> {
  const file = path.join(folder, '.beads', 'issues.jsonl');
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const title = `Repainted in round ${round}`;
    const painted = panel.evaluate(
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
    const lines = readFileSync(file, 'utf8').split('\n');
    const at = lines.findIndex((line) => line.includes('"status":"in_progress"'));
    lines[at] = JSON.stringify({ ...(JSON.parse(lines[at] ?? '') as object), title });
    writeFileSync(file, lines.join('\n'));
    const writtenMs = Date.now();
    times.push((await painted) - writtenMs);
  }
  return median(times);
}

/** Milliseconds to load and activate each extension, in a window that had activated neither. */
async function measureActivation(extensionsDir: string): Promise<{ readonly ours: number; readonly empty: number }> {
  const ours: number[] = [];
  const empty: number[] = [];
  for (let round = 0; round < 5; round++) {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'context-scout-bench-'));
    const file = path.join(folder, 'times.json');
    const session = await openWorkbench({
      folder,
      extension: null,
      extensionsDir,
      environment: { STOPWATCH_EXTENSIONS: 'bench.yardstick,context-scout.context-scout', STOPWATCH_FILE: file },
    });
    try {
      const deadline = performance.now() + 30_000;
      while (!existsSync(file) && performance.now() < deadline) await session.page.waitForTimeout(100);
      const timesMs = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number | null>;
      ours.push(timesMs['context-scout.context-scout'] ?? Number.NaN);
      empty.push(timesMs['bench.yardstick'] ?? Number.NaN);
    } finally {
      await session.dispose();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return { ours: median(ours), empty: median(empty) };
}

/** Puts our extension, as it is packaged, and the yardsticks into a fresh extensions folder. */
function installExtensions(extensionsDir: string): void {
  for (const name of ['yardstick', 'stopwatch']) {
    cpSync(path.join(projectRoot, 'test', 'bench', name), path.join(extensionsDir, `bench.${name}-1.0.0`), {
      recursive: true,
    });
  }
  const ours = path.join(extensionsDir, 'context-scout.context-scout-0.1.0');
  for (const part of ['package.json', 'dist', 'media'])
    cpSync(path.join(projectRoot, part), path.join(ours, part), { recursive: true });
}

/** Needs `npm run build -- --production` before. */
export async function benchPanel(): Promise<readonly Figure[]> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-bench-'));
  try {
    const extensionsDir = path.join(scratch, 'extensions');
    installExtensions(extensionsDir);
    const folder = path.join(scratch, 'shop');
    makeDemoWorkspace(folder);
    const activation = await measureActivation(extensionsDir);
    const session = await openWorkbench({ folder, extension: null, extensionsDir });
    try {
      await session.page.context().addInitScript(firstRowProbe);
      await session.reload();
      await session.statusBarText();
      const focus = await measureFocus(session);
      const repaint = await measureRepaint(await session.showPanel(), folder);
      return [
        {
          figure: 'activation',
          value: activation.ours,
          unit: 'ms',
          yardstick: { name: 'empty extension', value: activation.empty },
          target: '',
        },
        {
          figure: 'focus to rows, first time',
          value: focus.first,
          unit: 'ms',
          yardstick: { name: 'empty webview', value: focus.emptyFirst },
          target: '1.5x',
        },
        {
          figure: 'focus to rows, shown again',
          value: focus.again,
          unit: 'ms',
          yardstick: { name: 'empty webview', value: focus.emptyAgain },
          target: '1.5x',
        },
        { figure: 'write to repaint', value: repaint, unit: 'ms', yardstick: null, target: '150 ms' },
      ];
    } finally {
      await session.dispose();
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}
