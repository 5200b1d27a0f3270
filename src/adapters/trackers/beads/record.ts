/** Answers for what one Beads record says: a JSON object becomes the facts of an issue, or a reason why not. */
import { excerptOf } from '../../../domain/excerpt';
import type { Edge, Issue, Priority } from '../../../domain/issue';
import { textOfRecord } from './text';

/** The facts of a record, apart from where it stands. */
export type IssueFacts = Omit<Issue, 'location'>;

export type DecodedRecord =
  /** `remarks`: optional fields that could not be understood and were left out, a clause each. */
  | { readonly kind: 'issue'; readonly facts: IssueFacts; readonly remarks: readonly string[] }
  /** Some other kind of record (a memory, say): none of our business. */
  | { readonly kind: 'skipped' }
  /** `why` is a clause that goes on after the record's place. */
  | { readonly kind: 'malformed'; readonly why: string };

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null;

/**
 * Decodes one parsed record, of `issues.jsonl` or of the program's output.
 * An id, a status or a dependency list of the wrong type costs the record, because readiness hangs on them;
 * any other wrong field costs only itself. Defaults are those of Beads' own import: no status means `open`.
 */
export function decodeRecord(value: unknown): DecodedRecord {
  if (!isObject(value)) return { kind: 'malformed', why: 'is not a JSON object' };
  if (!isAbsent(value._type) && value._type !== 'issue') return { kind: 'skipped' };
  const id = value.id ?? '';
  if (typeof id !== 'string') return { kind: 'malformed', why: 'has an id that is not text' };
  if (id.trim() === '') return { kind: 'malformed', why: 'has no id' };
  const status = value.status ?? 'open';
  if (typeof status !== 'string') return { kind: 'malformed', why: `(${id}) has a status that is not text` };
  const dependencies: unknown = value.dependencies ?? [];
  if (!Array.isArray(dependencies)) return { kind: 'malformed', why: `(${id}) has dependencies that are not a list` };

  const fields = new Fields(value);
  const reference = fields.text('external_ref');
  const excerpt = excerptOf(textOfRecord(value));
  const facts: IssueFacts = {
    id,
    title: fields.text('title') ?? id,
    trackerStatus: status === '' ? 'open' : status,
    notWork: ['pinned', 'ephemeral', 'wisp', 'is_template'].some((name) => value[name] === true),
    priority: fields.priority(),
    type: fields.text('issue_type'),
    labels: fields.texts('labels'),
    assignees: [fields.text('assignee')].filter((name) => name !== null),
    author: fields.text('created_by'),
    phase: null,
    started: !isAbsent(value.started_at),
    createdAtMs: fields.instant('created_at'),
    updatedAtMs: fields.instant('updated_at'),
    closedAtMs: fields.instant('closed_at'),
    deferUntilMs: fields.instant('defer_until'),
    url: reference !== null && /^https?:\/\//i.test(reference) ? reference : null,
    edges: decodeEdges(id, dependencies, fields),
    ...(excerpt !== undefined && { excerpt }),
  };
  return { kind: 'issue', facts, remarks: fields.remarks };
}

/** Reads optional fields of one record and gathers remarks on those that cannot be understood. */
class Fields {
  readonly remarks: string[] = [];

  constructor(private readonly record: Json) {}

  text(name: string): string | null {
    const value = this.record[name];
    if (isAbsent(value) || value === '') return null;
    if (typeof value === 'string') return value;
    this.remarks.push(`${name} is not text`);
    return null;
  }

  texts(name: string): readonly string[] {
    const value = this.record[name];
    if (isAbsent(value)) return [];
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
    this.remarks.push(`${name} is not a list of texts`);
    return [];
  }

  priority(): Priority | null {
    const value = this.record.priority;
    if (isAbsent(value)) return null;
    if (value === 0 || value === 1 || value === 2 || value === 3 || value === 4) return value;
    this.remarks.push('priority is not a whole number from 0 to 4');
    return null;
  }

  instant(name: string): number | null {
    const text = this.text(name);
    if (text === null) return null;
    const atMs = parseInstant(text);
    if (atMs === null) this.remarks.push(`${name} is not a time (RFC 3339)`);
    // Go writes a time that was never set as the year 1, and Beads' export as the epoch.
    return atMs === null || atMs <= 0 ? null : atMs;
  }
}

const rfc3339 = /^\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d))?$/;

/** Epoch milliseconds of an RFC 3339 time (any number of fraction digits, any offset) or a bare date. */
function parseInstant(text: string): number | null {
  if (!rfc3339.test(text)) return null;
  const atMs = Date.parse(
    text
      .toUpperCase()
      .replace(' ', 'T')
      .replace(/(\.\d{3})\d+/, '$1'),
  );
  return Number.isNaN(atMs) ? null : atMs;
}

/**
 * `issues.jsonl` and `bd export` name the target `depends_on_id` and the relation `type`; `bd show` prints the
 * target's record with `dependency_type`. A reference to another project (`external:project:capability`) is kept
 * as written: Beads settles it by a label of that project and not by an id, so nothing here can resolve it.
 */
function decodeEdges(id: string, dependencies: readonly unknown[], fields: Fields): readonly Edge[] {
  const edges = new Map<string, Edge>();
  dependencies.forEach((dependency, index) => {
    if (!isObject(dependency)) {
      fields.remarks.push(`dependency ${index + 1} is not an object`);
      return;
    }
    const target = dependency.depends_on_id ?? dependency.id;
    const kind = dependency.type ?? dependency.dependency_type ?? 'blocks';
    if (typeof target !== 'string' || target === '' || typeof kind !== 'string') {
      fields.remarks.push(`dependency ${index + 1} names no issue`);
      return;
    }
    const owner = dependency.issue_id;
    if (typeof owner === 'string' && owner !== '' && owner !== id) {
      fields.remarks.push(`dependency ${index + 1} belongs to ${owner}`);
      return;
    }
    edges.set(`${kind}\n${target}`, { kind: kind === '' ? 'blocks' : kind, id: target, scope: null, reversed: false });
  });
  return [...edges.values()];
}
