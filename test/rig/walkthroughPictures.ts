/** Answers for the pictures of the walkthrough: what is done for each of its steps, and which part of the window shows it. */
import type { WorkbenchSession } from '../e2e/support/openWorkbench';

type Picture = (workbench: WorkbenchSession, file: string) => Promise<void>;

/** CSS pixels. */
const height = 480;

/** A menu of all commands is longer than that. */
const menuBelow = 160;

/** By the id of the step. Each leaves the panel as it found it. */
export const walkthroughPictures: Readonly<Record<string, Picture>> = {
  see: async ({ page }, file) => {
    await page.screenshot({ path: file, animations: 'disabled', clip: await sideBar(page) });
  },

  find: async (workbench, file) => {
    const { page } = workbench;
    const panel = await workbench.panelFrame();
    const field = panel.locator('#root input').first();
    await field.fill('is:ready ');
    await panel.locator('#root .row').first().waitFor();
    await page.screenshot({ path: file, animations: 'disabled', clip: await sideBar(page) });
    await field.fill('');
    await page.keyboard.press('Escape');
  },

  work: async (workbench, file) => {
    const { page } = workbench;
    const panel = await workbench.panelFrame();
    await panel.locator('#root .row').nth(3).click({ button: 'right' });
    await page.locator('.context-view .monaco-menu').first().waitFor();
    const bounds = await sideBar(page);
    await page.screenshot({
      path: file,
      animations: 'disabled',
      clip: { ...bounds, width: bounds.width + 140, height: height + menuBelow },
    });
    await page.keyboard.press('Escape');
  },

  fresh: async ({ page }, file) => {
    await page.locator('.part.statusbar .statusbar-item[id^="context-scout"]').first().hover();
    await page.locator('.monaco-hover:not(.hidden)', { hasText: 'Click to sync now' }).waitFor();
    const bounds = await sideBar(page);
    const bottom = page.viewportSize()?.height ?? 0;
    await page.screenshot({
      path: file,
      animations: 'disabled',
      clip: { ...bounds, y: bottom - 260, width: bounds.width + 240, height: 260 },
    });
    await page.locator('.part.editor').hover();
  },
};

async function sideBar(
  page: WorkbenchSession['page'],
): Promise<{ x: number; y: number; width: number; height: number }> {
  const bounds = await page.locator('.part.sidebar').boundingBox();
  if (bounds === null) throw new Error('The side bar is closed.');
  return { ...bounds, height };
}
