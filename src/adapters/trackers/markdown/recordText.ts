/** Answers for the whole text of an issue, read from its record's file when somebody wants it. */
import type { Failure } from '../../../domain/failure';
import type { Issue } from '../../../domain/issue';
import { err, ok, type Result } from '../../../domain/result';
import { longestTextBytes, type IssueText } from '../../../ports/tracker';
import { bodyIn } from './body';
import type { MarkdownFormat } from './format';
import { parseFrontMatter } from './frontMatter';
import { longestFrontMatterBytes } from './frontMatterBounds';
import type { RecordFiles } from './recordFile';

/** Fails where the file is gone, leads out of the home, or is another issue's by now. */
export function textOfRecord(files: RecordFiles, issue: Issue, format: MarkdownFormat): Result<IssueText, Failure> {
  const path = issue.location?.path;
  if (path === undefined) return err({ kind: 'notFound', path: issue.id });
  if (!isRecordIn(format, path)) return err({ kind: 'notFound', path });
  const seen = files.readAll(path, longestFrontMatterBytes + longestTextBytes);
  if (seen.kind === 'refused') return err({ kind: 'unusable', what: path, advice: `It ${seen.why}.` });
  if (seen.kind !== 'read') return err({ kind: 'notFound', path });
  const parsed = parseFrontMatter(seen.head, seen.isWhole);
  if (parsed.kind !== 'fields')
    return err({ kind: 'malformed', what: path, detail: 'its front matter cannot be read' });
  const body = bodyIn(seen, parsed.bodyFrom, longestTextBytes);
  const decoded = format.decode({ path, frontMatter: parsed.frontMatter, body });
  if (decoded.kind !== 'issue' || decoded.facts.id !== issue.id) return err({ kind: 'notFound', path });
  const markdown = format.textIn?.(body.text, decoded.facts.title) ?? body.text;
  return ok({ markdown, isWhole: body.isWhole });
}

/** A path of the cache is no path of a listing: it is looked at as if anybody had written it. */
const isRecordIn = (format: MarkdownFormat, path: string): boolean =>
  format.folders.some((folder) => path.startsWith(`${folder}/`)) &&
  !path.split('/').includes('..') &&
  format.isRecord(path);
