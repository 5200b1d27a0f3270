/**
 * Answers for a repository's state from its files alone, spawning nothing: for folders that are not trusted.
 *
 * It cannot know ahead, behind and any count of changes (null), nor recent commits (empty). In a repository
 * whose refs are a reftable, branch, head and stashes are null as well. Configuration outside the repository
 * and included files are not read, so an upstream set there is not seen.
 */
import type { Failure } from '../../domain/failure';
import type { GitState } from '../../domain/git';
import { err, ok, type Result } from '../../domain/result';
import type { GitReader } from '../../ports/gitReader';
import { findGitDirectory } from './gitDirectory';
import { readRepositoryFacts, type RepositoryFacts } from './repositoryFacts';

export class GitFilesReader implements GitReader {
  readonly name = 'files';

  async read(root: string, signal: AbortSignal): Promise<Result<GitState, Failure>> {
    signal.throwIfAborted();
    const directory = await findGitDirectory(root);
    if (directory === null) return err({ kind: 'notARepository', path: root });
    const facts = await readRepositoryFacts(directory, signal);
    return ok(stateFromFiles(facts));
  }
}

/** What the files of a repository tell; what only git can count is null. */
export const stateFromFiles = (facts: RepositoryFacts): GitState => ({
  branch: facts.branch,
  head: facts.head,
  state: facts.state,
  detached: facts.detached,
  unborn: facts.unborn,
  returnsTo: facts.returnsTo,
  upstream: facts.upstream,
  ahead: null,
  behind: null,
  staged: null,
  unstaged: null,
  untracked: null,
  conflicted: null,
  stashes: facts.stashes,
  worktrees: facts.worktrees,
  recentCommits: [],
});
