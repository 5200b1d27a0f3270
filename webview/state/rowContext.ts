/** Answers for what a context menu on an issue is told: the editor's menus choose their commands by it. */
import type { Row } from '../../src/protocol/messages';

export interface RowSurroundings {
  /** Whether the host can change the issue. */
  readonly writable: boolean;
  /** The issues that are chosen together; with fewer than two, or without this one among them, it alone counts. */
  readonly selectedKeys: readonly string[];
}

/**
 * The value of `data-vscode-context`; `when` clauses in package.json name what is in it.
 *
 * `issueKeys`: what a command acts on. `several`: more than one. `linkable`: it has a page. `archivable`: the host can
 * put it away. `startable`, `stoppable`: work on it can be begun, ended. `blocked`, `unblocking`: there is a chain to
 * follow.
 */
export function rowContext(row: Row, { writable, selectedKeys }: RowSurroundings): string {
  const { key, status, linkable, started, current, blockedBy, unblocks } = row;
  const isOpen = status !== 'done';
  const several = selectedKeys.length > 1 && selectedKeys.includes(key);
  return JSON.stringify({
    webviewSection: 'issue',
    issueKey: key,
    issueKeys: several ? selectedKeys : [key],
    several,
    linkable,
    archivable: writable && isOpen,
    startable: isOpen,
    stoppable: current || (isOpen && started),
    blocked: blockedBy.length > 0,
    unblocking: unblocks.direct > 0,
    preventDefaultContextMenuItems: true,
  });
}
