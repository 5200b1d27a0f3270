/** Answers for the text of a Beads issue: what its record says in words, and all of that from the file it stands in. */
import type { Failure } from '../../../domain/failure';
import type { Issue } from '../../../domain/issue';
import { err, ok, type Result } from '../../../domain/result';
import { longestTextBytes, type IssueText } from '../../../ports/tracker';
import { readWhole, shown } from './files';

type Json = Readonly<Record<string, unknown>>;

/** What people write beside the description, and what `bd show` calls it. */
const sections = [
  ['design', 'Design'],
  ['acceptance_criteria', 'Acceptance Criteria'],
  ['notes', 'Notes'],
] as const;

/** As markdown: the description, then the rest, each below its name. Fields that are no texts say nothing. */
export function textOfRecord(record: Json): string {
  const description = typeof record.description === 'string' ? record.description : '';
  const further = sections.flatMap(([field, name]) => {
    const text = record[field];
    return typeof text === 'string' && text.trim() !== '' ? [`## ${name}\n\n${text}`] : [];
  });
  return further.length === 0 ? description : [description, ...further].join('\n\n').trimStart();
}

export function wholeText(record: Json): IssueText {
  const text = textOfRecord(record);
  if (text.length <= longestTextBytes) return { markdown: text, isWhole: true };
  return { markdown: text.slice(0, longestTextBytes).replace(/[\ud800-\udbff]$/, ''), isWhole: false };
}

/**
 * What the export says at this moment where the issue stands in it.
 * @param exported absolute path of the export; null where there is none
 * @throws the signal's reason when aborted.
 */
export async function textInExport(
  exported: string | null,
  root: string,
  { id, location }: Issue,
  signal: AbortSignal,
): Promise<Result<IssueText, Failure>> {
  if (location === null || exported === null || shown(root, exported) !== location.path) {
    return err({ kind: 'notFound', path: location?.path ?? id });
  }
  const bytes = await readWhole(exported, location.path, signal);
  if (!bytes.ok) return bytes;
  const record = recordInLine(bytes.value, location.line, id);
  return record === null ? err({ kind: 'notFound', path: location.path }) : ok(wholeText(record));
}

/** The record in a line, 1-based; null where that is none, or another issue's by now. */
function recordInLine(bytes: Buffer, line: number, id: string): Json | null {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const end = bytes.indexOf(0x0a, start);
    if (end === -1) return null;
    start = end + 1;
  }
  const end = bytes.indexOf(0x0a, start);
  try {
    const text = bytes.toString('utf8', start, end === -1 ? bytes.length : end).replace(/^\ufeff/, '');
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'id' in value && value.id === id ? value : null;
  } catch {
    return null;
  }
}
