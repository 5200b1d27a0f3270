/** Answers for whether git is at work in a repository, by the lock it holds on the index meanwhile. */
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { isFileSystemError } from './boundedFile';
import { findGitDirectory } from './gitDirectory';

/**
 * The identity of the repository's `index.lock`, which stays the same while the lock is held; null when there is none.
 * What changes work tree and index (checkout, merge, rebase, stash) holds it from before its first file to its last:
 * https://git-scm.com/docs/api-lockfile
 * @throws the signal's reason when aborted.
 */
export async function gitLock(root: string, signal: AbortSignal): Promise<string | null> {
  signal.throwIfAborted();
  const directory = await findGitDirectory(root);
  signal.throwIfAborted();
  if (directory === null) return null;
  try {
    const { dev, ino, birthtimeNs } = await lstat(join(directory.gitDir, 'index.lock'), { bigint: true });
    return `${dev}:${ino}:${birthtimeNs}`;
  } catch (error) {
    if (isFileSystemError(error)) return null;
    throw error;
  }
}
