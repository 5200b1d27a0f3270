/** Answers for what roadmap statuses and relations mean for readiness. */
import type { WorkMark } from '../../../ports/tracker';
import { defaultFinishedNames, exactIds, type TrackerRules } from '../../../domain/trackerRules';

/**
 * The kind of both directions (`depends_on` of one issue, `blocks` of another), so that an edge both of them state
 * counts once.
 */
export const dependencyKind = 'depends_on';

/** The status of issues that were put away, whatever they said before. */
export const archivedStatus = 'archived';

/** The status the command line gives an issue that is begun, or given back. */
export const markedStatuses: Readonly<Record<WorkMark, string>> = { inProgress: 'in-progress', open: 'todo' };

/**
 * The statuses of the roadmap command line, with those its older versions wrote
 * (https://github.com/shanewilkins/roadmap). What it cannot find does not block.
 * @param finishedNames names (lower case) of other statuses that count as done.
 */
export const roadmapRules = (finishedNames: readonly string[] = defaultFinishedNames): TrackerRules => ({
  statuses: {
    todo: 'open',
    open: 'open',
    'in-progress': 'inProgress',
    in_progress: 'inProgress',
    review: 'inProgress',
    blocked: 'blocked',
    closed: 'done',
    done: 'done',
    completed: 'done',
    [archivedStatus]: 'done',
  },
  finishedNames,
  edges: { [dependencyKind]: 'blocks' },
  notWorkTypes: [],
  unknownBlocker: 'ignored',
  blockedParentBlocks: false,
  deferredParentDefers: false,
  ids: { ...exactIds, ignoreCase: true },
});
