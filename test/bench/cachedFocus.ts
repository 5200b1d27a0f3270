/** Answers for how soon a window that finds a filled cache shows rows, beside a window with the empty extension alone. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { WorkbenchSession } from '../e2e/support/openWorkbench';
import { projectRoot } from '../rig/paths';
import { empty, ours } from './extensionsFolder';
import { focusToRows, rowPaintedSince, type View } from './focus';
import { openTimed, waitUntilLive, type TimedWindow } from './timedWindow';
import { waitFor } from './waitFor';

/** Milliseconds, a number a window. */
export interface CachedTimes {
  /** From the click on the view's icon, as soon as the window's extensions are active. */
  readonly focus: Readonly<Record<View, number[]>>;
  /** From the order to reload the window, in which the view shows by itself as it did before. */
  readonly window: Readonly<Record<View, number[]>>;
}

export interface CachedFolders {
  readonly folder: string;
  /** Extensions by the view that is measured there; the other one is not installed. */
  readonly extensionsDirs: Readonly<Record<View, string>>;
  readonly environment: Readonly<Record<string, string>>;
}

export async function measureCachedFocus(folders: CachedFolders, rounds: number): Promise<CachedTimes> {
  const times: CachedTimes = { focus: { ours: [], empty: [] }, window: { ours: [], empty: [] } };
  for (let round = 0; round < rounds; round++) {
    for (const view of round % 2 === 0 ? (['ours', 'empty'] as const) : (['empty', 'ours'] as const)) {
      const window = await openTimed({
        folder: folders.folder,
        extensionsDir: folders.extensionsDirs[view],
        order: [view === 'ours' ? ours : empty],
        environment: folders.environment,
      });
      try {
        const { focusMs, windowMs } = await measureOne(window, view);
        times.focus[view].push(focusMs);
        times.window[view].push(windowMs);
      } finally {
        await window.session.dispose();
      }
    }
  }
  return times;
}

async function measureOne(
  { session, openAgain }: TimedWindow,
  view: View,
): Promise<{ readonly focusMs: number; readonly windowMs: number }> {
  const { page } = session;
  if (view === 'ours') await fillCache(session);
  await page.addInitScript({ path: path.join(projectRoot, 'test', 'bench', 'rowClock.js') });
  await openAgain();
  const focusMs = await focusToRows(page, view);
  if (view === 'ours') await waitUntilLive(session);
  // Unlike a new page this keeps which view shows.
  await session.runCommand('Developer: Reload Window');
  const askedMs = Date.now();
  return { focusMs, windowMs: (await rowPaintedSince(page, askedMs)) - askedMs };
}

/** Resolves when the readings of this window are on disk. */
async function fillCache(session: WorkbenchSession): Promise<void> {
  await waitUntilLive(session);
  const cache = path.join(session.serverDataDir, 'data', 'User', 'globalStorage', ours, 'cache');
  const isFilled = (): boolean =>
    existsSync(cache) &&
    readdirSync(cache, { encoding: 'utf8', recursive: true }).some((name) => name.endsWith('.sqlite'));
  await waitFor(isFilled, `No cache was written below ${path.basename(path.dirname(cache))}.`);
}
