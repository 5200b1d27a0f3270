/** Answers for another language in the real workbench: manifest, messages and panel speak it, and nothing stays English. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDemoWorkspace } from '../rig/demoWorkspace';
import { addPseudoLanguage, isEnglish, pseudoLocale, pseudoManifest, pseudoWords } from '../rig/pseudoLanguage';
import { stageExtension } from '../rig/stagedExtension';
import { openWorkbench, type WorkbenchSession } from './support/openWorkbench';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-language-'));
let workbench: WorkbenchSession;

beforeAll(async () => {
  const folder = path.join(scratch, 'shop');
  makeDemoWorkspace(folder);
  const extension = stageExtension(path.join(scratch, 'extension'));
  addPseudoLanguage(extension);
  workbench = await openWorkbench({ folder, extension, language: pseudoLocale });
});

afterAll(async () => {
  await workbench.dispose();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
});

const ours = '[id^="context-scout.context-scout"]';

describe('a window in another language', () => {
  it('says so in the status bar, also to screen readers', async () => {
    const item = workbench.page.locator(`.statusbar-item${ours}`).first();
    await item.getByText('·').waitFor();
    expect(isEnglish(await item.innerText())).toBe(false);
    const spoken = (await item.locator('a').getAttribute('aria-label')) ?? '';
    expect(spoken).not.toBe('');
    expect(isEnglish(spoken)).toBe(false);
  });

  it('names every command in that language', async () => {
    const { page } = workbench;
    await page.keyboard.press('F1');
    const list = page.locator('.quick-input-widget');
    await list.locator('input.input').fill(`>${pseudo('Context Scout')}`);
    const names = list.locator('.monaco-list-row .label-name', { hasText: `${pseudo('Context Scout')}:` });
    await expect.poll(() => names.count()).toBeGreaterThan(5);
    // One is VS Code's own: `Focus on … View`.
    const english = (await names.allInnerTexts()).filter(isEnglish).filter((name) => !name.includes('Focus on '));
    expect(english).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('asks in that language', async () => {
    const { page } = workbench;
    await workbench.runCommand(`${pseudo('Context Scout')}: ${pseudo('Clear Cache')}`);
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.getByText(pseudo('Clear the cached issues of every folder you have opened?')).waitFor();
    await dialog.getByText(pseudo('Clear Cache'), { exact: true }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('speaks it in the panel', async () => {
    const { page } = workbench;
    await page.locator(`.part.activitybar .action-label[aria-label^="${pseudo('Context Scout')}"]`).click();
    const panel = await workbench.panelFrame();
    await panel.locator('#root .row').first().waitFor();
    expect(await panel.locator('html').getAttribute('lang')).toBe(pseudoLocale);
    await panel.locator('#root').getByText(pseudo('Ready'), { exact: true }).first().waitFor();
    expect(await panel.locator('#root input').first().getAttribute('placeholder')).toMatch(/^[^a-z]+$/i);
  });
});

const texts = { ...pseudoManifest(), ...pseudoWords().texts };

/** A text as the pseudo language has it. */
function pseudo(english: string): string {
  const text = texts[english];
  if (text === undefined) throw new Error(`There is no text ${english}.`);
  return text;
}
