/** Answers for deleting what can be fetched again of every source in a folder, and nothing else. */
import { join } from 'node:path';
import type { FileOperations } from './fileOperations';
import { isAbsent, namesIn } from './persistence';
import { epochsOf } from './sourceFolder';
import { sourceFolderPattern } from './sourceFolderName';

/** A file of what can be fetched again, one that was set aside, or one whose write was not finished. */
const fetchedFile = /^fetched\.\d{1,15}\.sqlite(?:\.set-aside-.+|\.\d+-\d+-\d+\.tmp)?$/;

/** A folder that is one of a source, and what is in it that can be fetched again. */
export interface FetchedFolder {
  /** Absolute path. */
  readonly folder: string;
  readonly name: string;
  /** All that is in it. */
  readonly names: readonly string[];
  /** Absolute paths. */
  readonly fetched: readonly string[];
}

/** The sources' folders in the cache's folder. @throws errors of the system. */
export function fetchedFolders(files: FileOperations, cacheFolder: string): readonly FetchedFolder[] {
  return namesIn(files, cacheFolder)
    .filter((name) => sourceFolderPattern.test(name))
    .map((name) => {
      const folder = join(cacheFolder, name);
      const names = namesIn(files, folder);
      const fetched = names.filter((other) => fetchedFile.test(other)).map((other) => join(folder, other));
      return { folder, name, names, fetched };
    });
}

/**
 * Deletes what can be fetched again of all sources in `folder`, and what was set aside or left over of it. Who leads
 * and what was kept stay, so that epochs go on from where they are. Answers how many sources there were. What cannot be
 * deleted keeps nothing else from being deleted.
 * @throws the first error of the system, at the end.
 */
export function deleteFetched(files: FileOperations, cacheFolder: string): number {
  let sources = 0;
  let first: { readonly error: unknown } | null = null;
  for (const { names, fetched } of fetchedFolders(files, cacheFolder)) {
    if (epochsOf('fetched', names).length > 0) sources += 1;
    for (const path of fetched) {
      try {
        files.remove(path);
      } catch (error) {
        if (!isAbsent(error)) first ??= { error };
      }
    }
  }
  if (first !== null) throw first.error;
  return sources;
}
