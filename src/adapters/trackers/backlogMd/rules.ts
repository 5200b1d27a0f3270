/** Answers for what the statuses and relations of a Backlog.md project mean for readiness. */
import { defaultFinishedNames, type StatusMeaning, type TrackerRules } from '../../../domain/trackerRules';
import { taskIds } from './taskId';

/** Kinds of edges, by the keys they are written under. */
export const dependencyKind = 'dependencies';
export const parentKind = 'parent_task_id';

/** The status of what lies in `drafts/`, and of a task that is called a draft where no such status is configured. */
export const draftStatus = 'Draft';

/** The status of a task that names none, by the tool's own word for it: nobody has begun, and nothing is done. */
export const noStatus = 'No Status';

/** The status of what lies in `completed/` with one that does not say done: the folder decides. */
export const completedStatus = 'Completed (folder)';

/**
 * The first configured status is open, the last is done, those between are in progress. A dependency that cannot be
 * found, or that two tasks claim, blocks; a blocked parent does not block its sub-tasks
 * (https://github.com/MrLesk/Backlog.md/blob/main/src/core/task-readiness.ts).
 * @param finishedNames names (lower case) by which a status that is not configured counts as done. The tool itself
 * knows none.
 */
export function backlogRules(
  statuses: readonly string[],
  finishedNames: readonly string[] = defaultFinishedNames,
): TrackerRules {
  const meanings = new Map<string, StatusMeaning>([
    [draftStatus.toLowerCase(), 'deferred'],
    [noStatus.toLowerCase(), 'open'],
    [completedStatus.toLowerCase(), 'done'],
  ]);
  const names = statuses.map((status) => status.trim().toLowerCase());
  const [first] = names;
  const last = names.at(-1);
  for (const name of names) meanings.set(name, name === last ? 'done' : name === first ? 'open' : 'inProgress');
  return {
    statuses: Object.fromEntries(meanings),
    finishedNames,
    edges: { [dependencyKind]: 'blocks', [parentKind]: 'parent' },
    notWorkTypes: [],
    unknownBlocker: 'blocks',
    blockedParentBlocks: false,
    deferredParentDefers: false,
    ids: taskIds,
  };
}
