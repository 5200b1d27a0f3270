/** Answers for how a judged node is told to the outside, and for whether that differs from what was told before. */
import type { IssueNode, Wait } from './issueNode';
import type { BlockReason, Dependency, EvaluatedIssue, Status, Unblocks } from './readiness';
import type { Relations } from './relations';

const noReasons: readonly BlockReason[] = [];
const relatedToNothing = { dependencies: [], parent: null } as const;
const unblocksNothing: Unblocks = { direct: 0, total: 0 };

/** The node as an evaluated issue: the one told before, where nothing in it changed. */
export function evaluated(node: IssueNode, relations: Relations, before: EvaluatedIssue | undefined): EvaluatedIssue {
  const status = statusOf(node);
  const { dependencies, parent } = node.isAlone ? relatedToNothing : relatedTo(node, relations);
  const told: EvaluatedIssue = {
    key: node.key,
    source: node.source.id,
    issue: node.issue,
    status,
    notWork: node.standing.notWork,
    started: node.standing.meaning === 'inProgress' || node.begun || node.issue.started,
    blockedBy: status === 'blocked' ? reasonsOf(node) : noReasons,
    dependencies,
    parent,
    unblocks: node.total === 0 ? unblocksNothing : { direct: node.direct, total: node.total },
    duplicate: node.duplicate,
  };
  const after = status === 'other' && node.waits.length > 0 ? { ...told, waitsFor: reasonsOf(node) } : told;
  return before !== undefined && sameEvaluation(before, after) ? before : after;
}

function statusOf(node: IssueNode): Status {
  const { meaning, done, notWork } = node.standing;
  if (done) return 'done';
  if (notWork) return 'other';
  if (node.waits.length > 0 || node.unknown.length > 0 || meaning === 'blocked') return 'blocked';
  if (node.deferred) return 'deferred';
  if (meaning === 'inProgress' || (meaning === 'open' && node.begun)) return 'inProgress';
  return meaning === 'unknown' ? 'other' : 'ready';
}

function reasonsOf(node: IssueNode): readonly BlockReason[] {
  const reasons: BlockReason[] = node.waits.map((wait) => named(wait.viaParent ? 'parent' : 'edge', wait));
  if (node.roundabout !== null) reasons.push(named('cycle', node.roundabout));
  for (const { word, id } of node.unknown) reasons.push({ reason: 'unknown', kind: word, id });
  if (node.standing.meaning === 'blocked') reasons.push({ reason: 'manual' });
  return reasons;
}

function named(reason: 'edge' | 'parent' | 'cycle', { word, target }: Wait): BlockReason {
  return { reason, kind: word, id: target.issue.id, key: target.key, title: target.issue.title };
}

/** The issue's relations on others, and its parent, as they are told. */
function relatedTo(node: IssueNode, relations: Relations): Pick<EvaluatedIssue, 'dependencies' | 'parent'> {
  const dependencies = new Array<Dependency>(node.carriedFrom - node.arcsFrom);
  let count = 0;
  let parent: string | null = null;
  relations.visit(node, ({ meaning }, word, id, targets) => {
    const target = speaker(targets);
    if (meaning === 'parent' && parent === null && target !== undefined && target !== node) parent = target.key;
    dependencies[count++] = dependency(word, id, target);
  });
  return { dependencies, parent };
}

function dependency(kind: string, id: string, target: IssueNode | undefined): Dependency {
  if (target === undefined) return { kind, id, key: null, state: 'unknown' };
  return { kind, id, key: target.key, state: target.standing.blocks ? 'open' : 'closed' };
}

/** The record that stands for all an id names: the first open one, else the first. */
function speaker(targets: readonly IssueNode[]): IssueNode | undefined {
  const [first] = targets;
  return first === undefined || first.standing.blocks ? first : (targets.find((node) => node.standing.blocks) ?? first);
}

function sameEvaluation(a: EvaluatedIssue, b: EvaluatedIssue): boolean {
  return (
    a.issue === b.issue &&
    a.key === b.key &&
    a.source === b.source &&
    a.status === b.status &&
    a.notWork === b.notWork &&
    a.started === b.started &&
    a.parent === b.parent &&
    a.duplicate === b.duplicate &&
    a.unblocks.direct === b.unblocks.direct &&
    a.unblocks.total === b.unblocks.total &&
    sameList(a.blockedBy, b.blockedBy, sameReason) &&
    sameList(a.waitsFor ?? noReasons, b.waitsFor ?? noReasons, sameReason) &&
    sameList(a.dependencies, b.dependencies, sameDependency)
  );
}

function sameList<T>(a: readonly T[], b: readonly T[], same: (x: T, y: T) => boolean): boolean {
  return a === b || (a.length === b.length && a.every((x, i) => same(x, b[i] as T)));
}

function sameReason(a: BlockReason, b: BlockReason): boolean {
  if (a.reason === 'manual' || b.reason === 'manual') return a.reason === b.reason;
  if (a.reason !== b.reason || a.kind !== b.kind || a.id !== b.id) return false;
  if (a.reason === 'unknown' || b.reason === 'unknown') return true;
  return a.key === b.key && a.title === b.title;
}

function sameDependency(a: Dependency, b: Dependency): boolean {
  return a.kind === b.kind && a.id === b.id && a.key === b.key && a.state === b.state;
}
