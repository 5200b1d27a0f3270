/** Answers for how long a view takes from the click on its icon to its first painted row: ours and the yardstick's. */
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { WorkbenchSession } from '../e2e/support/openWorkbench';
import { projectRoot } from '../rig/paths';

export type View = 'ours' | 'empty';

/** Milliseconds, a number a measurement. */
export interface FocusTimes {
  /** The first webview of its window. */
  readonly first: Readonly<Record<View, number[]>>;
  /** Shown before in its window, hidden since. */
  readonly again: Readonly<Record<View, number[]>>;
}

const titles: Readonly<Record<View, string>> = { ours: 'Context Scout', empty: 'Yardstick' };
/** What follows a view's showing and hiding is over by then. */
const restMs = 400;
const timeoutMs = 60_000;
const pollMs = 50;

/** @param openWindow opens a fresh window in which both extensions are active and ours has its issues */
export async function measureFocus(
  openWindow: () => Promise<WorkbenchSession>,
  rounds: { readonly windows: number; readonly again: number },
): Promise<FocusTimes> {
  const times: FocusTimes = { first: { ours: [], empty: [] }, again: { ours: [], empty: [] } };
  for (let window = 0; window < rounds.windows; window++) {
    for (const [first, second] of [
      ['ours', 'empty'],
      ['empty', 'ours'],
    ] as const) {
      const session = await openWindow();
      try {
        const { page } = session;
        await page.addInitScript({ path: path.join(projectRoot, 'test', 'bench', 'rowClock.js') });
        times.first[first].push(await focusToRows(page, first));
        await focusToRows(page, second);
        for (let round = 0; round < rounds.again; round++) {
          times.again[first].push(await focusToRows(page, first));
          times.again[second].push(await focusToRows(page, second));
        }
      } finally {
        await session.dispose();
      }
    }
  }
  return times;
}

/** Shows the view with its icon; milliseconds from the click to its first painted row. Needs rowClock.js in the frames. */
export async function focusToRows(page: Page, view: View): Promise<number> {
  await showExplorer(page);
  const label = `.part.activitybar .action-item .action-label[aria-label^="${titles[view]}"]`;
  const box = await page.locator(label).boundingBox();
  if (box === null) throw new Error(`The activity bar does not show ${titles[view]}.`);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.waitForTimeout(restMs);
  const clickedMs = Date.now();
  await page.mouse.down();
  await page.mouse.up();
  return (await rowPaintedSince(page, clickedMs)) - clickedMs;
}

/** Shows the explorer, so that the next view comes from hidden. */
async function showExplorer(page: Page): Promise<void> {
  const icon = page.locator('.part.activitybar .action-item', {
    has: page.locator('.action-label[aria-label^="Explorer"]'),
  });
  // A click on the icon of a view that shows would hide it.
  if (!(await icon.evaluate((element) => element.classList.contains('checked')))) await icon.click();
  await page.locator('.part.sidebar .explorer-folders-view').waitFor();
}

/**
 * When the first row after `sinceMs` was painted; both in epoch milliseconds. Asks the frames now and then for the time
 * they noted themselves, so that asking is no part of it.
 */
export async function rowPaintedSince(page: Page, sinceMs: number): Promise<number> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    await page.waitForTimeout(pollMs);
    for (const frame of page.frames().filter((each) => each.url().includes('/webview/browser/pre/index'))) {
      // A frame may go while it is asked.
      const paintedMs = await frame.evaluate('window.rowPaintedMs').catch(() => null);
      if (typeof paintedMs === 'number' && paintedMs > sinceMs) return paintedMs;
    }
  }
  throw new Error(`No row was painted within ${timeoutMs} ms.`);
}
