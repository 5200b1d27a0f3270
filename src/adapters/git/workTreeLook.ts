/** Answers for what has to be known of a repository before a work tree is moved: asking git, and reading its answers. */
import { resolve } from 'node:path';
import type { BranchTip, LinkedTree } from '../../ports/gitWriter';
import type { BranchTip as RefTip } from './commitLog';
import { shortBranchName } from './refs';

/** Untracked files are left out: they come along by themselves. What is dirty in a submodule stays in it. */
export const trackedChangesCommand = [
  'status',
  '--porcelain=v2',
  '--branch',
  '--untracked-files=no',
  '--ignore-submodules=dirty',
  '-z',
] as const;

/** Fails where no branch was left before. */
export const branchBeforeCommand = ['rev-parse', '--abbrev-ref', '@{-1}'] as const;

export const treesCommand = ['worktree', 'list', '--porcelain'] as const;

/** Fields before the path of a record, by its first character: https://git-scm.com/docs/git-status#_changed_tracked_entries */
const fieldsBefore: Readonly<Record<string, number>> = { '1': 8, '2': 9, u: 10 };

/** The paths {@link trackedChangesCommand} names, the old ones of renames left out. */
export function parseChangedPaths(output: string): readonly string[] {
  const records = output.split('\0');
  const paths: string[] = [];
  for (let at = 0; at < records.length; at++) {
    const record = records[at] ?? '';
    const kind = record.charAt(0);
    const before = fieldsBefore[kind];
    if (before === undefined) continue;
    paths.push(record.split(' ').slice(before).join(' '));
    // A rename's old path is a record of its own.
    if (kind === '2') at++;
  }
  return paths;
}

/** Those whose folder is there, the bare repository left out. Format: https://git-scm.com/docs/git-worktree#_porcelain_format */
export function parseTrees(output: string): readonly LinkedTree[] {
  return output.split(/\n\n+/).flatMap((block) => {
    const facts = new Map<string, string>();
    for (const line of block.split('\n')) {
      const space = line.indexOf(' ');
      if (line !== '') facts.set(space === -1 ? line : line.slice(0, space), space === -1 ? '' : line.slice(space + 1));
    }
    const path = facts.get('worktree');
    if (path === undefined || facts.has('bare') || facts.has('prunable')) return [];
    const branch = facts.get('branch');
    return [{ path: resolve(path), branch: branch === undefined ? null : shortBranchName(branch) }];
  });
}

/** Branches without what only stands for another one, such as `origin/HEAD`. */
export function branchesOf(refs: readonly RefTip[]): readonly BranchTip[] {
  return refs.flatMap((ref) => (ref.target === '' ? (tipOf(ref) ?? []) : []));
}

/**
 * What the remote calls its main branch, where it said so at the last clone or fetch, else one that goes by a usual
 * name. Remotes are asked in the order given.
 */
export function mainBranchOf(refs: readonly RefTip[], remotes: readonly string[]): BranchTip | null {
  const byRef = new Map(refs.map((each) => [each.ref, each]));
  const found = (ref: string): BranchTip | null => {
    const tip = byRef.get(ref);
    return tip === undefined ? null : tipOf(tip);
  };
  for (const remote of remotes) {
    const said = byRef.get(`refs/remotes/${remote}/HEAD`)?.target ?? '';
    const main = found(said) ?? found(`refs/remotes/${remote}/main`) ?? found(`refs/remotes/${remote}/master`);
    if (main !== null) return main;
  }
  return found('refs/heads/main') ?? found('refs/heads/master');
}

/** Names of remotes in the order in which their main branches count. @param upstream of the current branch */
export function remotesInOrder(refs: readonly RefTip[], upstream: string | null): readonly string[] {
  const names = new Set(refs.flatMap(({ ref }) => /^refs\/remotes\/([^/]+)\//.exec(ref)?.[1] ?? []));
  const first = [...names].filter((name) => upstream?.startsWith(`${name}/`) === true);
  return [...new Set([...first, ...['upstream', 'origin'].filter((name) => names.has(name)), ...names])];
}

function tipOf({ ref, hash }: RefTip): BranchTip | null {
  if (ref.startsWith('refs/heads/')) return { name: shortBranchName(ref), remote: null, commit: hash };
  const [, remote, branch] = /^refs\/remotes\/([^/]+)\/(.+)$/.exec(ref) ?? [];
  return remote === undefined || branch === undefined ? null : { name: `${remote}/${branch}`, remote, commit: hash };
}
