/** Answers for files that cannot be used: they are kept beside for a look, the last few of each. */
import { readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** How many set-aside files of one source are kept. */
const kept = 3;

/**
 * Renames `file` to `<file>.set-aside-<moment>`, so that a new one can take its place, and deletes the oldest
 * set-aside files of this name. Returns the new name without its folder.
 * @throws errors of the system.
 */
export function setAside(file: string, nowMs: number): string {
  const folder = dirname(file);
  const prefix = `${basename(file)}.set-aside-`;
  // No colons: Windows has no such file names.
  const name = prefix + new Date(nowMs).toISOString().replaceAll(':', '-');
  renameSync(file, join(folder, name));
  const older = readdirSync(folder)
    .filter((other) => other.startsWith(prefix) && other !== name)
    .sort()
    .reverse();
  for (const other of older.slice(kept - 1)) rmSync(join(folder, other), { recursive: true, force: true });
  return name;
}
