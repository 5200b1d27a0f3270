/** Answers for how long it takes from a finished write of a tracker's file to the repainted row. */
import type { Frame } from 'playwright-core';
import type { WorkbenchSession } from '../e2e/support/openWorkbench';
import { median } from './figure';

const rounds = 15;
/** The change of git's state that the last write made is shown by then. */
const restMs = 1_000;

/**
 * @param changerOf gives what changes the title of an issue whose row shows, once the panel does
 * @returns the median in milliseconds
 */
export async function measureRepaint(
  session: WorkbenchSession,
  changerOf: (panel: Frame) => Promise<(title: string) => void>,
): Promise<number> {
  const panel = await session.showPanel();
  const row = panel.locator('.row[data-key]').first();
  await row.waitFor();
  const changeTitle = await changerOf(panel);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await session.page.waitForTimeout(restMs);
    const title = `Repainted in round ${round}`;
    const painted = titlePainted(panel, title);
    // The page answers in order: it watches now.
    await panel.evaluate(() => null);
    changeTitle(title);
    const writtenMs = Date.now();
    times.push((await painted) - writtenMs);
  }
  return median(times);
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
