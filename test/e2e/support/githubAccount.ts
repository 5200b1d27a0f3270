/** Answers for giving a token as a person does, and for all the places where it must not be found afterwards. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';

/** Types a token into the input box that is open, or about to open. Resolves when the box is closed. */
export async function giveToken(page: Page, token: string): Promise<void> {
  const input = tokenInput(page);
  await input.waitFor();
  await input.fill(token);
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
}

/** The box that asks for a token: what is typed is not shown. */
export const tokenInput = (page: Page): ReturnType<Page['locator']> =>
  page.locator('.quick-input-widget input.input[type="password"]');

/** Addresses of the frames in whose markup this text is. VS Code itself keeps what was typed in its closed input box. */
export async function framesWith(page: Page, text: string): Promise<readonly string[]> {
  const holding = await Promise.all(
    page.frames().map(async (frame) => ((await frame.content()).includes(text) ? [frame.url()] : [])),
  );
  return holding.flat();
}

/** Paths of the files below `folder` whose name or content has this text in it. */
export function filesWith(folder: string, text: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => ({ entry, file: path.join(entry.parentPath, entry.name) }))
    .filter(({ entry, file }) => file.includes(text) || (entry.isFile() && contains(file, text)))
    .map(({ file }) => file);
}

function contains(file: string, text: string): boolean {
  try {
    return readFileSync(file).includes(text);
  } catch (error) {
    // It was there for a moment only.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
