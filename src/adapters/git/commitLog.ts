/** Answers for asking git what commits say, and reading its answer. Options: https://git-scm.com/docs/git-log */
import { commitMoment } from './commitMoment';
import { isObjectId } from './refs';

/** What a commit's own record says. */
export interface LoggedCommit {
  readonly hash: string;
  readonly committedAtMs: number;
  readonly message: string;
}

export interface BranchTip {
  readonly ref: string;
  readonly hash: string;
  /** The ref it stands for, as `refs/remotes/origin/HEAD` does; empty for a usual one. */
  readonly target: string;
}

const fields = ['%H', '%ct', '%B'] as const;
/** What a message says behind this many characters is not looked at. */
const maxMessage = 64 * 1024;

/** All branches, local and remote, the one committed to last first. */
export const branchTipsCommand = [
  'for-each-ref',
  '--sort=-committerdate',
  '--format=%(objectname)%00%(refname)%00%(symref)',
  'refs/heads',
  'refs/remotes',
] as const;

/** Fails when there is no commit yet. */
export const headCommand = ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'] as const;

export function parseBranchTips(output: string): readonly BranchTip[] {
  return output.split('\n').flatMap((line) => {
    const [hash = '', ref = '', target = ''] = line.split('\0');
    return isObjectId(hash) ? [{ ref, hash, target }] : [];
  });
}

/** Commits reachable from `tips` and not from `known`, newest first; what is not there is passed over. */
const range = (count: number, tips: readonly string[], known: readonly string[]): readonly string[] => [
  `--max-count=${count}`,
  '--ignore-missing',
  ...tips,
  ...(known.length === 0 ? [] : ['--not', ...known]),
  '--',
];

/** @param tips hashes, or `--branches` and the like */
export const logCommand = (count: number, tips: readonly string[], known: readonly string[]): readonly string[] => [
  'log',
  '--no-show-signature',
  '--no-color',
  '--encoding=UTF-8',
  '-z',
  `--format=tformat:${fields.join('%x00')}`,
  ...range(count, tips, known),
];

/** As {@link logCommand}, but hashes only. */
export const hashesCommand = (count: number, tips: readonly string[]): readonly string[] => [
  'rev-list',
  ...range(count, tips, []),
];

/** Reads what `logCommand` prints: every field ended by NUL, which no message can hold. A part at the end is left out. */
export function parseCommits(output: string): readonly LoggedCommit[] {
  const parts = output.split('\0');
  const commits: LoggedCommit[] = [];
  for (let at = 0; at + fields.length < parts.length; at += fields.length) {
    const [hash = '', seconds = '', message = ''] = parts.slice(at, at + fields.length);
    commits.push({ hash, committedAtMs: commitMoment(seconds), message: message.slice(0, maxMessage).trimEnd() });
  }
  return commits;
}
