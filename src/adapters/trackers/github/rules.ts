/** Answers for what GitHub's states and relations mean for readiness. */
import { exactIds, type TrackerRules } from '../../../domain/trackerRules';

/** The kinds of edges: GitHub's own relation, what a text says, and the issue a sub-issue belongs to. */
export const edgeKinds = { native: 'blocked_by', text: 'text', parent: 'parent' } as const;

/** Stands for blockers that are counted as open and not shown: of repositories this account does not see. */
export const hiddenBlocker = 'hidden';

/** Stands for blockers that are counted as open and were not read: not yet, not without an account, or for a failure. */
export const unreadBlocker = 'unread';

/**
 * A blocker GitHub counts and does not show blocks; one that only a text names blocks where it is found open.
 * A parent does not hold up its sub-issues. Names of repositories, in ids of other ones' issues, have no case.
 * See https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/creating-issue-dependencies
 */
export const gitHubRules: TrackerRules = {
  statuses: {
    open: 'open',
    'in progress': 'inProgress',
    blocked: 'blocked',
    closed: 'done',
    'not planned': 'done',
    duplicate: 'done',
  },
  finishedNames: [],
  edges: { [edgeKinds.native]: 'blocks', [edgeKinds.text]: 'blocksIfFound', [edgeKinds.parent]: 'parent' },
  notWorkTypes: [],
  unknownBlocker: 'blocks',
  blockedParentBlocks: false,
  deferredParentDefers: false,
  ids: { ...exactIds, ignoreCase: true },
  branchBegins: true,
};
