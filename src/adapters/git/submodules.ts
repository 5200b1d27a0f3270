/** Answers for where the submodules of a work tree keep their git folders. */
import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileExists, isFileSystemError } from './boundedFile';

/** Of more submodules nobody follows each. */
const mostSubmodules = 100;
/** A submodule's name is a path: `modules/libs/zlib`. */
const mostLevels = 6;

/**
 * Absolute paths of the git folders below `<gitDir>/modules`, those of submodules in submodules left out.
 * https://git-scm.com/docs/gitsubmodules
 */
export async function submoduleDirectories(gitDir: string): Promise<readonly string[]> {
  const found: string[] = [];
  const waiting = [{ folder: join(gitDir, 'modules'), level: 1 }];
  for (let next = waiting.pop(); next !== undefined && found.length < mostSubmodules; next = waiting.pop()) {
    for (const name of await foldersIn(next.folder)) {
      const folder = join(next.folder, name);
      if (await fileExists(join(folder, 'HEAD'))) found.push(folder);
      else if (next.level < mostLevels) waiting.push({ folder, level: next.level + 1 });
    }
  }
  return found.slice(0, mostSubmodules).sort();
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  const names: string[] = [];
  try {
    for await (const entry of await opendir(folder)) {
      if (entry.isDirectory()) names.push(entry.name);
      if (names.length >= mostSubmodules) break;
    }
  } catch (error) {
    if (!isFileSystemError(error)) throw error;
  }
  return names;
}
