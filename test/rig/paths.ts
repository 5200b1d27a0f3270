/** Answers for where the rig finds the project and keeps what it makes. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder, wherever the command was started. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A place under `.vscode-test/`, which git ignores and every run may reuse. */
export function cachePath(...segments: readonly string[]): string {
  return path.join(projectRoot, '.vscode-test', ...segments);
}

/** Like {@link cachePath}, for a folder that exists afterwards. */
export function cacheFolder(...segments: readonly string[]): string {
  const folder = cachePath(...segments);
  mkdirSync(folder, { recursive: true });
  return folder;
}
