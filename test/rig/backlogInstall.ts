/** Answers for the real Backlog.md command line, which tests compare with: its version and its set-up. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { cachePath } from './paths';
import { setUpOnce } from './setUpOnce';

const backlogVersion = '1.52.0';

/** Absolute path of the program, installed on the first call (some seconds, 97 MB). */
export async function installBacklog(): Promise<string> {
  const folder = await setUpOnce(cachePath(`backlog-${backlogVersion}`), install);
  return path.join(folder, 'node_modules', programPackage(), process.platform === 'win32' ? 'backlog.exe' : 'backlog');
}

async function install(folder: string): Promise<void> {
  console.log(`Setting up Backlog.md ${backlogVersion} (once, about 97 MB)`);
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  await runNpm(
    [
      'install',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--no-package-lock',
      `${programPackage()}@${backlogVersion}`,
    ],
    folder,
  );
}

/** The package with this platform's program; `backlog.md` itself only chooses among these. */
const programPackage = (): string =>
  `backlog.md-${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

function runNpm(args: readonly string[], cwd: string): Promise<void> {
  const cli = process.env.npm_execpath;
  const [command, first] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []];
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...first, ...args, '--prefix', cwd], {
      cwd,
      stdio: ['ignore', 'ignore', 'pipe'],
      shell: command === 'npm' && process.platform === 'win32',
    });
    let output = '';
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`npm ${args.join(' ')} failed with code ${String(code)}:\n${output}`));
    });
  });
}
