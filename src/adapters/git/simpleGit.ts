/**
 * Answers for a repository's state by running git: one `git status` and one `git log` side by side, and the
 * repository's files for what neither tells. Only for trusted folders: the repository's configuration can name
 * programs that `git status` runs (`core.fsmonitor`, filters), and they are run, as VS Code does.
 */
import type { Failure } from '../../domain/failure';
import type { Commit, GitState } from '../../domain/git';
import { err, ok, type Result } from '../../domain/result';
import type { GitReader } from '../../ports/gitReader';
import { findGitDirectory } from './gitDirectory';
import { stateFromFiles } from './gitFiles';
import { GitProcess, type GitProcessOptions } from './gitProcess';
import { logArguments, parseLog } from './logParser';
import { readRepositoryFacts, type RepositoryFacts } from './repositoryFacts';
import { parseStatus, type StatusSummary } from './statusParser';

const LOG = logArguments(10);

/** Untracked files one by one and renames as one change, whatever the configuration says, as VS Code counts. */
const STATUS = [
  'status',
  '--porcelain=v2',
  '--branch',
  '--show-stash',
  '--untracked-files=all',
  '--find-renames',
  '-z',
] as const;

export class SimpleGitReader implements GitReader {
  readonly name = 'simple-git';
  /** The newest commits by root, which stay the same while HEAD does: most readings then need no `git log`. */
  private readonly known = new Map<string, { readonly key: string; readonly commits: readonly Commit[] }>();

  constructor(private readonly options: GitProcessOptions) {}

  async read(root: string, signal: AbortSignal): Promise<Result<GitState, Failure>> {
    signal.throwIfAborted();
    const directory = await findGitDirectory(root);
    signal.throwIfAborted();
    if (directory === null) return err({ kind: 'notARepository', path: root });
    const git = GitProcess.open(root, this.options, signal);
    if (git === null) return err({ kind: 'notFound', path: root });
    const reading = readRepositoryFacts(directory, signal);
    // The status is started before it is known whether there is a work tree at all: waiting would delay every
    // reading, and in a bare repository git refuses at once.
    const running = git.run(STATUS);
    const logging = this.readCommits(root, git, reading);
    // Also when one of them throws, the others are waited for, so that no process outlives the reading.
    await Promise.allSettled([reading, running, logging]);
    const [facts, status, commits] = await Promise.all([reading, running, logging]);
    if (facts.bare) return commits.ok ? readBare(git, facts, commits.value) : commits;
    if (!status.ok) return status;
    const summary = parseStatus(status.value);
    if (summary.head === null) return ok(combine(facts, summary, []));
    return commits.ok ? ok(combine(facts, summary, commits.value)) : commits;
  }

  private async readCommits(
    root: string,
    git: GitProcess,
    reading: Promise<RepositoryFacts>,
  ): Promise<Result<readonly Commit[], Failure>> {
    const known = this.known.get(root);
    // Nothing to reuse: the log starts beside the status, and on an unborn branch its refusal is not looked at.
    const early = known === undefined ? git.run(LOG) : Promise.resolve(null);
    await Promise.allSettled([reading, early]);
    const [{ head, shallow }, first] = await Promise.all([reading, early]);
    const key = `${head ?? ''} ${shallow ?? ''}`;
    if (head !== null && known?.key === key) return ok(known.commits);
    const output = first ?? (await git.run(LOG));
    if (!output.ok) return head === null ? ok([]) : output;
    const commits = parseLog(output.value);
    if (head !== null && commits[0]?.hash === head) this.known.set(root, { key, commits });
    return ok(commits);
  }
}

function combine(facts: RepositoryFacts, status: StatusSummary, commits: readonly Commit[]): GitState {
  const branch = facts.refsReadable ? facts.branch : status.branch;
  const unborn = status.head === null;
  return {
    branch,
    head: status.head,
    state: facts.state,
    detached: branch === null,
    unborn,
    returnsTo: facts.returnsTo,
    upstream: status.upstream,
    ahead: status.ahead,
    behind: status.behind,
    staged: status.staged,
    unstaged: status.unstaged,
    untracked: status.untracked,
    conflicted: status.conflicted,
    stashes: status.stashes ?? facts.stashes ?? 0,
    worktrees: facts.worktrees,
    recentCommits: commits,
  };
}

/** A bare repository has no work tree to compare with: its counts of changes are null. */
async function readBare(
  git: GitProcess,
  facts: RepositoryFacts,
  commits: readonly Commit[],
): Promise<Result<GitState, Failure>> {
  const distance = facts.upstream === null || facts.head === null ? null : await readDistance(git);
  return ok({
    ...stateFromFiles(facts),
    ahead: distance?.ahead ?? null,
    behind: distance?.behind ?? null,
    recentCommits: commits,
  });
}

async function readDistance(git: GitProcess): Promise<{ readonly ahead: number; readonly behind: number } | null> {
  const output = await git.run(['rev-list', '--left-right', '--count', 'HEAD...@{upstream}']);
  const match = output.ok ? /^(\d+)\s+(\d+)/.exec(output.value) : null;
  return match ? { ahead: Number(match[1]), behind: Number(match[2]) } : null;
}
