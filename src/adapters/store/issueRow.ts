/** Answers for how an issue lies in the database, and for recognising a row that is none. */
import {
  excerptLimit,
  type Edge,
  type Excerpt,
  type Issue,
  type Priority,
  type PullRequest,
  type RemoteFacts,
} from '../../domain/issue';
import type { PlacedIssue, StoredRow } from './storeMessages';

type StoredEdge = readonly [kind: string, id: string, scope: string | null, reversed: boolean];

type StoredPullRequest = readonly [
  id: string,
  title: string,
  url: string,
  state: PullRequest['state'],
  review: PullRequest['review'],
  mergedAtMs: number | null,
];

type StoredRemote = readonly [
  pullRequests: readonly StoredPullRequest[] | null,
  outside: 0 | 1,
  subIssues: readonly [completed: number, total: number] | null,
];

type StoredExcerpt = readonly [text: string, isWhole: 0 | 1];

/** An issue as a JSON array. Empty lists are null. */
type Cells = readonly [
  id: string,
  title: string,
  trackerStatus: string,
  notWork: 0 | 1,
  priority: Priority | null,
  type: string | null,
  labels: readonly string[] | null,
  assignees: readonly string[] | null,
  author: string | null,
  phase: string | null,
  started: 0 | 1,
  createdAtMs: number | null,
  updatedAtMs: number | null,
  closedAtMs: number | null,
  deferUntilMs: number | null,
  url: string | null,
  locationPath: string | null,
  locationLine: number | null,
  edges: readonly StoredEdge[] | null,
  remote: StoredRemote | null,
  excerpt: StoredExcerpt | null,
];

/** One portion of rows as one JSON array, its last row and its length; parameters: the row before the first, how many. */
export const selectRows =
  `SELECT '[' || group_concat('[' || row || ',' || place || ',' || cells || ']') || ']', max(row), count(*) ` +
  'FROM (SELECT * FROM issue WHERE row > ?1 ORDER BY row LIMIT ?2)';

/** Puts a row, in the place of one that was there; parameters: a {@link StoredRow}. */
export const putRow = 'INSERT OR REPLACE INTO issue (row, place, cells) VALUES (?, ?, ?)';

const listOrNull = <T>(list: readonly T[]): readonly T[] | null => (list.length === 0 ? null : list);

/** The row of an issue. JSON has a form for every text: `storedText.ts` is for columns of texts. */
export function rowOf({ row, place, issue }: PlacedIssue): StoredRow {
  const cells: Cells = [
    issue.id,
    issue.title,
    issue.trackerStatus,
    issue.notWork ? 1 : 0,
    issue.priority,
    issue.type,
    listOrNull(issue.labels),
    listOrNull(issue.assignees),
    issue.author,
    issue.phase,
    issue.started ? 1 : 0,
    issue.createdAtMs,
    issue.updatedAtMs,
    issue.closedAtMs,
    issue.deferUntilMs,
    issue.url,
    issue.location?.path ?? null,
    issue.location?.line ?? null,
    listOrNull(issue.edges.map(({ kind, id, scope, reversed }): StoredEdge => [kind, id, scope, reversed])),
    issue.remote === undefined ? null : storedRemote(issue.remote),
    issue.excerpt === undefined ? null : [issue.excerpt.text, issue.excerpt.isWhole ? 1 : 0],
  ];
  return [row, place, JSON.stringify(cells)];
}

const storedRemote = ({ pullRequests, outside, subIssues }: RemoteFacts): StoredRemote => [
  listOrNull(
    pullRequests.map(({ id, title, url, state, review, mergedAtMs }): StoredPullRequest => [
      id,
      title,
      url,
      state,
      review,
      mergedAtMs,
    ]),
  ),
  outside ? 1 : 0,
  subIssues === null ? null : [subIssues.completed, subIssues.total],
];

const remoteOf = ([pullRequests, outside, subIssues]: StoredRemote): RemoteFacts => ({
  pullRequests:
    pullRequests?.map(([id, title, url, state, review, mergedAtMs]): PullRequest => ({
      id,
      title,
      url,
      state,
      review,
      mergedAtMs,
    })) ?? [],
  outside: outside === 1,
  subIssues: subIssues === null ? null : { completed: subIssues[0], total: subIssues[1] },
});

const excerptIn = ([text, isWhole]: StoredExcerpt): Excerpt => ({ text, isWhole: isWhole === 1 });

