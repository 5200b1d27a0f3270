/** Answers for what one record of a list of issues says: an issue's facts, a pull request, or why it cannot be read. */
import { excerptOf } from '../../../domain/excerpt';
import type { Edge, Issue, PullRequest, RemoteFacts } from '../../../domain/issue';
import { findBlockers, findReferences, type Reference } from '../../../domain/reference';
import { markdownProse } from '../../../domain/markdownProse';
import { countOf, listOf, momentOf, pageOf, recordOf, textOf } from './fields';
import { isRecord } from './json';
import type { LabelRules } from './labelRules';
import { issueOfAddress, sameRepository } from './repositoryName';
import { edgeKinds } from './rules';
import { trackerStatusOf } from './trackerStatus';

/** `issue_dependencies_summary`, of the issues one is blocked by. Counts also those this account does not see. */
export interface BlockerCounts {
  readonly open: number;
  readonly total: number;
}

export interface ListedIssue {
  readonly kind: 'issue';
  readonly number: number;
  readonly nodeId: string | null;
  readonly open: boolean;
  readonly reopened: boolean;
  /** Without its native edges and linked pull requests, which no list tells. */
  readonly facts: Issue;
  /** Null where the server knows no dependencies. */
  readonly blockers: BlockerCounts | null;
}

export interface ListedPull {
  readonly kind: 'pull';
  readonly number: number;
  readonly nodeId: string | null;
  readonly updatedAtMs: number | null;
  readonly pull: PullRequest;
  /** Numbers of this repository's issues that its text closes. */
  readonly closes: readonly number[];
}

export type Listed =
  | ListedIssue
  | ListedPull
  /** `why` is a clause that goes on after the record's name. */
  | { readonly kind: 'malformed'; readonly number: number | null; readonly why: string };

/** What a record is read by. */
export interface RecordReader {
  /** As remotes name it. */
  readonly hostName: string;
  /** `owner/name` the list is of. */
  readonly repository: string;
  readonly labels: LabelRules;
}

const noRemoteFacts: RemoteFacts = { pullRequests: [], outside: false, subIssues: null };

const none: readonly never[] = [];
const longestBody = 262_144;

/**
 * Without a number, a title and a state there is no issue; any other wrong field costs only itself.
 * See https://docs.github.com/en/rest/issues/issues#list-repository-issues
 */
export function decodeListed(value: unknown, reader: RecordReader): Listed {
  if (!isRecord(value)) return { kind: 'malformed', number: null, why: 'is not a JSON object' };
  const number = countOf(value, 'number');
  if (number === null || number === 0) return { kind: 'malformed', number: null, why: 'has no number' };
  const title = textOf(value, 'title');
  if (title === null) return { kind: 'malformed', number, why: 'has no title' };
  const { state } = value;
  if (state !== 'open' && state !== 'closed') return { kind: 'malformed', number, why: 'is neither open nor closed' };
  const text = typeof value.body === 'string' ? value.body.slice(0, longestBody) : '';
  const body = text === '' ? null : text;
  const nodeId = textOf(value, 'node_id');
  if (isRecord(value.pull_request)) {
    const pull = pullOf(value, value.pull_request, number, title);
    return {
      kind: 'pull',
      number,
      nodeId,
      updatedAtMs: momentOf(value, 'updated_at'),
      pull,
      closes: body === null ? none : closedBy(body, reader),
    };
  }
  const open = state === 'open';
  return {
    kind: 'issue',
    number,
    nodeId,
    open,
    reopened: open && value.state_reason === 'reopened',
    facts: factsOf(value, { number, title, open, body }, reader),
    blockers: blockersOf(value),
  };
}

interface Known {
  readonly number: number;
  readonly title: string;
  readonly open: boolean;
  readonly body: string | null;
}

