/** Answers for everything a repository's files tell without running git. */
import { join } from 'node:path';
import type { GitState } from '../../domain/git';
import { fileStamp, forEachLine, listNames } from './boundedFile';
import { configFlag, readGitConfig } from './gitConfig';
import type { GitDirectory } from './gitDirectory';
import { readOperation, readReturnsTo } from './operation';
import { readHead, resolveRef, shortBranchName, type Head } from './refs';
import { findUpstream } from './upstream';
import { countWorktrees } from './worktrees';

export interface RepositoryFacts extends Pick<
  GitState,
  'branch' | 'head' | 'state' | 'detached' | 'unborn' | 'returnsTo' | 'upstream' | 'stashes' | 'worktrees'
> {
  /** The repository has no work tree at this place: nothing to count changes in. */
  readonly bare: boolean;
  /** False when the refs are not kept as files (reftable): branch, head and stashes are then null. */
  readonly refsReadable: boolean;
  /** Moves when the history of a shallow clone is deepened; null when nothing is cut off. */
  readonly shallow: string | null;
}

const MAX_REFLOG_LINE_BYTES = 1024 * 1024;

/** @throws the signal's reason when aborted. */
export async function readRepositoryFacts(directory: GitDirectory, signal: AbortSignal): Promise<RepositoryFacts> {
  const { gitDir, commonDir } = directory;
  const listing = listNames(gitDir);
  const [head, config, ownNames, sharedNames] = await Promise.all([
    readHead(directory),
    readGitConfig(directory),
    listing,
    gitDir === commonDir ? listing : listNames(commonDir),
  ]);
  signal.throwIfAborted();
  const branch = head.kind === 'branch' ? shortBranchName(head.ref) : null;
  const reftable = sharedNames.has('reftable');
  const [oid, state, stashes, worktrees, shallow] = await Promise.all([
    readOid(directory, head, signal),
    readOperation(gitDir, ownNames),
    reftable ? null : countStashes(directory, signal),
    sharedNames.has('worktrees') ? countWorktrees(commonDir) : 1,
    sharedNames.has('shallow') ? fileStamp(join(commonDir, 'shallow')) : null,
  ]);
  const returnsTo = head.kind === 'detached' ? await readReturnsTo(gitDir, state) : null;
  signal.throwIfAborted();
  return {
    branch,
    head: oid,
    state,
    detached: head.kind === 'detached',
    unborn: head.kind === 'branch' && oid === null,
    returnsTo,
    upstream: branch === null ? null : (findUpstream(config, branch)?.shortName ?? null),
    stashes,
    worktrees,
    bare: configFlag(config, 'core.bare') && gitDir === commonDir,
    refsReadable: !reftable && head.kind !== 'unknown',
    shallow,
  };
}

async function readOid(directory: GitDirectory, head: Head, signal: AbortSignal): Promise<string | null> {
  switch (head.kind) {
    case 'branch':
      return resolveRef(directory, head.ref, signal);
    case 'detached':
      return head.oid;
    case 'unknown':
      return null;
  }
}

/** Every stash is one line in the log of `refs/stash`. */
async function countStashes(directory: GitDirectory, signal: AbortSignal): Promise<number> {
  let count = 0;
  await forEachLine(join(directory.commonDir, 'logs', 'refs', 'stash'), MAX_REFLOG_LINE_BYTES, signal, (line) => {
    if (line !== '') count++;
    return true;
  });
  return count;
}