const isText = (value: unknown): boolean => typeof value === 'string';
const isWhole = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const isFlag = (value: unknown): boolean => value === 0 || value === 1;
const isTextOrNull = (value: unknown): boolean => value === null || typeof value === 'string';
/** Nothing else can be printed: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const furthestMs = 8_640_000_000_000_000;
const isMomentOrNull = (value: unknown): boolean =>
  value === null || (typeof value === 'number' && Math.abs(value) <= furthestMs);
const isPriorityOrNull = (value: unknown): boolean => value === null || (isWhole(value) && Number(value) <= 4);
const isLineOrNull = (value: unknown): boolean => value === null || isWhole(value);
const isTexts = (value: unknown): boolean => value === null || (Array.isArray(value) && value.every(isText));
const isEdges = (value: unknown): boolean => value === null || (Array.isArray(value) && value.every(isEdge));

function isEdge(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [kind, id, scope, reversed] = value as readonly unknown[];
  return isText(kind) && isText(id) && isTextOrNull(scope) && typeof reversed === 'boolean';
}

function isExcerptOrNull(value: unknown): boolean {
  if (value === null) return true;
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [text, isWhole] = value as readonly unknown[];
  return typeof text === 'string' && text !== '' && text.length <= excerptLimit && isFlag(isWhole);
}

const pullRequestStates: readonly unknown[] = ['open', 'draft', 'closed', 'merged'] satisfies PullRequest['state'][];
const reviews: readonly unknown[] = [
  null,
  'approved',
  'changesRequested',
  'required',
] satisfies PullRequest['review'][];

function isRemoteOrNull(value: unknown): boolean {
  if (value === null) return true;
  if (!Array.isArray(value) || value.length !== 3) return false;
  const [pullRequests, outside, subIssues] = value as readonly unknown[];
  const isPair = Array.isArray(subIssues) && subIssues.length === 2 && subIssues.every(isWhole);
  const isList = Array.isArray(pullRequests) && pullRequests.every(isPullRequest);
  return (pullRequests === null || isList) && isFlag(outside) && (subIssues === null || isPair);
}

function isPullRequest(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 6) return false;
  const [id, title, url, state, review, mergedAtMs] = value as readonly unknown[];
  const known = pullRequestStates.includes(state) && reviews.includes(review);
  return known && [id, title, url].every(isText) && isMomentOrNull(mergedAtMs);
}

/** One for each of the {@link Cells}. */
const checks: readonly ((value: unknown) => boolean)[] = [
  isText,
  isText,
  isText,
  isFlag,
  isPriorityOrNull,
  isTextOrNull,
  isTexts,
  isTexts,
  isTextOrNull,
  isTextOrNull,
  isFlag,
  isMomentOrNull,
  isMomentOrNull,
  isMomentOrNull,
  isMomentOrNull,
  isTextOrNull,
  isTextOrNull,
  isLineOrNull,
  isEdges,
  isRemoteOrNull,
  isExcerptOrNull,
];

function isCells(value: unknown): value is Cells {
  if (!Array.isArray(value) || value.length !== checks.length) return false;
  const cells = value as readonly unknown[];
  return checks.every((accept, index) => accept(cells[index]));
}

/** The issue in a row, as {@link selectRows} has it; null when the row is not one this store writes. */
export function issueOfRow(value: unknown): PlacedIssue | null {
  if (!Array.isArray(value) || value.length !== 3) return null;
  const [row, place, cells] = value as readonly unknown[];
  if (!isWhole(row) || !isWhole(place) || !isCells(cells)) return null;
  const issue: Issue = {
    id: cells[0],
    title: cells[1],
    trackerStatus: cells[2],
    notWork: cells[3] === 1,
    priority: cells[4],
    type: cells[5],
    labels: cells[6] ?? [],
    assignees: cells[7] ?? [],
    author: cells[8],
    phase: cells[9],
    started: cells[10] === 1,
    createdAtMs: cells[11],
    updatedAtMs: cells[12],
    closedAtMs: cells[13],
    deferUntilMs: cells[14],
    url: cells[15],
    location: cells[16] === null || cells[17] === null ? null : { path: cells[16], line: cells[17] },
    edges: cells[18]?.map(([kind, id, scope, reversed]): Edge => ({ kind, id, scope, reversed })) ?? [],
    ...(cells[19] === null ? {} : { remote: remoteOf(cells[19]) }),
    ...(cells[20] === null ? {} : { excerpt: excerptIn(cells[20]) }),
  };
  return { row: Number(row), place: Number(place), issue };
}
