/** Answers for starting and stopping work in the real workbench, by keyboard: branch, mark, and the choices about changes. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkbench, type WorkbenchSession } from './support/openWorkbench';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-work-'));
const folder = path.join(scratch, 'tea');
const records = path.join(folder, '.roadmap', 'issues', 'backlog');
const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' }).trim();
const branch = (): string => git('symbolic-ref', '--short', 'HEAD');
const statusOf = (name: string): string | undefined =>
  /^status: (.*)$/m.exec(readFileSync(path.join(records, name), 'utf8'))?.[1];

describe('work on an issue', () => {
  let workbench: WorkbenchSession;
  let panel: Frame;

  const dialog = (): ReturnType<Frame['locator']> => workbench.page.locator('.monaco-dialog-box');
  const list = (): ReturnType<Frame['locator']> => workbench.page.locator('.quick-input-widget');
  const pick = async (words: string): Promise<void> => {
    await list().locator('.monaco-list-row', { hasText: words }).first().waitFor();
    await workbench.page.keyboard.type(words);
    await workbench.page.keyboard.press('Enter');
  };
  /** Goes to the button as Tab does, and presses it. */
  const press = async (name: string): Promise<void> => {
    const button = dialog().getByRole('button', { name });
    await button.waitFor();
    await expect
      .poll(async () => {
        const isThere = await button.evaluate((element) => element === document.activeElement);
        if (!isThere) await workbench.page.keyboard.press('Tab');
        return isThere;
      })
      .toBe(true);
    await workbench.page.keyboard.press('Enter');
  };

  beforeAll(async () => {
    mkdirSync(records, { recursive: true });
    execFileSync('git', ['init', '-q', '-b', 'main', folder]);
    git('config', 'user.name', 'Dana');
    git('config', 'user.email', 'dana@tea.example');
    const record = (id: string, title: string): string =>
      `---\nid: ${id}\ntitle: ${title}\nstatus: todo\nissue_type: feature\n---\n`;
    writeFileSync(path.join(records, '0a0b0c01-boil.md'), record('0a0b0c01', 'Boil the water'));
    writeFileSync(path.join(records, '0a0b0c02-pour.md'), record('0a0b0c02', 'Pour the tea'));
    writeFileSync(path.join(folder, 'README.md'), '# tea\n');
    git('add', '-A');
    git('commit', '-qm', 'begin');
    workbench = await openWorkbench({ folder, viewport: { width: 1280, height: 900 } });
    panel = await workbench.showPanel();
  });

  afterAll(async () => {
    await workbench.dispose();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  });

  it('begins with a branch and the mark in its record', async () => {
    await workbench.runCommand('Context Scout: Start Work');
    await pick('Boil the water');
    await expect.poll(branch).toBe('feature/0a0b0c01-boil-the-water');
    await expect.poll(() => statusOf('0a0b0c01-boil.md')).toBe('in-progress');
    await expect
      .poll(() => panel.locator('.row', { hasText: 'Boil the water' }).first().getAttribute('data-status'))
      .toBe('inProgress');
  });

  it('changes nothing while there are changes, unless a choice is made', async () => {
    writeFileSync(path.join(folder, 'README.md'), '# more tea\n');
    await workbench.runCommand('Context Scout: Start Work');
    await pick('Pour the tea');
    await dialog().getByText('README.md').waitFor();
    await workbench.page.keyboard.press('Escape');
    await expect.poll(() => dialog().count()).toBe(0);
    expect([branch(), statusOf('0a0b0c02-pour.md')]).toEqual(['feature/0a0b0c01-boil-the-water', 'todo']);
  });

  it('brings changes along', async () => {
    await workbench.runCommand('Context Scout: Start Work');
    await pick('Pour the tea');
    await press('Bring Changes Along');
    await expect.poll(branch).toBe('feature/0a0b0c02-pour-the-tea');
    await expect.poll(() => statusOf('0a0b0c02-pour.md')).toBe('in-progress');
    expect(readFileSync(path.join(folder, 'README.md'), 'utf8')).toBe('# more tea\n');
  });

  it('stops where it came from, with the issue open again', async () => {
    await workbench.runCommand('Context Scout: Stop Work');
    await pick('Mark it as open, and switch to feature/0a0b0c01');
    await press('Stash and Switch');
    await expect.poll(branch).toBe('feature/0a0b0c01-boil-the-water');
    await expect.poll(() => statusOf('0a0b0c02-pour.md')).toBe('todo');
    expect(git('stash', 'list')).toContain('feature/0a0b0c02-pour-the-tea');
    expect(git('branch', '--list')).toContain('feature/0a0b0c02-pour-the-tea');
  });
});
