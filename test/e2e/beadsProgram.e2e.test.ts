/** Answers for the Beads program in the real workbench: asked where the folder is trusted, never where it is not. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDemoWorkspace } from '../rig/demoWorkspace';
import { openWorkbench } from './support/openWorkbench';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-bd-'));
const folder = path.join(scratch, 'shop');
const program = path.join(scratch, 'bd');
const calls = path.join(scratch, 'calls');

beforeAll(() => {
  makeDemoWorkspace(folder);
  // The database knows of an issue that the export does not have yet.
  const exported = readFileSync(path.join(folder, '.beads', 'issues.jsonl'), 'utf8');
  const newer = JSON.stringify({ id: 'shop-db01', title: 'Only in the database', status: 'open', priority: 0 });
  writeFileSync(path.join(scratch, 'database.jsonl'), `${newer}\n${exported}`);
  const script = `#!/bin/sh
echo "$1" >> '${calls}'
case "$1" in
  export) cat '${path.join(scratch, 'database.jsonl')}' ;;
  *) echo 'bd version 1.0.0' ;;
esac
`;
  writeFileSync(program, script);
  chmodSync(program, 0o755);
});

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
});

describe('the Beads program', () => {
  const machineSettings = { 'contextScout.beads.command': program };

  it('is not run in a folder nobody has trusted', async () => {
    const workbench = await openWorkbench({ folder, trusted: false, machineSettings });
    try {
      const panel = await workbench.showPanel();
      await panel.locator('.row').first().waitFor();
      await workbench.runCommand('Context Scout: Sync Now');
      await expect.poll(() => workbench.statusBarText()).toMatch(/ready/);
      expect(existsSync(calls)).toBe(false);
    } finally {
      await workbench.dispose();
    }
  });

  it('is asked in a trusted folder, and its answer is shown', async () => {
    const workbench = await openWorkbench({ folder, machineSettings });
    try {
      const panel = await workbench.showPanel();
      await panel.locator('.row[data-key="beads:shop#shop-db01"]', { hasText: 'Only in the database' }).waitFor();
      expect(readFileSync(calls, 'utf8')).toContain('export');
    } finally {
      await workbench.dispose();
    }
  });
});
