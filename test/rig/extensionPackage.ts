/** Answers for the extension as users get it: packed as a .vsix and installed into a workbench server. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { cleanEnvironment } from './guardedProcess';
import { cachePath, projectRoot } from './paths';
import { installWorkbench } from './workbenchInstall';

const run = promisify(execFile);

/** Builds `dist/` as it is shipped. */
export async function buildForProduction(): Promise<void> {
  await run(process.execPath, [path.join(projectRoot, 'esbuild.mjs'), '--production']);
}

/** Packs the project, as built, into a file. */
export async function packExtension(file: string): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true });
  const vsce = path.join(projectRoot, 'node_modules', '@vscode', 'vsce', 'vsce');
  const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file];
  await run(process.execPath, [vsce, 'package', ...options], { cwd: projectRoot });
}

/** Installs a .vsix into a folder that a server may then use as its `extensionsDir`. */
export async function installVsix(vsix: string, extensionsDir: string, serverDataDir: string): Promise<void> {
  const { node, serverMain } = await installWorkbench();
  const places = ['--extensions-dir', extensionsDir, '--server-data-dir', serverDataDir];
  const options = ['--install-extension', vsix, '--force', '--accept-server-license-terms', ...places];
  await run(node, [serverMain, ...options], { env: cleanEnvironment() });
}

/** Packs and installs unless what is installed was packed from the same files. True: something was installed. */
export async function installIfChanged(extensionsDir: string, serverDataDir: string): Promise<boolean> {
  const stamp = path.join(extensionsDir, 'context-scout.hash');
  const hash = hashOfShippedFiles();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false;
  const vsix = cachePath('context-scout.vsix');
  await packExtension(vsix);
  mkdirSync(extensionsDir, { recursive: true });
  await installVsix(vsix, extensionsDir, serverDataDir);
  writeFileSync(stamp, hash);
  return true;
}

function hashOfShippedFiles(): string {
  const hash = createHash('sha256');
  for (const name of ['package.json', '.vscodeignore', 'README.md', 'CHANGELOG.md', 'LICENSE', 'dist', 'media']) {
    const place = path.join(projectRoot, name);
    if (existsSync(place)) for (const file of filesIn(place)) hash.update(`${file}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesIn(place: string): string[] {
  if (statSync(place).isFile()) return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.vsix'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
