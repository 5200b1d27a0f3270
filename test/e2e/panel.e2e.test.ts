/** Answers for the panel in a real workbench on the demo workspace: it comes up and shows what is there. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDemoWorkspace } from '../rig/demoWorkspace';
import { openWorkbench, type WorkbenchSession } from './support/openWorkbench';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-panel-'));
const folder = path.join(scratch, 'shop');

beforeAll(() => {
  makeDemoWorkspace(folder);
});

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
});

describe.each([
  { name: 'trusted', trusted: true },
  { name: 'untrusted', trusted: false },
])('the panel in a folder that is $name', ({ name, trusted }) => {
  let workbench: WorkbenchSession;

  beforeAll(async () => {
    workbench = await openWorkbench({ folder, trusted });
  });

  afterAll(async () => {
    await workbench.dispose();
  });

  it('shows the issues of the folder when its icon is clicked', async () => {
    const panel = await workbench.showPanel();
    await panel.getByText('Add an outbox table to the orders schema').first().waitFor();
    await workbench.screenshot(`smoke-${name}`);
  });

  it('shows the branch that is checked out', async () => {
    const panel = await workbench.panelFrame();
    await panel.getByText('feat/shop-4be1-cache-reload').first().waitFor();
  });

  it('counts what is ready in the status bar', async () => {
    await expect.poll(() => workbench.statusBarText(), { timeout: 10_000 }).toMatch(/\d+ ready/);
  });
});
