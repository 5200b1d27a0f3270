/** Answers for which files to watch to learn that a repository moved. */
import { join } from 'node:path';
import type { WatchTarget } from '../../ports/fileWatcher';
import { findGitDirectory, type GitDirectory } from './gitDirectory';
import { OPERATION_MARKERS } from './operation';
import { submoduleDirectories } from './submodules';

/**
 * What to watch for the work tree at `root`. The root itself is watched for `.git` coming and going, so a
 * folder that is no repository yet gets that one target.
 *
 * Names are matched exactly: git writes `index.lock` and renames it, and only the rename matters.
 */
export async function gitWatchTargets(root: string): Promise<readonly WatchTarget[]> {
  const self: WatchTarget = { folder: root, names: ['.git'] };
  const directory = await findGitDirectory(root);
  return directory === null ? [self] : [self, ...(await insideGitDirectory(directory))];
}

async function insideGitDirectory({ gitDir, commonDir }: GitDirectory): Promise<readonly WatchTarget[]> {
  const own = ['HEAD', 'index', 'config.worktree', ...OPERATION_MARKERS];
  const shared = ['packed-refs', 'config', 'shallow'];
  const heads: readonly WatchTarget[] =
    gitDir === commonDir
      ? [{ folder: gitDir, names: [...own, ...shared] }]
      : [
          { folder: gitDir, names: own },
          { folder: join(gitDir, 'refs'), names: 'below' },
          { folder: join(gitDir, 'reftable'), names: 'below' },
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
    { folder: join(gitDir, 'modules'), names: 'all' },
    ...(await submoduleDirectories(gitDir)).flatMap(insideSubmodule),
  ];
}

/** A submodule changes the status of the work tree around it when its HEAD moves, be it on a branch, or its index. */
const insideSubmodule = (gitDir: string): readonly WatchTarget[] => [
  { folder: gitDir, names: ['HEAD', 'index'] },
  { folder: join(gitDir, 'logs'), names: ['HEAD'] },
];
