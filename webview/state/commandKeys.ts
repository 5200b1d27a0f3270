/** Answers for the keys that do something with the issue the keyboard is on, in the panel and on the board. */
import type { RowCommand } from '../../src/protocol/rowCommand';

/** With Alt, by the place of the key: what it types differs from one layout to the next. */
export const commandKeys: Readonly<Record<string, RowCommand>> = {
  ArrowUp: 'whyBlocked',
  ArrowDown: 'showUnblocks',
  KeyS: 'startWork',
  KeyO: 'openInBrowser',
  KeyB: 'copyBranchName',
};