function factsOf(value: Readonly<Record<string, unknown>>, known: Known, reader: RecordReader): Issue {
  const labels = labelsOf(value);
  const milestone = recordOf(value, 'milestone');
  const type = recordOf(value, 'type');
  const subIssues = subIssuesOf(value);
  const excerpt = known.body === null ? undefined : excerptOf(known.body);
  const state = { open: known.open, reason: textOf(value, 'state_reason') };
  return {
    id: String(known.number),
    title: known.title,
    trackerStatus: trackerStatusOf(state, labels, none, reader.labels),
    notWork: false,
    priority: reader.labels.priorityOf(labels),
    type: type === null ? null : textOf(type, 'name'),
    labels,
    assignees: assigneesOf(value),
    author: loginOf(value.user),
    phase: milestone === null ? null : textOf(milestone, 'title'),
    started: known.open && reader.labels.isBegun(labels),
    createdAtMs: momentOf(value, 'created_at'),
    updatedAtMs: momentOf(value, 'updated_at'),
    closedAtMs: momentOf(value, 'closed_at'),
    deferUntilMs: null,
    url: pageOf(value, 'html_url'),
    location: null,
    edges: edgesOf(value, known, reader),
    ...(excerpt !== undefined && { excerpt }),
    remote: subIssues === null ? noRemoteFacts : { ...noRemoteFacts, subIssues },
  };
}

function edgesOf(value: Readonly<Record<string, unknown>>, { number, body }: Known, reader: RecordReader): Edge[] {
  const edges: Edge[] = [];
  const add = (kind: string, repository: string | null, target: number): void => {
    const own = repository === null || sameRepository(repository, reader.repository);
    if (own && target === number) return;
    const edge = { kind, id: String(target), scope: own ? null : repository, reversed: false };
    if (!edges.some((each) => each.kind === kind && each.id === edge.id && each.scope === edge.scope)) edges.push(edge);
  };
  if (body !== null) {
    for (const reference of findBlockers(body)) {
      if (isHere(reference, reader)) add(edgeKinds.text, reference.repository, reference.number);
    }
  }
  const parent = issueOfAddress(textOf(value, 'parent_issue_url', 2000) ?? '');
  if (parent !== null) add(edgeKinds.parent, parent.repository, parent.number);
  return edges;
}

/** Whether it leads to this server. */
const isHere = ({ host }: Reference, { hostName }: RecordReader): boolean =>
  host === null || host === hostName.toLowerCase();

function closedBy(body: string, reader: RecordReader): readonly number[] {
  const found = new Set<number>();
  for (const reference of findReferences(markdownProse(body))) {
    const { closes, repository, number } = reference;
    if (!closes || !isHere(reference, reader)) continue;
    if (repository === null || sameRepository(repository, reader.repository)) found.add(number);
  }
  return [...found];
}

function pullOf(
  value: Readonly<Record<string, unknown>>,
  link: Readonly<Record<string, unknown>>,
  number: number,
  title: string,
): PullRequest {
  const mergedAtMs = momentOf(link, 'merged_at');
  const open = value.state === 'open';
  return {
    id: `#${number}`,
    title,
    url: pageOf(value, 'html_url') ?? '',
    state: open ? (value.draft === true ? 'draft' : 'open') : mergedAtMs === null ? 'closed' : 'merged',
    review: null,
    mergedAtMs,
  };
}

function labelsOf(value: Readonly<Record<string, unknown>>): readonly string[] {
  const labels = listOf(value, 'labels').flatMap((label) => {
    const name = isRecord(label) ? textOf(label, 'name', 200) : textOf({ label }, 'label', 200);
    return name === null ? [] : [name];
  });
  return labels.length === 0 ? none : labels;
}

function assigneesOf(value: Readonly<Record<string, unknown>>): readonly string[] {
  const many = listOf(value, 'assignees').map(loginOf);
  const logins = (many.length > 0 ? many : [loginOf(value.assignee)]).filter((login) => login !== null);
  return logins.length === 0 ? none : logins;
}

/** Null: a deleted account. */
const loginOf = (user: unknown): string | null => (isRecord(user) ? textOf(user, 'login', 100) : null);

function subIssuesOf(value: Readonly<Record<string, unknown>>): RemoteFacts['subIssues'] {
  const summary = recordOf(value, 'sub_issues_summary');
  const total = summary === null ? null : countOf(summary, 'total');
  if (summary === null || total === null || total === 0) return null;
  return { total, completed: Math.min(total, countOf(summary, 'completed') ?? 0) };
}

function blockersOf(value: Readonly<Record<string, unknown>>): BlockerCounts | null {
  const summary = recordOf(value, 'issue_dependencies_summary');
  const open = summary === null ? null : countOf(summary, 'blocked_by');
  if (summary === null || open === null) return null;
  return { open, total: Math.max(open, countOf(summary, 'total_blocked_by') ?? 0) };
}
