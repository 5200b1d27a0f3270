/** Answers for what Beads 1.0 statuses, relations and types mean for readiness. */
import { defaultFinishedNames, exactIds, type TrackerRules } from '../../../domain/trackerRules';

/**
 * The rules of `bd ready` and `bd blocked`.
 * See https://github.com/gastownhall/beads/blob/main/internal/types/types.go for the words themselves.
 * @param finishedNames names (lower case) of custom statuses that count as done.
 */
export const beadsRules = (finishedNames: readonly string[] = defaultFinishedNames): TrackerRules => ({
  statuses: {
    open: 'open',
    in_progress: 'inProgress',
    hooked: 'inProgress',
    blocked: 'blocked',
    deferred: 'deferred',
    closed: 'done',
    tombstone: 'done',
    pinned: 'parked',
  },
  finishedNames,
  edges: {
    blocks: 'blocks',
    'conditional-blocks': 'blocks',
    'waits-for': 'waitsForChildren',
    'parent-child': 'parent',
  },
  notWorkTypes: ['merge-request', 'gate', 'molecule', 'message', 'agent', 'role', 'rig'],
  unknownBlocker: 'ignored',
  blockedParentBlocks: true,
  deferredParentDefers: true,
  ids: exactIds,
});
