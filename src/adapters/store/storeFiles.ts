/** Answers for deleting everything that stores keep in a folder, and nothing else. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from './fileFailure';

/** A source's file, one that was set aside, or one whose write was not finished. */
const storeFile = /^[a-z0-9-]+\.sqlite(?<besides>\.set-aside-.+|\.\d+-\d+-\d+\.tmp)?$/;

/** Begins the names of files that belong to a source and are not counted as one. See `checkpointRefStore.ts`. */
const referencesPrefix = 'references-';

/**
 * Deletes the files of all sources in `folder`, and what was set aside or left over of them. Answers how many sources
 * there were. What cannot be deleted keeps nothing else from being deleted.
 * @throws the first error of the system, at the end.
 */
export function deleteStoreFiles(folder: string): number {
  let sources = 0;
  let first: { readonly error: unknown } | null = null;
  for (const name of namesIn(folder)) {
    const match = storeFile.exec(name);
    if (match === null) continue;
    try {
      rmSync(join(folder, name), { recursive: true, force: true });
      if (match.groups?.besides === undefined && !name.startsWith(referencesPrefix)) sources += 1;
    } catch (error) {
      first ??= { error };
    }
  }
  if (first !== null) throw first.error;
  return sources;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    // Nothing was ever stored.
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return [];
    throw error;
  }
}
