/** Answers for finding the extension's panel in the workbench, giving it a width and taking its picture. */
import path from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { cacheFolder } from '../../rig/paths';
import { extensionId, runCommand } from './workbenchParts';

const panelTimeoutMs = 20_000;
const firstTryMs = 6_000;
const pollMs = 20;
const dragAttempts = 4;

/** Clicks the extension's activity bar icon unless its panel shows already. */
export async function showPanel(page: Page): Promise<Frame> {
  const icon = page.locator('.part.activitybar .action-item', {
    has: page.locator('.action-label[aria-label^="Context Scout"]'),
  });
  await icon.waitFor({ timeout: panelTimeoutMs });
  // Which view was open last time is restored a moment later: a click before that would be the second, and close it.
  await page.locator('.part.activitybar .action-item.checked').first().waitFor({ timeout: panelTimeoutMs });
  const isOpen = await icon.evaluate((element) => element.classList.contains('checked'));
  if (!isOpen) await icon.click();
  // Under the pointer the icon would show its tooltip over the panel.
  await page.locator('.part.editor').hover();
  try {
    return await panelFrame(page, firstTryMs);
  } catch {
    // After a reload the icon is marked for a moment, and then another view is restored.
    await runCommand(page, 'Context Scout: Show Panel');
    return panelFrame(page);
  }
}

/** VS Code puts a webview's own page into a frame inside a frame whose address names the extension. */
export async function panelFrame(page: Page, timeoutMs = panelTimeoutMs): Promise<Frame> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const frame = page
      .frames()
      .find((candidate) => candidate.url().includes('fake.html') && isOurs(candidate.parentFrame()));
    if (frame !== undefined && (await isAtWork(frame))) return frame;
    if (Date.now() > deadline) throw new Error(`The panel did not show within ${timeoutMs} ms.`);
    await page.waitForTimeout(pollMs);
  }
}

function isOurs(frame: Frame | null): boolean {
  return frame !== null && new URL(frame.url()).searchParams.get('extensionId')?.toLowerCase() === extensionId;
}

/** Not the first frame alone, which hears little of what is clicked. */
async function isAtWork(frame: Frame): Promise<boolean> {
  try {
    return await frame.evaluate(() => document.querySelector('#root > .panel') !== null);
  } catch {
    // The frame was replaced while it was looked at.
    return false;
  }
}

/** Drags the sash at the sidebar's right edge; the layout may need more than one try. */
export async function setSidebarWidth(page: Page, widthPx: number): Promise<void> {
  const sidebar = page.locator('.part.sidebar');
  for (let attempt = 0; attempt < dragAttempts; attempt += 1) {
    const box = await sidebar.boundingBox();
    if (box === null) throw new Error('The sidebar is not shown.');
    const edge = box.x + box.width + 1;
    const middle = box.y + box.height / 2;
    if (Math.round(box.width) === widthPx) {
      // Under the pointer the sash would stay lit.
      await page.mouse.move(edge + 100, middle);
      return;
    }
    await page.mouse.move(edge, middle);
    await page.mouse.down();
    await page.mouse.move(edge + widthPx - box.width, middle, { steps: 5 });
    await page.mouse.up();
  }
  const reached = (await sidebar.boundingBox())?.width;
  if (reached === undefined || Math.round(reached) !== widthPx) {
    throw new Error(`The sidebar could not be made ${widthPx} px wide; it is ${String(reached)}.`);
  }
}

/** Writes a picture under `.vscode-test/screenshots/` and gives its path. */
export async function screenshot(page: Page, name: string, what: 'window' | 'sidebar'): Promise<string> {
  const file = path.join(cacheFolder('screenshots'), `${name}.png`);
  await (what === 'sidebar'
    ? page.locator('.part.sidebar').screenshot({ path: file })
    : page.screenshot({ path: file }));
  return file;
}
