/** Answers for another extension using the API in the real workbench: `test/exampleExtension`, as installed beside ours. */
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDemoWorkspace } from '../rig/demoWorkspace';
import { projectRoot } from '../rig/paths';
import { stageExtension } from '../rig/stagedExtension';
import { openWorkbench, type WorkbenchSession } from './support/openWorkbench';
import { pickEntry } from './support/workbenchParts';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-example-'));
const folder = path.join(scratch, 'shop');
const issuesFile = path.join(folder, '.beads', 'issues.jsonl');

describe('another extension', () => {
  let workbench: WorkbenchSession;

  const item = (): Locator => workbench.page.locator('.part.statusbar .statusbar-item[id^="example.ready-count"]');
  const itemText = async (): Promise<string> => (await item().innerText()).trim();
  /** What our own status bar item says. */
  const ready = async (): Promise<number> => Number(/(\d+) ready/.exec(await workbench.statusBarText())?.[1]);

  beforeAll(async () => {
    makeDemoWorkspace(folder);
    const extensionsDir = path.join(scratch, 'extensions');
    stageExtension(path.join(extensionsDir, 'context-scout.context-scout-0.1.0'));
    const example = path.join(projectRoot, 'test', 'exampleExtension');
    cpSync(example, path.join(extensionsDir, 'example.ready-count-1.0.0'), { recursive: true });
    workbench = await openWorkbench({ folder, extension: null, extensionsDir });
  });

  afterAll(async () => {
    await workbench.dispose();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  });

  it('gets the context that everything else shows', async () => {
    await expect.poll(() => workbench.statusBarText()).toMatch(/\d+ ready · live/);
    await expect.poll(itemText).toBe(`${await ready()} to take up`);
  });

  it('hears of a change when a tracker file is replaced', async () => {
    const before = await ready();
    const lines = readFileSync(issuesFile, 'utf8').trimEnd();
    const facts = { title: 'Heard by an example', status: 'open', priority: 0, created_at: new Date().toISOString() };
    const added = JSON.stringify({ id: 'shop-new1', ...facts });
    writeFileSync(`${issuesFile}.next`, `${lines}\n${added}\n`);
    renameSync(`${issuesFile}.next`, issuesFile);
    await expect.poll(itemText).toBe(`${before + 1} to take up`);
    await item().hover();
    await workbench.page.locator('.workbench-hover', { hasText: 'Next: Heard by an example' }).waitFor();
  });

  it('syncs one source', async () => {
    await item().click();
    await pickEntry(workbench.page, 'beads:shop');
    await workbench.page.locator('.notification-toast', { hasText: 'beads:shop was read.' }).waitFor();
    await workbench.screenshot('example-extension');
  });
});
