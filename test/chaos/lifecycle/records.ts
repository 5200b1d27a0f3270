/** Answers for the records of a small repository that are written anew while it is read. */

/** The export of Beads, relative to the repository. */
export const beadsExport = '.beads/issues.jsonl';

export const beadsLine = (at: number, title: string): string =>
  `${JSON.stringify({ id: `shop-${at}`, title, status: 'open', priority: 1, issue_type: 'task' })}\n`;
