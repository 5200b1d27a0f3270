/** Answers for whether a tracker's folders are there, and whether they are in the home at all. */
import { lstatSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Failure } from '../../../domain/failure';
import type { RecordProblem } from '../../../domain/issue';
import { codeOf } from './recordFile';
import type { FolderLooks } from './scan';

export interface RootFolder {
  /** Relative to the home, with forward slashes. */
  readonly path: string;
  /** `linked`: through a symbolic link to another place in the home; `outside`: to one that is not in it. */
  readonly state: 'there' | 'linked' | 'outside' | 'missing';
}

/** @param root absolute path of the home */
export const findRootFolders = (root: string, folders: readonly string[]): readonly RootFolder[] =>
  folders.map((path) => ({ path, state: stateOf(root, path) }));

/** Whether a folder is at the path, itself and not through a link. */
export function isFolder(root: string, path: string): boolean {
  try {
    return lstatSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() === true;
  } catch (error) {
    codeOf(error);
    return false;
  }
}

function stateOf(root: string, path: string): RootFolder['state'] {
  const names = path.split('/');
  try {
    for (let count = 1; count <= names.length; count++) {
      const stats = lstatSync(join(root, ...names.slice(0, count)), { throwIfNoEntry: false });
      if (stats === undefined) return 'missing';
      if (!stats.isSymbolicLink()) continue;
      const target = realpathSync.native(join(root, path));
      return `${target}${sep}`.startsWith(`${realpathSync.native(root)}${sep}`) ? 'linked' : 'outside';
    }
    return 'there';
  } catch (error) {
    // A folder that may not be entered is there; listing it says so.
    return codeOf(error) === 'EACCES' || codeOf(error) === 'EPERM' ? 'there' : 'missing';
  }
}

/** A problem for each folder that is there and not read. */
export function folderProblems(roots: readonly RootFolder[], folders: FolderLooks): RecordProblem[] {
  const problem = (path: string, clause: string): RecordProblem => ({
    path,
    line: null,
    message: `This folder ${clause}.`,
  });
  const outside = roots.filter(({ state }) => state === 'outside');
  const unread = [...folders].filter(([, { error }]) => error !== null && error !== 'ENOENT');
  return [
    ...outside.map(({ path }) => problem(path, 'is a symbolic link that leads out of the folder; it is not followed')),
    ...unread.map(([path, { error }]) =>
      problem(path, isRefusal(error) ? 'cannot be read: permission denied' : `cannot be read (${String(error)})`),
    ),
  ];
}

/** Nothing can be read, because the operating system refuses; null when something can. */
export function whetherForbidden(roots: readonly RootFolder[], folders: FolderLooks): Failure | null {
  const present = roots.filter(({ state }) => state !== 'missing');
  const refused = present.filter(({ path }) => isRefusal(folders.get(path)?.error ?? null));
  return refused[0] !== undefined && refused.length === present.length
    ? { kind: 'forbidden', path: refused[0].path }
    : null;
}

const isRefusal = (error: string | null): boolean => error === 'EACCES' || error === 'EPERM';

/** The folder all of them are in, or the only one: `.roadmap`, `backlog`. */
export function commonFolder(folders: readonly string[]): string {
  const [first = '.', ...others] = folders;
  const names = first.split('/');
  while (names.length > 0 && !others.every((other) => `${other}/`.startsWith(`${names.join('/')}/`))) names.pop();
  return names.length === 0 ? '.' : names.join('/');
}
