/** Answers for putting an issue together from what lists, dependencies and pull requests say, and for whether it changed. */
import type { Edge, Issue, PullRequest, RemoteFacts } from '../../../domain/issue';
import { sameFacts } from '../../../domain/sameFacts';
import type { BlockerCounts } from './record';
import type { LabelRules } from './labelRules';
import { outsideId, sameRepository, type NumberedIssue } from './repositoryName';
import { edgeKinds, hiddenBlocker, unreadBlocker } from './rules';
import { isBegun, trackerStatusOf } from './trackerStatus';

/** An issue that another one waits for, as GitHub shows it. */
export interface Blocker extends NumberedIssue {
  readonly title: string;
  readonly open: boolean;
  readonly reason: string | null;
  readonly url: string | null;
}

const none: readonly never[] = [];
const standIn = (id: string): Edge => ({ kind: edgeKinds.native, id, scope: null, reversed: false });
const hidden = standIn(hiddenBlocker);
const unread = standIn(unreadBlocker);

/** Whether it names no issue, and stands for those there is no name of. */
export const isStandIn = ({ kind, id }: Edge): boolean =>
  kind === edgeKinds.native && (id === hiddenBlocker || id === unreadBlocker);

const isNative = ({ kind }: Edge): boolean => kind === edgeKinds.native;

export const nativeEdgesOf = (issue: Issue): readonly Edge[] => issue.edges.filter(isNative);

/** The relations GitHub shows, and one that stands for all it only counts. */
export function nativeEdges(blockers: readonly Blocker[], counts: BlockerCounts, repository: string): readonly Edge[] {
  const edges = blockers.map((blocker): Edge => {
    const scope = sameRepository(blocker.repository, repository) ? null : blocker.repository;
    return { kind: edgeKinds.native, id: String(blocker.number), scope, reversed: false };
  });
  const shown = blockers.filter(({ open }) => open).length;
  return counts.open > shown ? [...edges, hidden] : edges;
}

/** Before the relations are read at these counts: those known, and, where more may be open, one that stands for them. */
export function edgesByCounts(known: readonly Edge[], counts: BlockerCounts | null, isRead: boolean): readonly Edge[] {
  if (counts === null || counts.total === 0) return none;
  if (isRead) return known;
  const named = known.filter((edge) => !isStandIn(edge));
  return counts.open === 0 ? named : [...named, unread];
}

export function composeIssue(
  facts: Issue,
  native: readonly Edge[],
  pulls: readonly PullRequest[],
  rules: LabelRules,
  open: boolean,
): Issue {
  const said = facts.edges.filter((edge) => !isNative(edge));
  const edges = native.length === 0 && said.length === 0 ? none : [...native, ...said];
  const remote = remoteOf(facts.remote, pulls);
  if (!open) return { ...facts, edges, remote };
  const trackerStatus = trackerStatusOf({ open, reason: null }, facts.labels, pulls, rules);
  const priority = rules.priorityOf(facts.labels);
  return { ...facts, trackerStatus, priority, started: isBegun(facts.labels, pulls, rules), edges, remote };
}

/** A closed issue that is kept because an open one names it, before any list told more of it. */
export function closedIssue({ number, title, reason, url }: Blocker, rules: LabelRules): Issue {
  return bareIssue(String(number), title, trackerStatusOf({ open: false, reason }, none, none, rules), url, false);
}

/** An issue of another repository. */
export function outsideIssue(blocker: Blocker): Issue {
  return bareIssue(outsideId(blocker), blocker.title, blocker.open ? 'open' : 'closed', blocker.url, true);
}

function bareIssue(id: string, title: string, trackerStatus: string, url: string | null, outside: boolean): Issue {
  return {
    id,
    title,
    trackerStatus,
    notWork: false,
    priority: null,
    type: null,
    labels: none,
    assignees: none,
    author: null,
    phase: null,
    started: false,
    createdAtMs: null,
    updatedAtMs: null,
    closedAtMs: null,
    deferUntilMs: null,
    url,
    location: null,
    edges: none,
    remote: { pullRequests: none, outside, subIssues: null },
  };
}

function remoteOf(facts: RemoteFacts | undefined, pullRequests: readonly PullRequest[]): RemoteFacts {
  const { outside = false, subIssues = null } = facts ?? {};
  if (facts?.pullRequests.length === 0 && pullRequests.length === 0) return facts;
  return { pullRequests, outside, subIssues };
}

/** The same object for as long as it says the same. */
export const keepIdentity = (before: Issue | undefined, now: Issue): Issue =>
  before !== undefined && sameFacts(before, now) && sameRemote(before.remote, now.remote) ? before : now;

function sameRemote(a: RemoteFacts | undefined, b: RemoteFacts | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  return (
    a.outside === b.outside &&
    a.subIssues?.total === b.subIssues?.total &&
    a.subIssues?.completed === b.subIssues?.completed &&
    a.pullRequests.length === b.pullRequests.length &&
    a.pullRequests.every((pull, index) => samePull(pull, b.pullRequests[index]))
  );
}

function samePull(a: PullRequest, b: PullRequest | undefined): boolean {
  return (
    a.id === b?.id &&
    a.title === b.title &&
    a.url === b.url &&
    a.state === b.state &&
    a.review === b.review &&
    a.mergedAtMs === b.mergedAtMs
  );
}
