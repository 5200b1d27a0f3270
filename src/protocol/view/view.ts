/** Answers for the ways a list can be grouped and sorted. */

export const groupings = [
  'status',
  'source',
  'repository',
  'phase',
  'assignee',
  'priority',
  'label',
  'parent',
] as const;

/** By what issues stand together. An issue stands in one group: under the first of its labels, the first assignee. */
export type Grouping = (typeof groupings)[number];

export const sortings = ['priority', 'unblocks', 'updated', 'created'] as const;

/**
 * What comes first within a group: the most urgent (then the newest), what unblocks most, what was changed last, what
 * is newest. Ties are broken by the order of `priority`, which is the host's own.
 */
export type Sorting = (typeof sortings)[number];
