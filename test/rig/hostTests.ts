/** Answers for running the host tests through @vscode/test-electron and counting how they went. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import type { Counts } from './counts';
import { makeDemoWorkspace } from './demoWorkspace';
import { buildHostTests } from './hostBundles';
import { cacheFolder, projectRoot } from './paths';
import { stageExtension } from './stagedExtension';
import { chooseVscode, type Forced } from './vscodeChoice';

/** Runs the tests meant for this kind of window in a fresh VS Code on a fresh workspace folder. */
export async function runHostTests(trust: 'trusted' | 'untrusted', forced: Forced): Promise<Counts> {
  const choice = await chooseVscode(forced);
  const extensionTestsPath = await buildHostTests();
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-run-'));
  const resultFile = path.join(scratch, 'result.json');
  const folder = path.join(scratch, 'shop');
  const userData = path.join(scratch, 'user');
  makeDemoWorkspace(folder);
  mkdirSync(path.join(userData, 'User'), { recursive: true });
  writeFileSync(
    path.join(userData, 'User', 'settings.json'),
    JSON.stringify({ 'security.workspace.trust.startupPrompt': 'never' }),
  );
  const isPlainDesktop = choice.kind === 'desktop' && trust === 'trusted';
  console.log(`VS Code: ${choice.kind === 'desktop' ? 'desktop' : 'workbench server'}, ${trust} folder`);
  try {
    await runTests({
      vscodeExecutablePath: isPlainDesktop ? choice.executable : writeExecutable(),
      extensionDevelopmentPath: stageExtension(path.join(scratch, 'extension')),
      extensionTestsPath,
      launchArgs: [folder, `--user-data-dir=${userData}`, `--extensions-dir=${path.join(scratch, 'extensions')}`],
      extensionTestsEnv: {
        CONTEXT_SCOUT_HOST_RESULT: resultFile,
        CONTEXT_SCOUT_HOST_TRUST: trust,
        ...(choice.kind === 'desktop' && !isPlainDesktop && { CONTEXT_SCOUT_HOST_DESKTOP: choice.executable }),
      },
    });
    return readResult(resultFile);
  } catch (error) {
    const counts = readResult(resultFile);
    if (counts.failed === 0) console.error(error);
    return { ...counts, failed: Math.max(counts.failed, 1) };
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

function readResult(file: string): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 0 };
  const { passed, failed, failures } = JSON.parse(readFileSync(file, 'utf8')) as Counts & { failures: string[] };
  for (const title of failures) console.log(`failed: ${title}`);
  return { passed, failed };
}

/** A file that can be started as a program and hands its arguments to hostExecutable.ts. */
function writeExecutable(): string {
  const isWindows = process.platform === 'win32';
  const command = [
    process.execPath,
    path.join(projectRoot, 'node_modules', 'tsx', 'dist', 'cli.mjs'),
    path.join(projectRoot, 'test', 'rig', 'hostExecutable.ts'),
  ]
    .map((part) => `"${part}"`)
    .join(' ');
  const file = path.join(cacheFolder(), isWindows ? 'vscode-for-tests.cmd' : 'vscode-for-tests');
  writeFileSync(file, isWindows ? `@${command} %*\r\n` : `#!/bin/sh\nexec ${command} "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}
