/** Builders for issues and rules, each with sensible facts unless told otherwise. */
import type { Edge, Issue } from '../../src/domain/issue';
import type { EvaluatedIssue } from '../../src/domain/readiness';
import { defaultFinishedNames, exactIds, type TrackerRules } from '../../src/domain/trackerRules';

export const plainRules: TrackerRules = {
  statuses: {
    open: 'open',
    in_progress: 'inProgress',
    blocked: 'blocked',
    deferred: 'deferred',
    closed: 'done',
    pinned: 'parked',
  },
  finishedNames: defaultFinishedNames,
  edges: { blocks: 'blocks', 'waits-for': 'waitsForChildren', 'parent-child': 'parent' },
  notWorkTypes: ['gate'],
  unknownBlocker: 'ignored',
  blockedParentBlocks: true,
  deferredParentDefers: true,
  ids: exactIds,
};

export const blocks = (id: string): Edge => ({ kind: 'blocks', id, scope: null, reversed: false });

export const issueOf = (id: string, facts: Partial<Issue> = {}): Issue => ({
  id,
  title: `Title of ${id}`,
  trackerStatus: 'open',
  notWork: false,
  priority: 2,
  type: 'task',
  labels: [],
  assignees: [],
  author: null,
  phase: null,
  started: false,
  createdAtMs: null,
  updatedAtMs: null,
  closedAtMs: null,
  deferUntilMs: null,
  url: null,
  location: null,
  edges: [],
  ...facts,
});

/** As judged: ready, and related to nothing, unless told otherwise. @param source id of its source */
export const evaluatedOf = (source: string, id: string, facts: Partial<EvaluatedIssue> = {}): EvaluatedIssue => ({
  key: `${source}#${id}`,
  source,
  issue: issueOf(id),
  status: 'ready',
  notWork: false,
  started: false,
  blockedBy: [],
  dependencies: [],
  parent: null,
  unblocks: { direct: 0, total: 0 },
  duplicate: false,
  ...facts,
});
