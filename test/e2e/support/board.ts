/** Answers for the board in browser tests: the frame that holds its DOM, and what the workbench keeps of it. */
import type { Frame, Page } from 'playwright-core';

const timeoutMs = 30_000;
const pollMs = 20;

/** Waits for the board's page, whose program has rendered, among the frames of the workbench. */
export async function boardFrame(page: Page): Promise<Frame> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    for (const frame of page.frames()) {
      if (frame.url().includes('fake.html') && (await holdsBoard(frame))) return frame;
    }
    if (Date.now() > deadline) throw new Error(`The board did not show within ${timeoutMs} ms.`);
    await page.waitForTimeout(pollMs);
  }
}

async function holdsBoard(frame: Frame): Promise<boolean> {
  try {
    return await frame.evaluate(() => document.querySelector('main.board') !== null);
  } catch {
    // The frame was replaced while it was looked at.
    return false;
  }
}

/** Whether the workbench's own storage, which outlives the page, holds this text. */
export function keptByWorkbench(page: Page, text: string): Promise<boolean> {
  return page.evaluate(async (wanted) => {
    const answer = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => {
          resolve(request.result);
        };
        request.onerror = () => {
          reject(request.error ?? new Error('The database did not answer.'));
        };
      });
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await answer(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const values: unknown[] = await answer(database.transaction(store).objectStore(store).getAll());
        if (values.some((value) => typeof value === 'string' && value.includes(wanted))) return true;
      }
      database.close();
    }
    return false;
  }, text);
}
