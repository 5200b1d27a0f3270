/** Answers for how many work trees a repository has. */
import { join } from 'node:path';
import { listNames, pathExists, readSmallFile } from './boundedFile';
import { resolveNamedPath } from './gitDirectory';

const MAX_POINTER_BYTES = 16 * 1024;

/**
 * The lines `git worktree list` would print, without those it calls prunable: the main work tree (also
 * when it is a bare repository, which git lists too) and every linked one that still exists.
 */
export async function countWorktrees(commonDir: string): Promise<number> {
  const folder = join(commonDir, 'worktrees');
  const names = await listNames(folder);
  const alive = await Promise.all([...names].map((name) => isAlive(join(folder, name))));
  return 1 + alive.filter(Boolean).length;
}

async function isAlive(entry: string): Promise<boolean> {
  const target = (await readSmallFile(join(entry, 'gitdir'), MAX_POINTER_BYTES))?.replace(/[\r\n]+$/, '');
  if (target === undefined || target === '') return false;
  const path = resolveNamedPath(entry, target);
  return path !== null && (await pathExists(path));
}
