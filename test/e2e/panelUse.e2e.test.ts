/** Answers for working with the panel in the real workbench: by hand, by keyboard, and while files change underneath. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDemoWorkspace } from '../rig/demoWorkspace';
import { openWorkbench, type WorkbenchSession } from './support/openWorkbench';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-use-'));
const folder = path.join(scratch, 'shop');
const issuesFile = path.join(folder, '.beads', 'issues.jsonl');

/** Changes one record of the tracker's file as a text editor or `bd` would. */
function editRecord(id: string, change: Record<string, unknown>, how: 'in place' | 'by rename'): void {
  const lines = readFileSync(issuesFile, 'utf8').split('\n');
  const at = lines.findIndex((line) => line.includes(`"id":"${id}"`));
  lines[at] = JSON.stringify({ ...(JSON.parse(lines[at] ?? '') as object), ...change });
  if (how === 'in place') {
    writeFileSync(issuesFile, lines.join('\n'));
  } else {
    writeFileSync(`${issuesFile}.next`, lines.join('\n'));
    renameSync(`${issuesFile}.next`, issuesFile);
  }
}

describe('the panel', () => {
  let workbench: WorkbenchSession;
  let panel: Frame;

  const row = (id: string): ReturnType<Frame['locator']> => panel.locator(`.row[data-key="beads:shop#${id}"]`);
  const activeEditor = (): Promise<string> =>
    workbench.page
      .locator('.tabs-container .tab.active')
      .first()
      .getAttribute('aria-label')
      .then((label) => label ?? '');
  const cursorLine = async (): Promise<string> =>
    (await workbench.page
      .locator('.statusbar-item', { hasText: /^Ln \d+/ })
      .first()
      .textContent()) ?? '';

  beforeAll(async () => {
    makeDemoWorkspace(folder);
    workbench = await openWorkbench({ folder, viewport: { width: 1280, height: 2600 } });
    panel = await workbench.showPanel();
    await row('shop-3e8d').waitFor();
  });

  afterAll(async () => {
    await workbench.dispose();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  });

  it('opens the record of the row that is clicked, at its line', async () => {
    await row('shop-3e8d').click();
    await expect.poll(activeEditor).toContain('issues.jsonl');
    const line =
      readFileSync(issuesFile, 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('"id":"shop-3e8d"')) + 1;
    await expect.poll(cursorLine).toContain(`Ln ${line},`);
  });

  it('repaints the row when its record is edited in place', async () => {
    editRecord('shop-3e8d', { title: 'Edited in place' }, 'in place');
    await expect.poll(() => row('shop-3e8d').textContent()).toContain('Edited in place');
  });

  it('repaints the row when the file is replaced by rename, and still after that', async () => {
    editRecord('shop-3e8d', { title: 'Replaced' }, 'by rename');
    await expect.poll(() => row('shop-3e8d').textContent()).toContain('Replaced');
    editRecord('shop-3e8d', { title: 'Edited again' }, 'in place');
    await expect.poll(() => row('shop-3e8d').textContent()).toContain('Edited again');
  });

  it('moves an issue from Blocked to Ready when its blocker is closed', async () => {
    const section = (): Promise<string | null> => row('shop-5d21').getAttribute('data-status');
    expect(await section()).toBe('blocked');
    editRecord('shop-0c4e', { status: 'closed' }, 'in place');
    await expect.poll(section).toBe('ready');
    editRecord('shop-0c4e', { status: 'open' }, 'in place');
    await expect.poll(section).toBe('blocked');
  });

  it('follows the branch that is checked out in a terminal', async () => {
    const branch = panel.locator('.repository-lines, header').first();
    execFileSync('git', ['switch', '-q', '-c', 'fix/shop-77c0-budget'], { cwd: folder });
    await expect.poll(() => branch.textContent()).toContain('fix/shop-77c0-budget');
    await expect.poll(() => panel.locator('.row.pinned').getAttribute('data-key')).toBe('beads:shop#shop-77c0');
    execFileSync('git', ['switch', '-q', 'feat/shop-4be1-cache-reload'], { cwd: folder });
    await expect.poll(() => panel.locator('.row.pinned').getAttribute('data-key')).toBe('beads:shop#shop-4be1');
  });

  it('is worked by keyboard alone', async () => {
    await panel.locator('[role="tree"]').focus();
    await workbench.page.keyboard.press('Home');
    await workbench.page.keyboard.type('rate');
    await expect.poll(() => row('shop-77c0').getAttribute('class')).toContain('active');
    await workbench.page.keyboard.press('Enter');
    const line =
      readFileSync(issuesFile, 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('"id":"shop-77c0"')) + 1;
    await expect.poll(cursorLine).toContain(`Ln ${line},`);
  });

  it('copies the key of the active row', async () => {
    await row('shop-77c0').click();
    await workbench.page.keyboard.press('Control+c');
    await expect.poll(() => workbench.page.evaluate(() => navigator.clipboard.readText())).toBe('shop-77c0');
  });

  it('filters as one types and says how much is left', async () => {
    const input = panel.locator('.filter-input');
    await input.fill('ledger');
    await expect.poll(() => panel.locator('.row').count()).toBeLessThan(5);
    await expect.poll(() => panel.locator('body').textContent()).toMatch(/\d+ of \d+/);
    await input.fill('');
    await row('shop-77c0').waitFor();
  });

  it('offers the commands of the manifest in the palette', async () => {
    await workbench.runCommand('Context Scout: Sync Now');
    await expect.poll(() => workbench.statusBarText()).toMatch(/\d+ ready · live/);
  });

  it('survives a broken file without losing what it knew, and recovers', async () => {
    const good = readFileSync(issuesFile);
    writeFileSync(issuesFile, 'no json at all\n');
    await expect.poll(() => panel.locator('body').textContent()).toMatch(/records? could not be read/i);
    rmSync(issuesFile);
    writeFileSync(issuesFile, good);
    await row('shop-77c0').waitFor();
  });
});
