/** Answers for the text of a new roadmap record, as the roadmap command line writes one. */
import type { IssueDraft } from '../../../ports/tracker';
import { isoTime, scalarText } from '../markdown/yamlText';
import { backlogFolder } from './files';
import { priorityNames } from './record';

/** The keys of a record in their order. */
export const roadmapKeys: readonly string[] = [
  'id',
  'title',
  'headline',
  'priority',
  'status',
  'archived',
  'issue_type',
  'milestone',
  'labels',
  'remote_ids',
  'created',
  'updated',
  'assignee',
  'estimated_hours',
  'due_date',
  'depends_on',
  'blocks',
  'actual_start_date',
  'actual_end_date',
  'progress_percentage',
  'handoff_notes',
  'previous_assignee',
  'handoff_date',
  'git_branches',
  'git_commits',
  'completed_date',
  'comments',
  'github_issue',
];

const emptyLists = new Set(['depends_on', 'blocks', 'git_branches', 'git_commits', 'comments']);

/** One line without control characters, which a title, a name or a label has to be. */
export function oneLine(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
    .trim();
}

/** @param title in one line */
export function newRecord(id: string, title: string, draft: IssueDraft, nowMs: number): string {
  const now = scalarText(isoTime(nowMs));
  const labels = [...new Set(draft.labels.map(oneLine).filter((label) => label !== ''))];
  const said = new Map<string, string>([
    ['id', scalarText(id)],
    ['title', scalarText(title)],
    ['headline', scalarText(`# ${title}`)],
    // There are four words for five numbers.
    ['priority', priorityNames[Math.min(draft.priority ?? 2, priorityNames.length - 1)] ?? 'medium'],
    ['status', 'todo'],
    ['archived', 'false'],
    ['issue_type', textOr(draft.type, 'other')],
    ['milestone', textOr(draft.phase, backlogFolder)],
    ['labels', labels.length === 0 ? '[]' : `\n${labels.map((label) => `- ${scalarText(label)}`).join('\n')}`],
    ['remote_ids', '{}'],
    ['created', now],
    ['updated', now],
    ['assignee', textOr(draft.assignee, null)],
  ]);
  const lines = roadmapKeys.map((key) => {
    const value = said.get(key) ?? (emptyLists.has(key) ? '[]' : 'null');
    return value.startsWith('\n') ? `${key}:${value}` : `${key}: ${value}`;
  });
  const body = draft.body.replace(/\r\n?/g, '\n').trimEnd().replace(/^\n+/, '');
  return `---\n${lines.join('\n')}\n---\n\n# ${title}\n${body === '' ? '' : `\n${body}\n`}`;
}

function textOr(text: string | null, fallback: string | null): string {
  const line = oneLine(text ?? '');
  return scalarText(line === '' ? fallback : line);
}
