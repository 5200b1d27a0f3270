/** Answers for files that cannot be used: they are kept beside for a look, the last few of each kind. */
import { basename, dirname, join } from 'node:path';
import type { FileOperations } from './fileOperations';

/** Ends the names of set-aside files. */
const setAsideName = /\.set-aside-[^/\\]+$/;

/**
 * Renames `file` to `<file>.set-aside-<moment>`, so that a new one can take its place. Of those in the folder whose
 * names begin as this one's up to the first dot, it leaves the last `most`, and deletes the others. Returns the new
 * name without its folder.
 * @throws errors of the system.
 */
export function setAside(files: FileOperations, file: string, nowMs: number, most: number): string {
  const folder = dirname(file);
  // No colons: Windows has no such file names.
  const moment = new Date(nowMs).toISOString().replaceAll(':', '-');
  const name = `${basename(file)}.set-aside-${moment}`;
  files.rename(file, join(folder, name));
  const kind = name.slice(0, name.indexOf('.'));
  const older = files
    .readdir(folder)
    .filter((other) => other.startsWith(`${kind}.`) && setAsideName.test(other) && other !== name)
    .sort(newestFirst);
  for (const other of older.slice(most - 1)) files.remove(join(folder, other));
  return name;
}

const momentOf = (name: string): string => setAsideName.exec(name)?.[0] ?? '';

function newestFirst(one: string, other: string): number {
  if (momentOf(one) === momentOf(other)) return 0;
  return momentOf(one) < momentOf(other) ? 1 : -1;
}
