/** Answers for the parts of the workbench outside the panel that browser tests use: command palette and status bar. */
import { errors, type Page } from 'playwright-core';

/** `publisher.name`, in lower case as VS Code writes it into addresses and element ids. */
export const extensionId = 'context-scout.context-scout';

/** How long an input of the workbench takes to open at most, and to let itself be used. */
const openingMs = 5_000;

/** How often an input is opened before that counts as failed. */
const attempts = 3;

/** Opens the palette and runs the command whose label there is exactly this. */
export async function runCommand(page: Page, label: string): Promise<void> {
  for (let attempt = 1; !(await tryCommand(page, label)); attempt++) {
    if (attempt === attempts) throw new Error(`The palette did not stay open for ${label}, or does not offer it.`);
  }
}

/** False when the palette closed again: a view or a dialog that comes or goes takes the focus from it. */
async function tryCommand(page: Page, label: string): Promise<boolean> {
  await page.keyboard.press('F1');
  return inTime(() => pickEntry(page, label, `>${label}`, openingMs));
}

/**
 * Chooses the entry with exactly this label in the list that is open (or about to open) at the top of the window.
 *
 * @param timeout of each of the two steps, milliseconds
 */
export async function pickEntry(page: Page, label: string, filter = label, timeout = 4 * openingMs): Promise<void> {
  const list = page.locator('.quick-input-widget');
  const entry = list
    .locator('.monaco-list-row', { has: page.locator('.label-name').getByText(label, { exact: true }) })
    .first();
  await list.locator('input.input').fill(filter, { timeout });
  await entry.click({ timeout });
}

/** False: Playwright waited in vain. */
async function inTime(use: () => Promise<void>): Promise<boolean> {
  try {
    await use();
    return true;
  } catch (error) {
    if (error instanceof errors.TimeoutError) return false;
    throw error;
  }
}

/** Opens a file of the workspace by its name, as a person does. */
export async function openFile(page: Page, name: string): Promise<void> {
  for (let attempt = 1; !(await askForFile(page, name)); attempt++) {
    if (attempt === attempts) throw new Error(`The list of files did not stay open for ${name}.`);
  }
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
  await page.locator('.tabs-container .tab.active', { hasText: name }).waitFor();
}

/** False when the list closed again: a dialog that is closing gives the focus back to what had it before. */
async function askForFile(page: Page, name: string): Promise<boolean> {
  await page.keyboard.press('Control+P');
  return inTime(() => page.locator('.quick-input-widget input').fill(name, { timeout: openingMs }));
}

/** What our hover says on this text, which is a link, in the editor that is open. */
export async function hoverText(page: Page, text: string): Promise<string> {
  await page.locator('.editor-instance .view-line .detected-link', { hasText: text }).click();
  await runCommand(page, 'Show or Focus Hover');
  const hover = page.locator('.monaco-hover-content', { hasText: 'Copy Link' });
  await hover.waitFor();
  return hover.innerText();
}

/** What the extension's status bar item says, without its icon. */
export async function statusBarText(page: Page): Promise<string> {
  const item = page.locator(`.part.statusbar .statusbar-item[id^="${extensionId}"]`).first();
  await item.waitFor();
  return (await item.innerText()).trim();
}
