/** Answers for where the git directory of a work tree is: a folder, a `.git` file, or a bare repository itself. */
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileExists, folderExists, readSmallFile } from './boundedFile';

/** Where a repository keeps its files. See https://git-scm.com/docs/gitrepository-layout */
export interface GitDirectory {
  /** HEAD, the index and the markers of an unfinished operation: private to the work tree. */
  readonly gitDir: string;
  /** Refs, configuration and logs: shared by all work trees of the repository. */
  readonly commonDir: string;
}

const MAX_POINTER_BYTES = 16 * 1024;

/**
 * The git directory of the work tree at `root`; of the bare repository, when `root` itself is one;
 * null when `root` is no repository. Folders above `root` are not asked.
 */
export async function findGitDirectory(root: string): Promise<GitDirectory | null> {
  const dotGit = join(root, '.git');
  const gitDir = (await folderExists(dotGit)) ? dotGit : ((await readGitFile(dotGit)) ?? root);
  const commonDir = await findCommonDir(gitDir);
  return commonDir !== null && (await looksLikeGitDirectory(gitDir, commonDir)) ? { gitDir, commonDir } : null;
}

/** The folder a `.git` file names (`gitdir: PATH`, relative to the folder of the file); null when it is no such file. */
async function readGitFile(path: string): Promise<string | null> {
  const text = await readSmallFile(path, MAX_POINTER_BYTES);
  const target = /^gitdir: ([^\0]+?)[\r\n]*$/.exec(text ?? '')?.[1];
  return target === undefined ? null : resolveNamedPath(dirname(path), target);
}

/**
 * `target` as a file in `folder` names it; null when following it would leave the machine: on Windows
 * the mere look at `\\server\share` sends the user's login there, so a repository must not choose it.
 */
export function resolveNamedPath(folder: string, target: string): string | null {
  const path = isAbsolute(target) ? target : resolve(folder, target);
  return isNetworkPath(path) && !isNetworkPath(folder) ? null : path;
}

function isNetworkPath(path: string): boolean {
  return process.platform === 'win32' && /^[\\/]{2}/.test(path);
}

async function findCommonDir(gitDir: string): Promise<string | null> {
  const text = await readSmallFile(join(gitDir, 'commondir'), MAX_POINTER_BYTES);
  if (text === null) return gitDir;
  const target = text.replace(/[\r\n]+$/, '');
  return target === '' || target.includes('\0') ? null : resolveNamedPath(gitDir, target);
}

async function looksLikeGitDirectory(gitDir: string, commonDir: string): Promise<boolean> {
  const parts = await Promise.all([
    fileExists(join(gitDir, 'HEAD')),
    folderExists(join(commonDir, 'objects')),
    folderExists(join(commonDir, 'refs')),
  ]);
  return parts.every(Boolean);
}
