/** Answers for what stands in a tracker's folders, listing only those that moved, in slices. */
import { opendirSync, statSync, type Dir, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { codeOf, movesUnseen, stampOf } from './recordFile';
import type { Slices } from './slices';

/** Names in the longest path that is gone into. Links are not followed, so there are no cycles anyway. */
const deepest = 24;

/** One folder as it was listed. */
export interface FolderLook {
  /** What it is known by; null when it may have moved since, or could not be listed. */
  readonly stamp: string | null;
  /** Names of the folders in it. */
  readonly below: readonly string[];
  /** The operating system's error; null when it could be listed. */
  readonly error: string | null;
}

/** Folders by their path relative to the home. */
export type FolderLooks = ReadonlyMap<string, FolderLook>;

export interface ScanTarget {
  /** Absolute path of the home. */
  readonly root: string;
  /** Where to begin, relative to the home. They may be symbolic links; what is below them is not followed. */
  readonly folders: readonly string[];
  /** Folders that carry the stamp they are known by are not listed. */
  readonly known: FolderLooks;
  /** Folders to list all the same. */
  readonly mustList: (path: string) => boolean;
  /** Called for each thing in a folder that is listed and that is no folder itself. */
  readonly onFile: (path: string, isFile: boolean) => void;
}

/**
 * Goes through folders and all below them. One that is not there is among the answers, with the error `ENOENT`.
 * @throws the slices' reason when aborted.
 */
export async function scanFolders(target: ScanTarget, slices: Slices): Promise<FolderLooks> {
  const looks = new Map<string, FolderLook>();
  const waiting = [...target.folders];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const known = target.known.get(path);
    const stamp = folderStamp(join(target.root, path), slices.nowMs);
    const isKnown = known?.error === null && stamp !== null && known.stamp === stamp && !target.mustList(path);
    const look = isKnown ? known : await listFolder(path, stamp, target, slices);
    looks.set(path, look);
    if (path.split('/').length < deepest) waiting.push(...look.below.map((name) => `${path}/${name}`));
    if (slices.isOver) await slices.yield();
  }
  return looks;
}

/** @param stamp taken before it is listed: what comes later moves it */
async function listFolder(
  path: string,
  stamp: string | null,
  { root, onFile }: ScanTarget,
  slices: Slices,
): Promise<FolderLook> {
  const below: string[] = [];
  let folder: Dir | undefined;
  try {
    folder = opendirSync(join(root, path), { bufferSize: 256 });
    for (let entry = folder.readSync(); entry !== null; entry = folder.readSync()) {
      const name = nameOf(entry);
      if (entry.isDirectory()) below.push(name);
      else onFile(`${path}/${name}`, entry.isFile());
      if (slices.isOver) await slices.yield();
    }
    return { stamp, below, error: null };
  } catch (error) {
    slices.throwIfAborted();
    return { stamp: null, below: [], error: codeOf(error) };
  } finally {
    folder?.closeSync();
  }
}

/**
 * As git writes it. macOS keeps names as they were typed and finds them either way
 * (https://git-scm.com/docs/git-config#Documentation/git-config.txt-coreprecomposeUnicode).
 */
const nameOf: (entry: Dirent) => string =
  process.platform === 'darwin' ? ({ name }) => name.normalize('NFC') : ({ name }) => name;

/** What a folder (or the one a link leads to) is known by; null when it cannot be seen or may yet move unseen. */
function folderStamp(absolute: string, nowMs: number): string | null {
  try {
    const stats = statSync(absolute, { throwIfNoEntry: false });
    return stats === undefined || movesUnseen(stats, nowMs) ? null : stampOf(stats);
  } catch (error) {
    codeOf(error);
    return null;
  }
}
