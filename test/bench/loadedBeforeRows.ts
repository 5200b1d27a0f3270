/** Answers for which files the panel's page had loaded when its first row was painted. */
import type { Page } from 'playwright-core';
import { waitFor } from './waitFor';

interface Loaded {
  /** File name without folder and query. */
  readonly name: string;
  /** Epoch milliseconds. */
  readonly endedMs: number;
}

/** Runs in the panel's page. */
const loadedFiles = `performance.getEntriesByType('resource').map(({ name, responseEnd }) => ({
  name: new URL(name).pathname.split('/').at(-1),
  endedMs: performance.timeOrigin + responseEnd,
}))`;

/**
 * Needs rowClock.js in the page's frames. Counts what the page asked for by address: scripts, styles, fonts.
 * @returns names of files, each once
 */
export async function loadedBeforeRows(page: Page): Promise<readonly string[]> {
  const looks: (readonly string[])[] = [];
  await waitFor(async () => {
    looks.push(...(await look(page)));
    return looks.length > 0;
  }, 'No row was painted.');
  return looks[0] ?? [];
}

/** The answers of the panel's frames, those that have painted a row. */
async function look(page: Page): Promise<readonly (readonly string[])[]> {
  const answers: (readonly string[])[] = [];
  for (const frame of page.frames().filter((each) => each.url().includes('/webview/browser/pre/index'))) {
    const paintedMs = await frame.evaluate<unknown>('window.rowPaintedMs').catch(() => null);
    const inner = frame.childFrames()[0];
    if (typeof paintedMs !== 'number' || inner === undefined) continue;
    const loaded = await inner.evaluate<readonly Loaded[]>(loadedFiles);
    answers.push([...new Set(loaded.filter(({ endedMs }) => endedMs <= paintedMs).map(({ name }) => name))]);
  }
  return answers;
}
