/** Answers for which homes (repositories, and folders outside any) a list of workspace folders has. */
import { readdir, realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Home } from '../../ports/workspace';
import { isFileSystemError, pathExists } from './boundedFile';
import { findGitDirectory } from './gitDirectory';
import { uniqueNames } from './uniqueNames';

interface Place {
  readonly root: string;
  readonly isGit: boolean;
}

/**
 * For each folder, in order: the repository it lies in (or the folder itself when there is none), then the
 * repositories one level below it by name, `node_modules` and dot folders aside. A place reached twice, also
 * by a symbolic link, is named once, as it was reached first. Folders that do not exist are left out.
 * @throws the signal's reason when aborted.
 */
export async function findHomes(folders: readonly string[], signal: AbortSignal): Promise<readonly Home[]> {
  const places = new Map<string, Place>();
  for (const folder of folders) {
    signal.throwIfAborted();
    const realFolder = await realPathOrNull(folder);
    if (realFolder === null) continue;
    const enclosing = await enclosingPlace(resolve(folder), realFolder);
    for (const place of [enclosing, ...(await nestedRepositories(resolve(folder)))]) {
      const identity = (await realPathOrNull(place.root)) ?? place.root;
      if (!places.has(identity)) places.set(identity, place);
    }
  }
  signal.throwIfAborted();
  const found = [...places.values()];
  const names = uniqueNames(found.map((place) => place.root));
  return found.map((place, index) => ({ ...place, name: names[index] ?? place.root }));
}

async function enclosingPlace(folder: string, realFolder: string): Promise<Place> {
  for (let at = realFolder; ; at = dirname(at)) {
    // Only the folder itself may be a bare repository: above it, one would be a chance neighbour.
    const isHere = at === realFolder || (await pathExists(join(at, '.git')));
    if (isHere && (await findGitDirectory(at)) !== null) {
      return { root: await asReached(folder, realFolder, at), isGit: true };
    }
    if (dirname(at) === at) return { root: folder, isGit: false };
  }
}

/** The root in the spelling of the folder the user opened, where a symbolic link allows it. */
async function asReached(folder: string, realFolder: string, realRoot: string): Promise<string> {
  const below = relative(realRoot, realFolder);
  const up = below === '' ? [] : below.split(sep).map(() => '..');
  const spelled = resolve(folder, ...up);
  return (await realPathOrNull(spelled)) === realRoot ? spelled : realRoot;
}

async function nestedRepositories(folder: string): Promise<readonly Place[]> {
  const names = (await listFolders(folder)).filter((name) => !name.startsWith('.') && name !== 'node_modules').sort();
  const places = await Promise.all(
    names.map(async (name): Promise<Place | null> => {
      const root = join(folder, name);
      const isRepository = (await pathExists(join(root, '.git'))) && (await findGitDirectory(root)) !== null;
      return isRepository ? { root, isGit: true } : null;
    }),
  );
  return places.filter((place) => place !== null);
}

async function listFolders(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink()).map((entry) => entry.name);
  } catch (error) {
    if (isFileSystemError(error)) return [];
    throw error;
  }
}

async function realPathOrNull(path: string): Promise<string | null> {
  try {
    return await realpath(path);
  } catch (error) {
    if (isFileSystemError(error)) return null;
    throw error;
  }
}
