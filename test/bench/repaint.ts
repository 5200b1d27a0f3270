/** Answers for how long it takes from a finished deed outside the editor to the frame that shows it in the panel. */
import type { Frame } from 'playwright-core';
import type { WorkbenchSession } from '../e2e/support/openWorkbench';
import { median } from './figure';

/** What somebody does in a file or in a terminal, and the words by which the panel shows it. */
export interface Deed {
  /** Returns when it is done. */
  readonly act: () => void;
  /** Not shown before. */
  readonly shows: string;
  /** The words by which the editor's own status bar shows it; null where it does not. */
  readonly statusBar: string | null;
}

/** Milliseconds. Negative where it showed before the program that did it had ended. */
export interface RepaintTimes {
  readonly rounds: number;
  readonly median: number;
  readonly slowest: number;
  /** Median of the editor's own status bar; null where it shows nothing. */
  readonly statusBar: number | null;
}

const rounds = 20;
/** The change of git's state that the last deed made is shown by then. */
const restMs = 1_000;
/** By then it will not be shown any more. */
const patienceMs = 30_000;

/**
 * @param within selector of the element of the panel that shows it
 * @param deedOf the deed of a round, 0-based
 */
export async function measureRepaint(
  session: WorkbenchSession,
  within: string,
  deedOf: (round: number) => Deed,
): Promise<RepaintTimes> {
  const panel = await session.panelFrame();
  const editor = session.page.mainFrame();
  const times: number[] = [];
  const statusBarTimes: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await session.page.waitForTimeout(restMs);
    const { act, shows, statusBar } = deedOf(round);
    if ((await panel.locator(within, { hasText: shows }).count()) > 0) throw new Error(`"${shows}" is shown already.`);
    const painted = Promise.all([
      wordsPainted(panel, within, shows),
      statusBar === null ? null : wordsPainted(editor, '.part.statusbar', statusBar),
    ]);
    // The pages answer in order: they watch now.
    await Promise.race([painted, Promise.all([panel.evaluate(() => null), editor.evaluate(() => null)])]);
    act();
    const doneMs = Date.now();
    const [paintedMs, statusBarMs] = await painted;
    times.push(paintedMs - doneMs);
    if (statusBarMs !== null) statusBarTimes.push(statusBarMs - doneMs);
  }
  return {
    rounds,
    median: median(times),
    slowest: Math.max(...times),
    statusBar: statusBarTimes.length === 0 ? null : median(statusBarTimes),
  };
}

/** Resolves with the time, by the page's clock, of the second frame after the words are in the page. */
const wordsPainted = (panel: Frame, within: string, words: string): Promise<number> =>
  panel.evaluate(
    // No function in it may have a name: the compiler would call what the page does not have.
    ({ selector, wanted, timeoutMs }) =>
      new Promise<number>((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(new Error(`"${wanted}" was not shown within ${timeoutMs} ms.`));
        }, timeoutMs);
        const observer = new MutationObserver(() => {
          const elements = [...document.querySelectorAll(selector)];
          if (!elements.some((element) => element.textContent.includes(wanted))) return;
          observer.disconnect();
          clearTimeout(timer);
          requestAnimationFrame(() => {
            requestAnimationFrame(() => {
              resolve(Date.now());
            });
          });
        });
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
    { selector: within, wanted: words, timeoutMs: patienceMs },
  );
