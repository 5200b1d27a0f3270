/** Answers for which homes (repositories, folders outside any, folders with a tracker) workspace folders have. */
import { readdir } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Home } from '../../ports/workspace';
import { isFileSystemError, pathExists, realPathOrNull } from './boundedFile';
import { findGitDirectory } from './gitDirectory';
import { uniqueNames } from './uniqueNames';

type Place = Omit<Home, 'name'>;

/**
 * For each folder, in order: the repository it lies in (or the folder itself when there is none); the folder itself
 * when it lies deeper in the repository and holds one of the signs; then by name the repositories one level below it
 * and the folders there which hold a sign, `node_modules` and dot folders aside. A place reached twice, also by a
 * symbolic link, is named once, as it was reached first. Folders that do not exist are left out.
 * @param signs names, or paths with forward slashes, relative to a folder
 * @throws the signal's reason when aborted.
 */
export async function findHomes(
  folders: readonly string[],
  signs: readonly string[],
  signal: AbortSignal,
): Promise<readonly Home[]> {
  const places = new Map<string, Place>();
  const add = async (place: Place): Promise<Place> => {
    const identity = (await realPathOrNull(place.root)) ?? place.root;
    const known = places.get(identity);
    if (known !== undefined) return known;
    places.set(identity, place);
    return place;
  };
  for (const folder of folders) {
    signal.throwIfAborted();
    const realFolder = await realPathOrNull(folder);
    if (realFolder === null) continue;
    const spelled = resolve(folder);
    const [found, isMarked, nested] = await Promise.all([
      enclosingPlace(spelled, realFolder),
      holdsOneOf(spelled, signs),
      nestedPlaces(spelled, signs),
    ]);
    const { root } = await add(found);
    // Nothing new when the folder is itself the place that encloses it.
    if (isMarked) await add({ root: spelled, isGit: false, within: root });
    for (const place of nested) await add(place.isGit ? place : { ...place, within: root });
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
      return { root: await asReached(folder, realFolder, at), isGit: true, within: null };
    }
    if (dirname(at) === at) return { root: folder, isGit: false, within: null };
  }
}

/** The root in the spelling of the folder the user opened, where a symbolic link allows it. */
async function asReached(folder: string, realFolder: string, realRoot: string): Promise<string> {
  const below = relative(realRoot, realFolder);
  const up = below === '' ? [] : below.split(sep).map(() => '..');
  const spelled = resolve(folder, ...up);
  return (await realPathOrNull(spelled)) === realRoot ? spelled : realRoot;
}

async function nestedPlaces(folder: string, signs: readonly string[]): Promise<readonly Place[]> {
  const entries = (await listFolders(folder)).filter(({ name }) => !name.startsWith('.') && name !== 'node_modules');
  const places = await Promise.all(
    entries.map(async ({ name, isLink }): Promise<Place | null> => {
      const root = join(folder, name);
      const isRepository = (await pathExists(join(root, '.git'))) && (await findGitDirectory(root)) !== null;
      if (isRepository) return { root, isGit: true, within: null };
      // What a link leads to need not lie in the repository, nor belong to the workspace.
      return !isLink && (await holdsOneOf(root, signs)) ? { root, isGit: false, within: null } : null;
    }),
  );
  return places.filter((place) => place !== null);
}

async function holdsOneOf(folder: string, signs: readonly string[]): Promise<boolean> {
  const there = await Promise.all(signs.map((sign) => pathExists(join(folder, sign))));
  return there.includes(true);
}

/** By name. */
async function listFolders(folder: string): Promise<readonly { readonly name: string; readonly isLink: boolean }[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
      .map((entry) => ({ name: entry.name, isLink: entry.isSymbolicLink() }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (isFileSystemError(error)) return [];
    throw error;
  }
}
