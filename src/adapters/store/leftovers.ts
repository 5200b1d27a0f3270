/** Answers for what nobody needs any more: temporary files of writers that were ended, and files of an earlier layout. */
import { join } from 'node:path';
import { errorCode } from './fileFailure';
import type { FileOperations } from './fileOperations';
import { namesIn, temporaryName } from './persistence';
import { inboxFolder } from './sourceFolder';
import type { StoreEngine } from './storeEngine';

/** No write takes this long; an older file is a leftover even if its process number is in use again. */
const longestWriteMs = 10 * 60_000;

/** Sources had one file each, beside one another, and none could tell leaders apart. */
const earlierLayout = /^[a-z0-9-]+-[0-9a-f]{10}\.sqlite(?:\.set-aside-.+|\.\d+-\d+-\d+\.tmp)?$/;

/** Deletes leftover temporary files in a source's folder. What cannot be looked at or deleted stays for another time. */
export function sweepTemporaries(files: FileOperations, folder: string, nowMs: number): void {
  for (const each of [folder, join(folder, inboxFolder)]) {
    for (const name of namesIfPossible(files, each)) {
      const writer = temporaryName.exec(name)?.[1];
      if (writer === undefined) continue;
      const file = join(each, name);
      try {
        if (!isRunning(Number(writer)) || nowMs - Number(files.stat(file).mtimeMs) > longestWriteMs) files.remove(file);
      } catch {
        continue;
      }
    }
  }
}

/** Deletes files of an earlier layout in the cache's folder, and says so. */
export function sweepEarlierLayout({ files, log }: StoreEngine, cacheFolder: string): void {
  let deleted = 0;
  for (const name of namesIfPossible(files, cacheFolder)) {
    if (!earlierLayout.test(name)) continue;
    try {
      files.remove(join(cacheFolder, name));
      deleted += 1;
    } catch {
      continue;
    }
  }
  const what = deleted === 1 ? '1 cache file' : `${deleted} cache files`;
  if (deleted > 0) log('info', `${what} of an earlier version of Context Scout were deleted: nothing reads them.`);
}

function namesIfPossible(files: FileOperations, folder: string): readonly string[] {
  try {
    return namesIn(files, folder);
  } catch {
    return [];
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}
