/** Answers for how an issue lies in a row of the database, and for recognising a row that is none. */
import type { Edge, Issue, Priority } from '../../domain/issue';
import type { PlacedIssue } from './storeMessages';
import { readText, storedText } from './storedText';

type Cell =
  'whole' | 'flag' | 'text' | 'textOrNull' | 'numberOrNull' | 'priorityOrNull' | 'lineOrNull' | 'texts' | 'edges';

/** The columns of table `issue` in order, with what a cell may hold. Lists are JSON, empty ones null. */
const columns: readonly (readonly [name: string, cell: Cell])[] = [
  ['row', 'whole'],
  ['place', 'whole'],
  ['id', 'text'],
  ['title', 'text'],
  ['tracker_status', 'text'],
  ['not_work', 'flag'],
  ['priority', 'priorityOrNull'],
  ['type', 'textOrNull'],
  ['labels', 'texts'],
  ['assignees', 'texts'],
  ['author', 'textOrNull'],
  ['phase', 'textOrNull'],
  ['started', 'flag'],
  ['created_at_ms', 'numberOrNull'],
  ['updated_at_ms', 'numberOrNull'],
  ['closed_at_ms', 'numberOrNull'],
  ['defer_until_ms', 'numberOrNull'],
  ['url', 'textOrNull'],
  ['location_path', 'textOrNull'],
  ['location_line', 'lineOrNull'],
  ['edges', 'edges'],
];

type StoredEdge = readonly [kind: string, id: string, scope: string | null, reversed: boolean];

/** A row as the database hands it over, in the order of {@link columns}. */
type IssueRow = readonly [
  row: number,
  place: number,
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
];

const cellNames = columns.map(([name, cell]) => (cell === 'texts' || cell === 'edges' ? `json(${name})` : name));

/** One portion of rows as one JSON array, and its last row; parameters: the row before the first, and how many. */
export const selectRows =
  `SELECT json_group_array(json_array(${cellNames.join(', ')})), max(row) ` +
  'FROM (SELECT * FROM issue WHERE row > ?1 ORDER BY row LIMIT ?2)';

/** Puts a row, in the place of one that was there; parameters: {@link cellsOf}. */
export const putRow = `INSERT OR REPLACE INTO issue (${columns.map(([name]) => name).join(', ')}) VALUES (${columns
  .map(() => '?')
  .join(', ')})`;

const textOrNull = (text: string | null): string | null => (text === null ? null : storedText(text));
const listOrNull = (list: readonly unknown[]): string | null => (list.length === 0 ? null : JSON.stringify(list));

/** The cells of an issue, in the order of the columns. */
export function cellsOf({ row, place, issue }: PlacedIssue): (string | number | null)[] {
  return [
    row,
    place,
    storedText(issue.id),
    storedText(issue.title),
    storedText(issue.trackerStatus),
    Number(issue.notWork),
    issue.priority,
    textOrNull(issue.type),
    listOrNull(issue.labels),
    listOrNull(issue.assignees),
    textOrNull(issue.author),
    textOrNull(issue.phase),
    Number(issue.started),
    issue.createdAtMs,
    issue.updatedAtMs,
    issue.closedAtMs,
    issue.deferUntilMs,
    textOrNull(issue.url),
    textOrNull(issue.location?.path ?? null),
    issue.location?.line ?? null,
    listOrNull(issue.edges.map(({ kind, id, scope, reversed }): StoredEdge => [kind, id, scope, reversed])),
  ];
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isStoredText = (value: unknown): boolean => typeof value === 'string' && readText(value) !== null;
const isWhole = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

const accepts: Readonly<Record<Cell, (value: unknown) => boolean>> = {
  whole: isWhole,
  flag: (value) => value === 0 || value === 1,
  text: isStoredText,
  textOrNull: (value) => value === null || isStoredText(value),
  numberOrNull: (value) => value === null || typeof value === 'number',
  priorityOrNull: (value) => value === null || (isWhole(value) && Number(value) <= 4),
  lineOrNull: (value) => value === null || isWhole(value),
  texts: (value) => value === null || (Array.isArray(value) && value.every(isText)),
  edges: (value) => value === null || (Array.isArray(value) && value.every(isStoredEdge)),
};

function isStoredEdge(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [kind, id, scope, reversed] = value as readonly unknown[];
  return isText(kind) && isText(id) && (scope === null || isText(scope)) && typeof reversed === 'boolean';
}

const checks = columns.map(([, cell]) => accepts[cell]);

function isIssueRow(value: unknown): value is IssueRow {
  if (!Array.isArray(value) || value.length !== checks.length) return false;
  const cells = value as readonly unknown[];
  return checks.every((accept, index) => accept(cells[index]));
}

/** The issue in a row; null when the row is not one this store writes. */
export function issueOfRow(value: unknown): PlacedIssue | null {
  if (!isIssueRow(value)) return null;
  const issue: Issue = {
    id: text(value[2]),
    title: text(value[3]),
    trackerStatus: text(value[4]),
    notWork: value[5] === 1,
    priority: value[6],
    type: orNull(value[7]),
    labels: value[8] ?? [],
    assignees: value[9] ?? [],
    author: orNull(value[10]),
    phase: orNull(value[11]),
    started: value[12] === 1,
    createdAtMs: value[13],
    updatedAtMs: value[14],
    closedAtMs: value[15],
    deferUntilMs: value[16],
    url: orNull(value[17]),
    location: value[18] === null || value[19] === null ? null : { path: text(value[18]), line: value[19] },
    edges: value[20]?.map(([kind, id, scope, reversed]): Edge => ({ kind, id, scope, reversed })) ?? [],
  };
  return { row: value[0], place: value[1], issue };
}

/** The guard has seen that the text can be read. */
const text = (stored: string): string => readText(stored) ?? '';
const orNull = (stored: string | null): string | null => (stored === null ? null : text(stored));
