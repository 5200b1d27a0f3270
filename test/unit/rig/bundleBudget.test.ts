/** Answers for the bytes of the panel's first paint: a production build stays within what is allowed. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleBudgets, sizeOf } from '../../rig/bundleBudget';
import { projectRoot } from '../../rig/paths';

const out = mkdtempSync(path.join(os.tmpdir(), 'context-scout-budget-'));

beforeAll(async () => {
  const options = ['--production', `--out=${out}`];
  await promisify(execFile)(process.execPath, [path.join(projectRoot, 'esbuild.mjs'), ...options]);
}, 60_000);

afterAll(() => {
  rmSync(out, { recursive: true, force: true });
});

describe('The panel', () => {
  it.each(bundleBudgets.map((budget) => [budget.what, budget] as const))(
    'fetches no more than it may: %s',
    (_, budget) => {
      const { rawBytes, gzipBytes } = sizeOf(budget, path.join(out, 'webview'));
      expect(rawBytes).toBeGreaterThan(0);
      expect.soft(rawBytes).toBeLessThanOrEqual(budget.rawBytes);
      expect.soft(gzipBytes).toBeLessThanOrEqual(budget.gzipBytes);
    },
  );
});
