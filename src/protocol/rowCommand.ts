/** Answers for the names of what can be done with issues: the keys of the panel, its menus and the palette share them. */

/** Each is the command `contextScout.<name>`. */
export const rowCommands = [
  'openIssue',
  'previewIssue',
  'startWork',
  'startWorkInWorktree',
  'stopWork',
  'openInBrowser',
  'copyIssueKey',
  'copyLink',
  'copyBranchName',
  'copyAsMarkdown',
  'insertReference',
  'whyBlocked',
  'showUnblocks',
  'archiveIssue',
] as const;

export type RowCommand = (typeof rowCommands)[number];

/** So many issues at most are acted on at once. */
export const maxKeysAtOnce = 1_000;
