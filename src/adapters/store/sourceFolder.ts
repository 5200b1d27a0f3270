/** Answers for the names of what is kept of one source, and for which of them holds. */

/** One a process, in the cache's folder: its modification time is the process's sign of life. */
export const instancesFolder = 'instances';

/** Wishes to the leader, in a source's folder: one file each, deleted by the leader when it heard them. */
export const requestsFolder = 'requests';

/** What other processes keep, until the leader has taken it into its file. */
export const inboxFolder = 'inbox';

/** Begins an epoch: made exclusively, so that nobody else has the same. It says which instance leads. */
export const claimName = (epoch: number): string => `leader.${epoch}`;

/** What can be fetched again: the issues. */
export const fetchedName = (epoch: number): string => `fetched.${epoch}.sqlite`;

/** What cannot be fetched again. */
export const keptName = (epoch: number): string => `kept.${epoch}.sqlite`;

/**
 * The files of an epoch with what cannot be fetched again, the one to be believed first first: the file, its copy, and
 * what it said before it was written last.
 */
export const keptNames = (epoch: number): readonly string[] => [
  keptName(epoch),
  `kept.${epoch}.copy.sqlite`,
  `kept.${epoch}.previous.sqlite`,
];

const patterns = {
  claim: /^leader\.(\d{1,15})$/,
  fetched: /^fetched\.(\d{1,15})\.sqlite$/,
  kept: /^kept\.(\d{1,15})\.sqlite$/,
  anyKept: /^kept\.(\d{1,15})\.(?:copy\.|previous\.)?sqlite$/,
} as const;

/** The epochs that files of a kind are of, the newest first; one as often as there are files of it. */
export function epochsOf(kind: keyof typeof patterns, names: readonly string[]): readonly number[] {
  return names
    .flatMap((name) => {
      const epoch = patterns[kind].exec(name)?.[1];
      return epoch === undefined ? [] : [Number(epoch)];
    })
    .sort((a, b) => b - a);
}

/** An epoch later than `epoch` that files are of, whoever made them; null when there is none: then that one may hold. */
export function laterEpoch(names: readonly string[], epoch: number): number | null {
  const newest = Math.max(0, ...(['claim', 'fetched', 'kept'] as const).map((kind) => epochsOf(kind, names)[0] ?? 0));
  return newest > epoch ? newest : null;
}
