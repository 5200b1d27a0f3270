/** Answers for what axe-core finds in the panel in the real workbench, whatever lies over its list. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDemoWorkspace } from '../rig/demoWorkspace';
import { axeFindings } from './support/axe';
import { openWorkbench, type WorkbenchSession } from './support/openWorkbench';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-axe-'));
const folder = path.join(scratch, 'shop');
const themes = ['Dark Modern', 'Light Modern', 'Default High Contrast', 'Default High Contrast Light'] as const;

describe('axe finds nothing in the panel of the workbench', () => {
  let workbench: WorkbenchSession;
  let panel: Frame;

  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);

  beforeAll(async () => {
    makeDemoWorkspace(folder);
    workbench = await openWorkbench({ folder });
    panel = await workbench.showPanel();
    await panel.locator('#root .row').first().waitFor();
    // The page is clear: its ground is the editor's side bar behind it, which axe cannot see.
    await panel.evaluate(() => {
      document.documentElement.style.background = 'var(--vscode-sideBar-background)';
    });
  });

  afterAll(async () => {
    await workbench.dispose();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  });

  it('with the list, in four themes', async () => {
    for (const theme of themes) {
      await workbench.setTheme(theme);
      expect([theme, await axeFindings(panel)]).toEqual([theme, []]);
    }
  });

  it('with the card of an issue', async () => {
    await panel.locator('.tree').focus();
    await press('Home');
    await press(' ');
    await panel.locator('[role=dialog]').waitFor();
    expect(await axeFindings(panel)).toEqual([]);
    await press('Escape');
    await panel.locator('[role=dialog]').waitFor({ state: 'detached' });
  });

  it('with suggestions, and with a filter that is not understood', async () => {
    await press('/');
    await workbench.page.keyboard.type('is:');
    await panel.locator('[role=option]').first().waitFor();
    expect(await axeFindings(panel)).toEqual([]);
    await workbench.page.keyboard.type('nothing ');
    await expect.poll(() => panel.locator('[role=option]').count()).toBe(0);
    expect(await axeFindings(panel)).toEqual([]);
    await panel.locator('.filter-input').fill('');
  });

  it('with the menu of groups and orders, and with the keys', async () => {
    await panel.locator('.arrange-button').click();
    await panel.locator('[role=menu]').waitFor();
    expect(await axeFindings(panel)).toEqual([]);
    await press('Escape');
    await panel.locator('.tree').focus();
    await press('?');
    await panel.locator('dialog[open]').waitFor();
    expect(await axeFindings(panel)).toEqual([]);
    await press('Escape');
  });
});
