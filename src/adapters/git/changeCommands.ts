/**
 * Answers for how git is asked what changed, so that no configuration changes the answer.
 * Options: https://git-scm.com/docs/git-status , https://git-scm.com/docs/git-diff-tree and
 * https://git-scm.com/docs/git-ls-files
 */

export interface AskOptions {
  /** Relative to the folder git runs in, with forward slashes. */
  readonly paths: readonly string[];
  /** What `core.ignoreCase` must be on this file system. */
  readonly ignoreCase: boolean;
}

/** Matches nothing: git lists nothing below a `.git`. No path at all would mean all of them. */
const NOWHERE = ':(literal)./.git';

/** Each path is no pattern, and no option either. */
const pathspecs = (paths: readonly string[]): readonly string[] =>
  paths.length === 0 ? [NOWHERE] : paths.map((path) => `:(literal)./${path}`);

/** A hash names the very commit (`git replace` could make it another), and git asks the file system itself. */
const asking = ({ ignoreCase }: AskOptions): readonly string[] => [
  '--no-replace-objects',
  '-c',
  'core.fsmonitor=false',
  '-c',
  // Without the file it names, git gives up.
  'diff.orderFile=/dev/null',
  '-c',
  `core.ignoreCase=${String(ignoreCase)}`,
];

/** Renames are two entries here; an ignored folder is one. Submodules are told by {@link indexCommand}. */
export const statusCommand = (options: AskOptions): readonly string[] => [
  ...asking(options),
  'status',
  '--porcelain=v2',
  '--branch',
  '--no-ahead-behind',
  '--untracked-files=all',
  '--ignored=matching',
  '--no-renames',
  '--ignore-submodules=all',
  '-z',
  '--',
  ...pathspecs(options.paths),
];

/**
 * Fails when `since` is no commit that is there. In a partial clone only exact renames are found: others need file
 * contents, which git would fetch. That is why it may not use any protocol either.
 */
export const diffCommand = (
  options: AskOptions,
  since: string,
  head: string,
  partialClone: boolean,
): readonly string[] => [
  ...asking(options),
  '-c',
  'protocol.allow=never',
  'diff-tree',
  '-r',
  '--raw',
  '--no-abbrev',
  partialClone ? '--find-renames=100%' : '--find-renames',
  '-z',
  `${since}^{commit}`,
  head,
  '--',
  ...pathspecs(options.paths),
];

/**
 * Matches the entry of this very name and nothing below it: a pathspec of usual characters would match what is below
 * as well, a pattern does not. None for the names that cannot be made a pattern in all spellings of a path.
 */
function exactly(path: string): readonly string[] {
  const pattern = /[*?[\\]/.test(path) ? path : path.replace(/[a-z0-9](?=[^a-z0-9]*$)/i, '[$&]');
  return pattern === path ? [] : [`:(glob)./${pattern}`];
}

/** The folders between the root and the paths. */
function foldersAbove(paths: readonly string[]): readonly string[] {
  const above = paths.flatMap((path) => {
    const parts = path.split('/').slice(0, -1);
    return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  });
  return [...new Set(above)];
}

/**
 * The entries of the index, with their tags; also a submodule that one of the paths lies in and that was not cloned.
 * Without the setting, git takes a file that is there although a sparse checkout leaves it out for a usual one, and the
 * answer would depend on more than the index.
 */
export const indexCommand = (options: AskOptions): readonly string[] => [
  ...asking(options),
  '-c',
  'sparse.expectFilesOutsideOfPatterns=true',
  'ls-files',
  '--stage',
  '-v',
  '--no-recurse-submodules',
  '--full-name',
  '-z',
  '--',
  ...pathspecs(options.paths),
  ...foldersAbove(options.paths).flatMap(exactly),
];

/** The path of the user's own attributes file, with its `~` resolved; fails when none is configured. */
export const ATTRIBUTES_COMMAND = ['config', '--null', '--type=path', '--get', 'core.attributesFile'] as const;

/** Whether this folder is in a work tree, and the way to it from the top. */
export const PLACE_COMMAND = ['rev-parse', '--is-inside-work-tree', '--show-prefix'] as const;
