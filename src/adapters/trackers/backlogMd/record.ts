/** Answers for what one task file of Backlog.md says: its front matter becomes the facts of an issue. */
import type { Edge, Issue, Priority } from '../../../domain/issue';
import { RecordFields } from '../markdown/fields';
import { excerptField } from '../markdown/body';
import type { DecodedRecord, RecordText } from '../markdown/format';
import type { Value } from '../markdown/frontMatter';
import type { BacklogConfig } from './config';
import { descriptionIn } from './description';
import { completedStatus, dependencyKind, draftStatus, noStatus, parentKind } from './rules';
import { shortened } from '../markdown/shortened';
import { milestoneKey, prefixedId } from './taskId';

/** The folder a record lies in, below the backlog's own. */
export type RecordPlace = 'tasks' | 'completed' | 'drafts';

/** What a record is read with. */
export interface RecordSurroundings {
  readonly config: BacklogConfig;
  /** Titles of milestones by id, lower case without leading zeros. */
  readonly milestones: ReadonlyMap<string, string>;
}

/**
 * Decodes one record. Dependencies count only as a list and every entry of it counts, an empty one too, as in the tool
 * (https://github.com/MrLesk/Backlog.md/blob/main/src/markdown/parser.ts); a wrong optional field costs only itself.
 */
export function decodeTask(
  { path, frontMatter, body }: RecordText,
  place: RecordPlace,
  by: RecordSurroundings,
): DecodedRecord {
  const fields = new RecordFields(frontMatter);
  const named = nameParts(path);
  const written = fields.text('id') ?? named.id;
  if (written === null) return { kind: 'malformed', line: 1, why: 'has no id, and its file name begins with none' };
  const id = prefixedId(written);
  const facts: Omit<Issue, 'location'> = {
    id,
    title: shortened(fields.text('title') ?? named.title ?? id),
    trackerStatus: statusOf(fields, place, by.config.statuses),
    notWork: place === 'drafts',
    priority: priorityOf(fields, by.config.priorities),
    type: fields.text('type'),
    labels: fields.texts('labels').map((label) => shortened(label)),
    assignees: fields.texts('assignee'),
    author: fields.text('reporter'),
    phase: phaseOf(fields, by.milestones),
    started: false,
    createdAtMs: timeOf(fields, 'created_date'),
    updatedAtMs: timeOf(fields, 'updated_date'),
    closedAtMs: null,
    deferUntilMs: null,
    url: null,
    edges: edgesOf(fields),
    ...excerptField(body && descriptionIn(body)),
  };
  return { kind: 'issue', facts, remarks: fields.remarks };
}

/** `task-217.02 - Some-title.md` and `task-7-some-title.md` name both. */
function nameParts(path: string): { readonly id: string | null; readonly title: string | null } {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/i, '');
  const match = /^([a-z]+-\d+(?:\.\d+)*)(?:\s*-\s*(.+))?$/i.exec(name);
  return { id: match?.[1] ?? null, title: match?.[2]?.replaceAll('-', ' ') ?? null };
}

function statusOf(fields: RecordFields, place: RecordPlace, statuses: readonly string[]): string {
  if (place === 'drafts') return draftStatus;
  const status = fields.text('status') ?? noStatus;
  if (place === 'tasks' || status.toLowerCase() === statuses.at(-1)?.trim().toLowerCase()) return status;
  return completedStatus;
}

const knownPriorities: ReadonlyMap<string, Priority> = new Map([
  ['critical', 0],
  ['urgent', 0],
  ['high', 1],
  ['medium', 2],
  ['low', 3],
]);
const priorityScale: readonly Priority[] = [0, 1, 2, 3, 4];

/** A word everybody uses means what it means everywhere; another counts by its place among the configured ones. */
function priorityOf(fields: RecordFields, configured: readonly string[]): Priority | null {
  const name = spaced(fields.text('priority') ?? '');
  if (name === '') return null;
  const known = knownPriorities.get(name);
  if (known !== undefined) return known;
  const place = configured.findIndex((each) => spaced(each) === name);
  if (place !== -1) {
    const last = Math.max(configured.length - 1, 1);
    return priorityScale[Math.round((place * (priorityScale.length - 1)) / last)] ?? null;
  }
  fields.remark('priority', `priority is not one of ${configured.join(', ')}`);
  return null;
}

const spaced = (text: string): string => text.trim().toLowerCase().replace(/\s+/g, ' ');

function phaseOf(fields: RecordFields, milestones: ReadonlyMap<string, string>): string | null {
  const written = fields.text('milestone');
  return written === null ? null : (milestones.get(milestoneKey(written)) ?? shortened(written));
}

/** Dates as the tool wrote them before it had settled on ISO ones: day, month, year. */
const oldDate = /^(\d\d)([-/.])(\d\d)\2(\d\d)$/;

function timeOf(fields: RecordFields, key: string): number | null {
  const old = oldDate.exec(fields.text(key) ?? '');
  if (old === null) return fields.time(key);
  const atMs = Date.parse(`20${old[4] ?? ''}-${old[3] ?? ''}-${old[1] ?? ''}`);
  if (!Number.isNaN(atMs)) return atMs;
  fields.remark(key, `${key} is not a date`);
  return null;
}

function edgesOf(fields: RecordFields): readonly Edge[] {
  const edges = new Map<string, Edge>();
  const add = (kind: string, id: string): void => {
    edges.set(`${kind}\n${id}`, { kind, id, scope: null, reversed: false });
  };
  const dependencies = fields.value('dependencies');
  if (dependencies?.kind === 'list') {
    const ids = dependencies.items.map(entryText);
    for (const id of ids) add(dependencyKind, id);
    const first = ids.findIndex((id) => namesNoTask.has(id));
    const others = ids.filter((id) => namesNoTask.has(id)).length - 1;
    // One remark for however many: they are all of one line.
    const clause = others > 0 ? `and ${others} more name no task` : 'names no task';
    if (first !== -1) fields.remark('dependencies', `dependency ${first + 1} ${clause}`);
  } else if (dependencies !== null) {
    fields.remark('dependencies', 'dependencies is not a list, so it counts for nothing');
  }
  const parent = fields.text('parent_task_id');
  if (parent !== null) add(parentKind, parent);
  return [...edges.values()];
}

const namesNoTask: ReadonlySet<string> = new Set(['""', 'null']);

/** What is empty or no text names no task, and so blocks, under a name that can be shown. */
const entryText = (item: Value): string => (item.kind === 'scalar' ? item.text.trim() || '""' : 'null');
