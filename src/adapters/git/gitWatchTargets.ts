/** Answers for which files to watch to learn that a repository moved. */
import { join } from 'node:path';
import type { WatchTarget } from '../../ports/fileWatcher';
import { findGitDirectory, type GitDirectory } from './gitDirectory';
import { OPERATION_MARKERS } from './operation';

/**
 * What to watch for the work tree at `root`. The root itself is watched for `.git` coming and going, so a
 * folder that is no repository yet gets that one target.
 *
 * Names are matched exactly: git writes `index.lock` and renames it, and only the rename matters.
 */
export async function gitWatchTargets(root: string): Promise<readonly WatchTarget[]> {
  const self: WatchTarget = { folder: root, names: ['.git'] };
  const directory = await findGitDirectory(root);
  return directory === null ? [self] : [self, ...insideGitDirectory(directory)];
}

function insideGitDirectory({ gitDir, commonDir }: GitDirectory): readonly WatchTarget[] {
  const own = ['HEAD', 'index', 'config.worktree', ...OPERATION_MARKERS];
  const shared = ['packed-refs', 'config'];
  const heads: readonly WatchTarget[] =
    gitDir === commonDir
      ? [{ folder: gitDir, names: [...own, ...shared] }]
      : [
          { folder: gitDir, names: own },
          { folder: join(gitDir, 'refs'), names: 'below' },
          { folder: commonDir, names: shared },
        ];
  return [
    ...heads,
    // The files inside these folders change while an operation goes on, the folders themselves do not.
    { folder: join(gitDir, 'rebase-merge'), names: ['head-name', 'done'] },
    { folder: join(gitDir, 'rebase-apply'), names: ['head-name', 'applying', 'next'] },
    { folder: join(gitDir, 'sequencer'), names: ['todo'] },
    { folder: join(commonDir, 'refs'), names: 'below' },
    { folder: join(commonDir, 'reftable'), names: 'below' },
    { folder: join(commonDir, 'logs', 'refs'), names: ['stash'] },
    // Everything below, since a new work tree is a new folder; it also tells what the other work trees do.
    { folder: join(commonDir, 'worktrees'), names: 'below' },
  ];
}
