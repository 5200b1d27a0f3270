/**
 * Answers for what the commits of a repository say, by running git: only for trusted folders.
 *
 * Incremental by tips: what is reachable from an earlier look's tips is not read again. A commit that only came onto
 * the default branch since (a branch was merged by moving forward) is told again, since that is news.
 */
import type { Failure } from '../../domain/failure';
import { err, ok, type Result } from '../../domain/result';
import type { CommitMessage, CommitReader, CommitsAnswer, CommitsQuery } from '../../ports/repositoryReader';
import {
  branchTipsCommand,
  hashesCommand,
  headCommand,
  logCommand,
  parseBranchTips,
  parseCommits,
  type BranchTip,
  type LoggedCommit,
} from './commitLog';
import { findGitDirectory } from './gitDirectory';
import { GitProcess } from './gitProcess';
import { GitProgram } from './gitProgram';
import { isObjectId } from './refs';

/** Enough for thousands of commits; a repository with messages of megabytes is told as far as this goes. */
const maxLogBytes = 64 * 1024 * 1024;
/** Tips handed over: all of a usual repository, and no more than a command line takes. Others are read again. */
const maxTips = 400;
/** Marks a tip as the default branch's among the tips handed over. */
const defaultMark = 'default:';

interface Tips {
  readonly all: readonly string[];
  readonly default: readonly string[];
}

export class GitCommitReader implements CommitReader {
  private readonly program: GitProgram;

  /** @param locate the absolute path of the git program; null when there is none. */
  constructor(
    locate: () => Promise<string | null>,
    private readonly maxBytes = maxLogBytes,
  ) {
    this.program = new GitProgram(locate);
  }

  async commits(root: string, query: CommitsQuery, signal: AbortSignal): Promise<Result<CommitsAnswer, Failure>> {
    signal.throwIfAborted();
    const options = await this.program.options(signal);
    if (!options.ok) return options;
    if ((await findGitDirectory(root)) === null) return err({ kind: 'notARepository', path: root });
    const git = GitProcess.open(root, options.value, signal);
    if (git === null) return err({ kind: 'notFound', path: root });
    const tips = await readTips(git);
    if (!tips.ok) return tips;
    const known = parseKnown(query.known);
    const handedOver = [...tips.value.default.map((hash) => defaultMark + hash), ...tips.value.all];
    if (isWithin(tips.value, known)) return ok({ commits: [], tips: handedOver, more: false });
    const commits = await this.read(git, tips.value, known, query.limit);
    return commits.ok ? ok({ ...commits.value, tips: handedOver }) : commits;
  }

  private async read(
    git: GitProcess,
    tips: Tips,
    known: Tips,
    limit: number,
  ): Promise<Result<Pick<CommitsAnswer, 'commits' | 'more'>, Failure>> {
    const everywhere = ['--branches', '--remotes', ...tips.all.slice(0, 1)];
    const reading = git.runBounded(logCommand(limit + 1, everywhere, known.all), this.maxBytes);
    const onDefault = this.readDefault(git, tips.default, known.default, limit);
    // Also when one of them throws, the other is waited for, so that no process outlives the reading.
    await Promise.allSettled([reading, onDefault]);
    const [log, defaults] = await Promise.all([reading, onDefault]);
    if (!log.ok) return log;
    if (!defaults.ok) return defaults;
    const read = parseCommits(log.value.text);
    const hashes = new Set(read.map(({ hash }) => hash));
    const commits: CommitMessage[] = read.map((commit) => ({
      ...commit,
      onDefaultBranch: defaults.value.hashes.has(commit.hash),
    }));
    const arrived = defaults.value.commits.filter(({ hash }) => !hashes.has(hash));
    for (const commit of arrived) commits.push({ ...commit, onDefaultBranch: true });
    if (arrived.length > 0) commits.sort((a, b) => b.committedAtMs - a.committedAtMs);
    return ok({ commits: commits.slice(0, limit), more: commits.length > limit || !log.value.whole });
  }

  /** What came onto the default branch; when nothing is known yet only hashes, as all commits are read anyway. */
  private async readDefault(
    git: GitProcess,
    tips: readonly string[],
    known: readonly string[],
    limit: number,
  ): Promise<Result<{ readonly hashes: ReadonlySet<string>; readonly commits: readonly LoggedCommit[] }, Failure>> {
    if (tips.every((tip) => known.includes(tip))) return ok({ hashes: new Set(), commits: [] });
    const command = known.length === 0 ? hashesCommand(limit, tips) : logCommand(limit, tips, known);
    const output = await git.runBounded(command, this.maxBytes);
    if (!output.ok) return output;
    if (known.length === 0) return ok({ hashes: new Set(output.value.text.split('\n')), commits: [] });
    const commits = parseCommits(output.value.text);
    return ok({ hashes: new Set(commits.map(({ hash }) => hash)), commits });
  }
}

async function readTips(git: GitProcess): Promise<Result<Tips, Failure>> {
  const [branches, head] = await Promise.all([git.run(branchTipsCommand), git.run(headCommand)]);
  if (!branches.ok) return branches;
  const found = parseBranchTips(branches.value);
  const own = head.ok && isObjectId(head.value.trim()) ? [head.value.trim()] : [];
  const all = [...new Set([...own, ...found.map(({ hash }) => hash)])];
  return ok({ all: all.slice(0, maxTips), default: [...new Set(defaultTips(found).map(({ hash }) => hash))] });
}

/**
 * The default branch, as the remote has it and as it is here: a commit is on it before it was pushed. Which one it is
 * the remote says (`refs/remotes/origin/HEAD`), else the usual names. Of several remotes the one that is forked counts.
 */
function defaultTips(branches: readonly BranchTip[]): readonly BranchTip[] {
  const pointers = branches.filter(({ ref, target }) => target !== '' && ref.endsWith('/HEAD'));
  const pointer =
    pointers.find(({ ref }) => ref === 'refs/remotes/upstream/HEAD') ??
    pointers.find(({ ref }) => ref === 'refs/remotes/origin/HEAD') ??
    pointers[0];
  if (pointer !== undefined) {
    const name = pointer.target.slice(pointer.ref.length - 'HEAD'.length);
    return branches.filter(({ ref }) => ref === pointer.target || ref === `refs/heads/${name}`);
  }
  for (const name of ['main', 'master']) {
    const pattern = new RegExp(`^refs/(?:heads|remotes/[^/]+)/${name}$`);
    const found = branches.filter(({ ref }) => pattern.test(ref));
    if (found.length > 0) return found;
  }
  return [];
}

/** What is no hash is of no use, and must not become an option of git's. */
function parseKnown(known: readonly string[]): Tips {
  const marked = known.filter((tip) => tip.startsWith(defaultMark)).map((tip) => tip.slice(defaultMark.length));
  const onDefault = marked.filter(isObjectId);
  return { all: [...onDefault, ...known.filter(isObjectId)].slice(0, maxTips), default: onDefault };
}

function isWithin(tips: Tips, known: Tips): boolean {
  const [all, onDefault] = [new Set(known.all), new Set(known.default)];
  return tips.all.every((tip) => all.has(tip)) && tips.default.every((tip) => onDefault.has(tip));
}
