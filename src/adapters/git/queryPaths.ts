/** Answers for which of the paths asked about git can see, and for where symbolic links are among files. */
import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isFileSystemError, pathExists } from './boundedFile';

/** From so many files in one folder on, listing the folder is cheaper than asking for each. */
const LISTING_PAYS = 32;

export interface QueryPaths {
  /** Normal form: no `.`, no slash at the end; the root itself is the empty text. */
  readonly visible: readonly string[];
  /** What lies behind a symbolic link or in a nested repository, as it goes into `unseen`. */
  readonly hidden: readonly string[];
}

/** @param root real path of the folder the paths are relative to */
export async function readQueryPaths(root: string, paths: readonly string[]): Promise<QueryPaths> {
  const visible: string[] = [];
  const hidden: string[] = [];
  const unique = [...new Set(paths.map((path) => partsOf(path).join('/')))];
  const seen = await Promise.all(unique.map((path) => gitSees(root, path)));
  for (const [index, path] of unique.entries()) {
    if (seen[index] === true) visible.push(path);
    else hidden.push(...(await asOnDisk(root, path)));
  }
  return { visible, hidden };
}

/** The path as it is listed: a folder, also by a link, with a `/` at the end; nothing when it is not there. */
export async function asOnDisk(root: string, path: string): Promise<readonly string[]> {
  try {
    return [(await stat(join(root, path))).isDirectory() ? `${path === '' ? '.' : path}/` : path];
  } catch (error) {
    if (isFileSystemError(error)) return [];
    throw error;
  }
}

/** Those of the files (relative to `root`) that are symbolic links. */
export async function findLinks(root: string, files: readonly string[]): Promise<readonly string[]> {
  const byFolder = new Map<string, string[]>();
  for (const file of files) {
    const folder = file.slice(0, file.lastIndexOf('/') + 1);
    const group = byFolder.get(folder);
    if (group === undefined) byFolder.set(folder, [file]);
    else group.push(file);
  }
  const found = await Promise.all(
    [...byFolder].map(([folder, group]) =>
      group.length < LISTING_PAYS ? linksOf(root, group) : linksIn(root, folder, group),
    ),
  );
  return found.flat();
}

async function linksOf(root: string, files: readonly string[]): Promise<readonly string[]> {
  const kinds = await Promise.all(files.map((file) => kindOf(join(root, file))));
  return files.filter((_, index) => kinds[index] === 'link');
}

async function linksIn(root: string, folder: string, files: readonly string[]): Promise<readonly string[]> {
  try {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    const links = new Set(entries.filter((entry) => entry.isSymbolicLink()).map((entry) => folder + entry.name));
    return files.filter((file) => links.has(file));
  } catch (error) {
    if (isFileSystemError(error)) return [];
    throw error;
  }
}

async function gitSees(root: string, path: string): Promise<boolean> {
  let at = root;
  for (const part of partsOf(path)) {
    at = join(at, part);
    const kind = await kindOf(at);
    if (kind === 'link' || (kind === 'folder' && (await pathExists(join(at, '.git'))))) return false;
    if (kind === 'missing') return true;
  }
  return true;
}

function partsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}

async function kindOf(path: string): Promise<'link' | 'folder' | 'file' | 'missing'> {
  try {
    const info = await lstat(path);
    if (info.isSymbolicLink()) return 'link';
    return info.isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (isFileSystemError(error)) return 'missing';
    throw error;
  }
}
