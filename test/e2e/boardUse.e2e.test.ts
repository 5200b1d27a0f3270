/** Answers for the board in the real workbench: opened by command, worked by keyboard, and there again after a reload. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDemoWorkspace } from '../rig/demoWorkspace';
import { axeFindings } from './support/axe';
import { boardFrame, keptByWorkbench } from './support/board';
import { openWorkbench, type WorkbenchSession } from './support/openWorkbench';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-board-'));
const folder = path.join(scratch, 'shop');

/** The workbench keeps its state when it is idle, and a busy machine is seldom. */
const patienceMs = 120_000;

describe('the board in the workbench', () => {
  let workbench: WorkbenchSession;
  let board: Frame;

  const tabs = () => workbench.page.locator('.tabs-container .tab', { hasText: 'Issue Board' });
  const detailOf = (): Promise<string | null> => board.locator('.board-detail').getAttribute('data-detail');
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await workbench.page.keyboard.press(key);
  };

  beforeAll(async () => {
    makeDemoWorkspace(folder);
    workbench = await openWorkbench({ folder, viewport: { width: 1500, height: 900 } });
    await workbench.statusBarText();
    await workbench.runCommand('Context Scout: Open Board');
    board = await boardFrame(workbench.page);
  });

  afterAll(async () => {
    await workbench.dispose();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  });

  it('opens as a tab with all three columns, and a second time shows the one there is', async () => {
    await board.locator('[data-column=ready] .card').first().waitFor();
    expect(await board.locator('[data-column]').count()).toBe(3);
    expect(await axeFindings(board)).toEqual([]);
    await workbench.runCommand('Context Scout: Open Board');
    await expect.poll(() => tabs().count()).toBe(1);
  });

  it('is worked by keyboard alone, from a card along its chain and back', async () => {
    await board.locator('[data-column=blocked] [role=listbox]').focus();
    const blocked = board.locator('[data-column=blocked] .card.chosen');
    // Coming in chooses nothing while another column has the chosen card.
    await press('Home');
    await expect.poll(() => blocked.count()).toBe(1);
    await workbench.page.keyboard.type('publish');
    await expect.poll(() => blocked.getAttribute('data-key')).toBe('beads:shop#shop-5d21');
    await board.locator('[data-chain=blockers] [data-node="beads:shop#shop-0c4e"]').first().waitFor();
    for (let stop = 0; stop < 20; stop++) {
      await press('Tab');
      if ((await board.evaluate(() => document.activeElement?.role)) === 'tree') break;
    }
    await press('Enter');
    await expect.poll(detailOf).toBe('beads:shop#shop-0c4e');
    await press('Alt+ArrowLeft');
    await expect.poll(detailOf).toBe('beads:shop#shop-5d21');
    expect(await tabs().first().getAttribute('class')).toContain('active');
  });

  it('runs what its buttons and its context menu offer', async () => {
    const card = board.locator('[data-column=ready] .card').first();
    await card.click({ button: 'right' });
    const offer = workbench.page.locator('.context-view .action-label', { hasText: 'Copy Issue Key' });
    await offer.waitFor();
    // A menu takes no press in its first tenth of a second.
    await expect
      .poll(async () => {
        if (await offer.isVisible()) await offer.click();
        return offer.count();
      })
      .toBe(0);
    const id = (await card.getAttribute('data-key'))?.split('#')[1];
    await expect.poll(() => workbench.page.evaluate(() => navigator.clipboard.readText())).toBe(id);
    await card.click();
    await board.getByRole('button', { name: 'Open', exact: true }).click();
    await workbench.page.locator('.tabs-container .tab.active', { hasText: 'issues.jsonl' }).waitFor();
  });

  it('is as it was when its tab comes back, and when the window does', { timeout: patienceMs }, async () => {
    await tabs().first().click();
    board = await boardFrame(workbench.page);
    await board.locator('.card.chosen').waitFor();
    const chosen = await board.locator('.card.chosen').getAttribute('data-key');
    const field = board.locator('.board-search input');
    await field.fill('is:ready');
    await expect.poll(() => board.locator('.board-count').textContent()).toMatch(/^\d+ of \d+ shown$/);
    const count = await board.locator('.board-count').textContent();
    // In a browser the workbench keeps its state every few seconds, and never as it goes.
    await expect.poll(() => keptByWorkbench(workbench.page, 'is:ready'), { timeout: patienceMs }).toBe(true);
    await workbench.reload();
    board = await boardFrame(workbench.page);
    await expect.poll(() => board.locator('.board-count').textContent()).toBe(count);
    expect(await board.locator('.card.chosen').getAttribute('data-key')).toBe(chosen);
    expect(await tabs().count()).toBe(1);
    await workbench.screenshot('board-window');
  });
});
