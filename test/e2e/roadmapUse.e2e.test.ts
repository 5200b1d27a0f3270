/** Answers for issues in markdown files in the real workbench: begun, edited, broken, archived, and there after a reload. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkbench, type WorkbenchSession } from './support/openWorkbench';
import { pickEntry } from './support/workbenchParts';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-roadmap-'));
const folder = path.join(scratch, 'tea');
const issues = path.join(folder, '.roadmap', 'issues', 'backlog');
const archive = path.join(folder, '.roadmap', 'archive', 'issues', 'backlog');

const filesIn = (place: string): readonly string[] =>
  existsSync(place) ? readdirSync(place).filter((name) => name.endsWith('.md')) : [];

describe('issues in markdown files', () => {
  let workbench: WorkbenchSession;
  let panel: Frame;
  let file = '';

  const row = (text: string): ReturnType<Frame['locator']> => panel.locator('.row', { hasText: text });
  const body = (): Promise<string | null> => panel.locator('body').textContent();
  const activeEditor = async (): Promise<string> =>
    (await workbench.page.locator('.tabs-container .tab.active').first().getAttribute('aria-label')) ?? '';

  beforeAll(async () => {
    mkdirSync(folder);
    execFileSync('git', ['init', '-q', folder]);
    writeFileSync(path.join(folder, 'README.md'), '# tea\n');
    workbench = await openWorkbench({ folder, viewport: { width: 1280, height: 1000 } });
    panel = await workbench.showPanel();
  });

  afterAll(async () => {
    await workbench.dispose();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  });

  it('begin with New Issue in a folder without a tracker, and the file is opened', async () => {
    await workbench.runCommand('Context Scout: New Issue');
    const input = workbench.page.locator('.quick-input-widget input.input');
    await input.fill('Boil: the "water"');
    await workbench.page.keyboard.press('Enter');
    await pickEntry(workbench.page, 'High');
    await pickEntry(workbench.page, 'bug');
    await row('Boil: the "water"').waitFor();
    const [name = ''] = filesIn(issues);
    file = path.join(issues, name);
    expect(name).toMatch(/^[0-9a-f]{8}-boil-the-water\.md$/);
    await expect.poll(activeEditor).toContain(name);
    expect(readFileSync(file, 'utf8')).toMatch(/^priority: high$/m);
  });

  it('repaint when their file is edited', async () => {
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^status: .*$/m, 'status: in-progress'));
    await expect.poll(() => row('Boil').getAttribute('data-status')).toBe('inProgress');
  });

  it('cost only themselves when they cannot be read, and say where', async () => {
    writeFileSync(path.join(issues, '0badf00d-broken.md'), '---\nid: 0badf00d\ntitle: [\n---\n');
    await expect.poll(body).toMatch(/1 record could not be read/);
    await row('Boil').waitFor();
    rmSync(path.join(issues, '0badf00d-broken.md'));
    await expect.poll(body).not.toMatch(/could not be read/);
  });

  it('are found in folders that come later', async () => {
    const milestone = path.join(folder, '.roadmap', 'issues', 'v1-0');
    mkdirSync(milestone);
    const second = readFileSync(file, 'utf8')
      .replace(/^id: .*$/m, 'id: 5eed5eed')
      .replace(/^title: .*$/m, 'title: Pour');
    writeFileSync(path.join(milestone, '5eed5eed-pour.md'), second);
    await row('Pour').waitFor();
  });

  it('are there after a reload, whatever git did meanwhile', async () => {
    execFileSync('git', ['-C', folder, 'add', '-A']);
    const commit = ['-c', 'user.name=dk', '-c', 'user.email=dk@tea.example', 'commit', '-qm', 'issues'];
    execFileSync('git', ['-C', folder, ...commit]);
    await workbench.reload();
    panel = await workbench.showPanel();
    await row('Boil').waitFor();
    await row('Pour').waitFor();
  });

  it('move into the archive and count as done', async () => {
    await workbench.runCommand('Context Scout: Archive Issue');
    await pickEntry(workbench.page, 'Boil: the "water"', 'Boil');
    await expect.poll(() => filesIn(archive).length).toBe(1);
    expect(existsSync(file)).toBe(false);
    await expect.poll(() => row('Boil').count()).toBe(0);
  });

  it('are the same when the cache is rebuilt', async () => {
    await workbench.runCommand('Context Scout: Rebuild Cache');
    await row('Pour').waitFor();
    await expect.poll(() => workbench.statusBarText()).toMatch(/ready · live/);
  });

  it('stay when the cache is cleared, which is asked first', async () => {
    const cache = (): readonly string[] => {
      const place = path.join(
        workbench.serverDataDir,
        'data',
        'User',
        'globalStorage',
        'context-scout.context-scout',
        'cache',
      );
      const names = existsSync(place) ? readdirSync(place, { recursive: true, encoding: 'utf8' }) : [];
      return names.filter((name) => /fetched\.\d+\.sqlite$/.test(name));
    };
    await expect.poll(() => cache().length).toBeGreaterThan(0);
    await workbench.runCommand('Context Scout: Clear Cache');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    expect(cache().length).toBeGreaterThan(0);
    await dialog.getByRole('button', { name: 'Clear Cache' }).click();
    await expect.poll(() => cache().length).toBe(0);
    await row('Pour').waitFor();
  });
});
