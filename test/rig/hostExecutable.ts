/**
 * Answers for being the "VS Code executable" that @vscode/test-electron starts: takes the arguments of the desktop
 * program and runs the tests in the workbench server with a headless browser, or in the desktop program as an
 * untrusted window, which test-electron itself cannot ask for.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { format } from 'node:util';
import { launchBrowser } from './browser';
import { startWorkbench } from './workbench';

const runTimeoutMs = 300_000;

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  const desktop = process.env.CONTEXT_SCOUT_HOST_DESKTOP;
  return desktop === undefined ? runInServer(args) : runInDesktop(desktop, args);
}

function runInDesktop(executable: string, args: readonly string[]): Promise<number> {
  const untrusted = args.filter((argument) => argument !== '--disable-workspace-trust');
  const child = spawn(executable, untrusted, { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve(code ?? 1);
    });
  });
}

async function runInServer(args: readonly string[]): Promise<number> {
  const folder = args.find((argument) => !argument.startsWith('-'));
  if (folder === undefined) throw new Error('No workspace folder is among the arguments.');
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-host-'));
  const server = await startWorkbench({
    extensionsDir: path.join(scratch, 'extensions'),
    serverDataDir: path.join(scratch, 'data'),
    connectionToken: null,
    trust: process.env.CONTEXT_SCOUT_HOST_TRUST === 'trusted',
    smokeDriver: true,
    userSettings: { 'security.workspace.trust.startupPrompt': 'never', 'chat.disableAIFeatures': true },
    machineSettings: { 'remote.autoForwardPorts': false },
  });
  try {
    const url = server.url({
      folder,
      extensionDevelopmentPath: valueOf(args, '--extensionDevelopmentPath'),
      extensionTestsPath: valueOf(args, '--extensionTestsPath'),
    });
    return await runInBrowser(url);
  } finally {
    await server.dispose();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function runInBrowser(url: string): Promise<number> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const exitCode = new Promise<number>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`The tests did not end within ${runTimeoutMs / 1000} s.`));
      }, runTimeoutMs);
      void page.exposeFunction('codeAutomationExit', (code: number) => {
        clearTimeout(timer);
        resolve(code);
      });
    });
    // What the extension host itself grumbles about is only of interest when something went wrong.
    const asides: string[] = [];
    await page.exposeFunction('codeAutomationLog', (type: string, values: readonly unknown[]) => {
      const line = format(...values);
      if (type === 'log') console.log(line);
      else asides.push(line);
    });
    await page.goto(url);
    const code = await exitCode;
    if (code !== 0) console.error(asides.join('\n'));
    return code;
  } finally {
    await browser.close();
  }
}

function valueOf(args: readonly string[], option: string): string {
  const found = args.find((argument) => argument.startsWith(`${option}=`));
  if (found === undefined) throw new Error(`${option} is not among the arguments.`);
  return found.slice(option.length + 1);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
