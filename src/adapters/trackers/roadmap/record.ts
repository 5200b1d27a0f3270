/** Answers for what one roadmap record says: its front matter becomes the facts of an issue, or a reason why not. */
import type { Edge, Issue, Priority } from '../../../domain/issue';
import { RecordFields } from '../markdown/fields';
import { excerptField } from '../markdown/body';
import type { DecodedRecord, RecordText } from '../markdown/format';
import { shortened } from '../markdown/shortened';
import { isBacklog, recordName } from './files';
import { archivedStatus, dependencyKind } from './rules';

/** Words for priorities, in the order of their numbers. There is none for 4. */
export const priorityNames = ['critical', 'high', 'medium', 'low'] as const;

/** In UTF-16 units, as is the next: more is cut. */
const longestTitle = 300;
const longestLabel = 200;

/**
 * A status or a list of dependencies of the wrong type costs the record, because readiness hangs on them; any other
 * wrong field costs only itself. An id or a title that is missing is taken from the file's name. Keys that are not
 * known are left alone.
 */
export function decodeRoadmapRecord({ path, frontMatter, body }: RecordText): DecodedRecord {
  const fields = new RecordFields(frontMatter);
  const name = recordName(path);
  const id = fields.text('id') ?? name.id;
  if (id === null) {
    return { kind: 'malformed', line: fields.lineOf('id'), why: 'has no id, and its name does not begin with one' };
  }
  const status = fields.value('status');
  if (status !== null && status.kind !== 'scalar') {
    return { kind: 'malformed', line: status.line, why: `(${id}) has a status that is not a text` };
  }
  const title = shortened(oneLine(fields.text('title')) ?? headline(fields) ?? name.words ?? id, longestTitle);
  const archived = name.archived || fields.flag('archived') === true;
  const facts: Omit<Issue, 'location'> = {
    id,
    title,
    trackerStatus: archived ? archivedStatus : (fields.text('status') ?? 'todo'),
    notWork: false,
    priority: priorityOf(fields),
    type: fields.text('issue_type'),
    labels: fields.texts('labels').map((label) => shortened(label, longestLabel)),
    assignees: fields.texts('assignee').map((assignee) => assignee.replace(/^@(?=.)/, '')),
    author: null,
    phase: phaseOf(fields.text('milestone'), name.folder),
    started: fields.time('actual_start_date') !== null || (fields.number('progress_percentage') ?? 0) > 0,
    createdAtMs: fields.time('created'),
    updatedAtMs: fields.time('updated'),
    closedAtMs: fields.time('completed_date') ?? fields.time('actual_end_date'),
    deferUntilMs: null,
    url: null,
    edges: edgesOf(fields),
    ...excerptField(body && { ...body, text: roadmapText(body.text, title) }),
  };
  return { kind: 'issue', facts, remarks: fields.remarks };
}

/** The body without its first line, where that is but the title once more, as the command line writes it. */
export function roadmapText(body: string, title: string): string {
  const [before = '', line = ''] = /^\s*#[ \t]+([^\r\n]*)/.exec(body) ?? [];
  return shortened(line.trim(), longestTitle) === title ? body.slice(before.length) : body;
}

function oneLine(text: string | null): string | null {
  if (text === null) return null;
  const lines = text.split(/[\r\n]+/).map((line) => line.trim());
  return lines.filter((line) => line !== '').join(' ');
}

/** The first line of the body, which the command line repeats with its mark. */
function headline(fields: RecordFields): string | null {
  const [line = ''] = (fields.text('headline') ?? '').split(/[\r\n]/);
  const title = line.replace(/^#+(?:\s+|$)/, '').trim();
  return title === '' ? null : title;
}

/** The milestone's own word first: a file that was not moved yet is still that milestone's. */
function phaseOf(milestone: string | null, folder: string | null): string | null {
  if (milestone === null) return folder;
  return isBacklog(milestone) ? null : milestone;
}

function priorityOf(fields: RecordFields): Priority | null {
  const text = fields.text('priority')?.toLowerCase();
  if (text === undefined) return null;
  const index = (priorityNames as readonly string[]).indexOf(text);
  const priority = index === -1 && /^\d$/.test(text) ? Number(text) : index;
  if (priority === 0 || priority === 1 || priority === 2 || priority === 3 || priority === 4) return priority;
  fields.remark('priority', `priority is not one of ${priorityNames.join(', ')}`);
  return null;
}

function edgesOf(fields: RecordFields): readonly Edge[] {
  const edgesUnder = (key: string, reversed: boolean): readonly Edge[] =>
    [...new Set(fields.texts(key))].map((id) => ({ kind: dependencyKind, id, scope: null, reversed }));
  return [...edgesUnder('depends_on', false), ...edgesUnder('blocks', true)];
}
