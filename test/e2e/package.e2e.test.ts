/** Answers for the .vsix: it holds what runs and nothing else, and the panel comes up from it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDemoWorkspace } from '../rig/demoWorkspace';
import { installVsix, packExtension } from '../rig/extensionPackage';
import { projectRoot } from '../rig/paths';
import { openWorkbench } from './support/openWorkbench';
import { filesInArchive } from './support/zipFiles';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-package-'));
const vsix = path.join(scratch, 'context-scout.vsix');

/** The whole package. */
const shipped = [
  'LICENSE.txt',
  'changelog.md',
  'dist/bottleneck.js',
  'dist/cli.js',
  'dist/cockatiel.js',
  'dist/context.schema.json',
  'dist/extension.js',
  'dist/github.js',
  'dist/jsYaml.js',
  'dist/l10n/bundle.l10n.json',
  'dist/octokitRest.js',
  'dist/simpleGit.js',
  'dist/smolToml.js',
  'dist/sql-wasm.wasm',
  'dist/storeWorker.js',
  'dist/webview/board.css',
  'dist/webview/board.js',
  'dist/webview/card.js',
  'dist/webview/codicon.ttf',
  'dist/webview/finding.js',
  'dist/webview/main.css',
  'dist/webview/main.js',
  'dist/webview/markdown.js',
  'dist/webview/opening.js',
  'dist/webview/toolkit.js',
  'media/*',
  'package.json',
  'package.nls.json',
  'readme.md',
];

beforeAll(async () => {
  await packExtension(vsix);
});

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
});

describe('the package', () => {
  it('holds what runs and nothing else', () => {
    const kinds = filesInArchive(vsix)
      .filter((name) => name.startsWith('extension/'))
      .map((name) => name.slice('extension/'.length))
      .map((name) => name.replace(/^media\/[\w./-]+\.(?:png|svg|md)$/, 'media/*'));
    expect([...new Set(kinds)].sort()).toEqual(shipped);
  });
});

/** Prints what came of a job that is given after the clock of the day was set back by two hours. */
const afterSetBack = `
  const { default: Bottleneck } = require(process.argv[1]);
  const now = Date.now;
  let aheadMs = 7_200_000;
  Date.now = () => now() + aheadMs;
  const limiter = new Bottleneck({ maxConcurrent: 1 });
  const first = limiter.schedule(async () => 'before');
  first.then(async () => {
    aheadMs = 0;
    const late = new Promise((resolve) => setTimeout(resolve, 2_000, 'waits'));
    console.log(await Promise.race([limiter.schedule(async () => 'goes'), late]));
    process.exit();
  });`;

describe('the scheduler in the package', () => {
  it('goes on when the clock is set back', () => {
    const bundle = path.join(projectRoot, 'dist/bottleneck.js');
    expect(execFileSync(process.execPath, ['-e', afterSetBack, bundle], { encoding: 'utf8' }).trim()).toBe('goes');
  });
});

describe('the extension installed from the package', () => {
  it('shows its panel', async () => {
    const folder = path.join(scratch, 'shop');
    makeDemoWorkspace(folder);
    const extensionsDir = path.join(scratch, 'extensions');
    await installVsix(vsix, extensionsDir, path.join(scratch, 'data'));
    const workbench = await openWorkbench({ folder, extension: null, extensionsDir });
    try {
      const panel = await workbench.showPanel();
      await panel.locator('#root > *').first().waitFor();
      await panel.getByText('Add an outbox table to the orders schema').first().waitFor();
    } finally {
      await workbench.dispose();
    }
  });

  it('runs from the command line', () => {
    const folder = path.join(scratch, 'shop');
    const cli = path.join(scratch, 'extensions', 'context-scout.context-scout-0.1.0', 'dist', 'cli.js');
    const output = execFileSync(process.execPath, [cli, 'context', folder, '--json'], { encoding: 'utf8' });
    expect(JSON.parse(output)).toMatchObject({ schemaVersion: 1, repositories: [{ name: 'shop' }] });
  });
});
