/** Answers for the VS Code server that tests run in where no desktop VS Code can be had: its versions and its set-up. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cachePath } from './paths';
import { setUpOnce } from './setUpOnce';

const codeServerVersion = '4.139.1';
/** VS Code 1.139 asks for Node 24. */
const nodeVersion = '24.21.0';

export interface WorkbenchProgram {
  /** Node binary that runs the server. */
  readonly node: string;
  /** `server-main.js` of VS Code. */
  readonly serverMain: string;
}

/** The server's program files, installed on the first call (about half a minute, 600 MB). */
export async function installWorkbench(): Promise<WorkbenchProgram> {
  const folder = await setUpOnce(cachePath(`workbench-${codeServerVersion}-node${nodeVersion}`), install);
  const nodeFolder = path.join(folder, 'node_modules', nodePackage());
  const vscode = path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  return {
    node: path.join(nodeFolder, nodeBinary(nodeFolder)),
    serverMain: path.join(vscode, 'out', 'server-main.js'),
  };
}

async function install(folder: string): Promise<void> {
  const vscode = path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  console.log('Setting up the VS Code workbench server (once, about 600 MB)');
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  const started = Date.now();
  const step = async (label: string, cwd: string, args: readonly string[]): Promise<void> => {
    console.log(`  ${label}`);
    // No script is needed: every native module comes prebuilt or has a fallback.
    await runNpm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', ...args], cwd);
  };
  await step(`1/3 code-server ${codeServerVersion} and Node ${nodeVersion}`, folder, [
    '--no-package-lock',
    `code-server@${codeServerVersion}`,
    `${nodePackage()}@${nodeVersion}`,
  ]);
  await step('2/3 modules of the workbench', vscode, []);
  await step('3/3 modules of its built-in extensions', path.join(vscode, 'extensions'), []);
  console.log(`  ready after ${Math.round((Date.now() - started) / 1000)} s`);
}

/** The package with this platform's binary, which the npm package `node` would fetch with an install script. */
function nodePackage(): string {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${platform}-${process.arch}`;
}

function nodeBinary(nodeFolder: string): string {
  const manifest = JSON.parse(readFileSync(path.join(nodeFolder, 'package.json'), 'utf8')) as { bin: { node: string } };
  return manifest.bin.node;
}

function runNpm(args: readonly string[], cwd: string): Promise<void> {
  const cli = process.env.npm_execpath;
  const [command, first] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []];
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...first, ...args, '--prefix', cwd], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: command === 'npm' && process.platform === 'win32',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`npm ${args.join(' ')} failed with code ${String(code)}:\n${output}`));
    });
  });
}
