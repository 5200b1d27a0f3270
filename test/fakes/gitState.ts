/** A repository on which nothing is going on. */
import type { GitState } from '../../src/domain/git';

export const cleanState: GitState = {
  branch: 'main',
  head: '9f2c'.padEnd(40, '0'),
  state: 'clean',
  detached: false,
  unborn: false,
  returnsTo: null,
  upstream: null,
  ahead: null,
  behind: null,
  staged: 0,
  unstaged: 0,
  untracked: 0,
  conflicted: 0,
  stashes: 0,
  worktrees: 1,
  recentCommits: [],
};
