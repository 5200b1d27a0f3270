/** Answers for moving a work tree to another branch by running git, hooks included: only for trusted folders. */
import type { Failure } from '../../domain/failure';
import { err, ok, type Result } from '../../domain/result';
import type { BranchTip, GitWriter, Moved, Relation, TreeStart, WorkTreeLook } from '../../ports/gitWriter';
import { branchTipsCommand, parseBranchTips } from './commitLog';
import { findGitDirectory } from './gitDirectory';
import { GitProcess } from './gitProcess';
import { GitProgram } from './gitProgram';
import { isObjectId } from './refs';
import { readRepositoryFacts } from './repositoryFacts';
import { parseStatus } from './statusParser';
import {
  branchBeforeCommand,
  branchesOf,
  mainBranchOf,
  parseChangedPaths,
  parseTrees,
  remotesInOrder,
  trackedChangesCommand,
  treesCommand,
} from './workTreeLook';

/** A checkout of a large tree, or a hook that builds it, may be silent for long; ended in between it would be half done. */
const silentForMs = 10 * 60_000;

/** A move is never ended half-way. */
const never = new AbortController().signal;

export class GitProcessWriter implements GitWriter {
  private readonly program: GitProgram;

  /** @param locate the absolute path of the git program; null when there is none. */
  constructor(locate: () => Promise<string | null>) {
    this.program = new GitProgram(locate);
  }

  look(root: string): Promise<Result<WorkTreeLook, Failure>> {
    return this.withGit(root, async (git) => {
      const directory = await findGitDirectory(root);
      if (directory === null) return err({ kind: 'notARepository', path: root });
      const [facts, status, refs, before, trees] = await Promise.all([
        readRepositoryFacts(directory, never),
        git.run(trackedChangesCommand),
        git.run(branchTipsCommand),
        git.run(branchBeforeCommand),
        git.run(treesCommand),
      ]);
      if (!status.ok) return status;
      if (!refs.ok) return refs;
      const { branch, head, upstream } = parseStatus(status.value);
      const tips = parseBranchTips(refs.value);
      const branches = branchesOf(tips);
      const last = before.ok ? before.value.trim() : '';
      return ok({
        branch,
        head,
        operation: facts.state,
        changed: parseChangedPaths(status.value),
        branches,
        mainBranch: mainBranchOf(tips, remotesInOrder(tips, upstream)),
        before: branches.some(({ name, remote }) => remote === null && name === last) ? last : null,
        trees: trees.ok ? parseTrees(trees.value) : [],
      });
    });
  }

  compare(root: string, commit: string, other: string): Promise<Result<Relation, Failure>> {
    return this.withGit(root, async (git) => {
      if (commit === other) return ok('same');
      const counted = await git.run(['rev-list', '--left-right', '--count', `${hash(commit)}...${hash(other)}`, '--']);
      if (!counted.ok) return counted;
      const [own, others] = counted.value.trim().split(/\s+/).map(Number);
      return ok(others === 0 ? 'ahead' : own === 0 ? 'behind' : 'apart');
    });
  }

  create(root: string, branch: string, commit: string): Promise<Result<Moved, Failure>> {
    return this.move(root, branch, ['switch', '--no-track', '--create', branch, hash(commit)]);
  }

  switchTo(root: string, branch: string): Promise<Result<Moved, Failure>> {
    return this.move(root, branch, ['switch', '--no-guess', branch]);
  }

  track(root: string, branch: string, from: BranchTip): Promise<Result<Moved, Failure>> {
    return this.move(root, branch, ['switch', '--create', branch, '--track', `refs/remotes/${from.name}`]);
  }

  stash(root: string, message: string): Promise<Result<void, Failure>> {
    return this.withGit(root, async (git) => done(await git.run(['stash', 'push', `--message=${message}`])));
  }

  unstash(root: string): Promise<Result<void, Failure>> {
    return this.withGit(root, async (git) => done(await git.run(['stash', 'pop', '--index'])));
  }

  addTree(root: string, path: string, branch: string, start: TreeStart): Promise<Result<Moved, Failure>> {
    return this.deed(root, branch, ['worktree', 'add', ...treeArguments(path, branch, start)], async (git) => {
      const trees = await git.run(treesCommand);
      return trees.ok && parseTrees(trees.value).some((tree) => tree.branch === branch);
    });
  }

  private move(root: string, branch: string, command: readonly string[]): Promise<Result<Moved, Failure>> {
    return this.deed(root, branch, command, async (git) => {
      const now = await git.run(['symbolic-ref', '--quiet', 'HEAD']);
      return now.ok && now.value.trim() === `refs/heads/${branch}`;
    });
  }

  /** The exit code of a checkout is that of its hook, which runs when all is done: so what was to be done is looked at. */
  private deed(
    root: string,
    branch: string,
    command: readonly string[],
    isDone: (git: GitProcess) => Promise<boolean>,
  ): Promise<Result<Moved, Failure>> {
    return this.withName<Moved>(root, branch, async (git) => {
      const wasDone = await isDone(git);
      const result = await git.run(command);
      if (result.ok) return ok({ complaint: null });
      const byHook = !wasDone && result.error.kind === 'programFailed' && (await isDone(git));
      return byHook ? ok({ complaint: result.error.detail }) : result;
    });
  }

  /** Goes on only with a name that git takes, and takes as it is: `-f` and `@{-1}` are none. */
  private withName<T>(
    root: string,
    branch: string,
    action: (git: GitProcess) => Promise<Result<T, Failure>>,
  ): Promise<Result<T, Failure>> {
    const refused: Failure = {
      kind: 'unusable',
      what: branch,
      advice: 'Git does not take it for the name of a branch.',
    };
    if (branch === '' || branch.startsWith('-')) return Promise.resolve(err(refused));
    return this.withGit(root, async (git) => {
      const checked = await git.run(['check-ref-format', '--branch', branch]);
      return checked.ok && checked.value.trim() === branch ? await action(git) : err(refused);
    });
  }

  private async withGit<T>(
    root: string,
    action: (git: GitProcess) => Promise<Result<T, Failure>>,
  ): Promise<Result<T, Failure>> {
    const options = await this.program.options(never);
    if (!options.ok) return options;
    const git = GitProcess.open(root, { ...options.value, timeoutMs: silentForMs }, never);
    return git === null ? err({ kind: 'notFound', path: root }) : await action(git);
  }
}

function treeArguments(path: string, branch: string, start: TreeStart): readonly string[] {
  switch (start.kind) {
    case 'existing':
      return [path, branch];
    case 'commit':
      return ['--no-track', '-b', branch, path, hash(start.commit)];
    case 'tracking':
      return ['--track', '-b', branch, path, `refs/remotes/${start.from.name}`];
  }
}

const done = (output: Result<string, Failure>): Result<void, Failure> => (output.ok ? ok(undefined) : output);

/** A commit that came from git itself; anything else is a mistake of ours. */
function hash(commit: string): string {
  if (isObjectId(commit)) return commit;
  throw new Error(`not a commit: ${commit}`);
}
