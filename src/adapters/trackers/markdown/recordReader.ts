/** Answers for what is known of one record file after a look at it: its issue, or what is wrong with it. */
import { isDeepStrictEqual } from 'node:util';
import type { Failure } from '../../../domain/failure';
import type { Issue, RecordProblem } from '../../../domain/issue';
import type { Result } from '../../../domain/result';
import type { Clock } from '../../../ports/clock';
import type { IssueText } from '../../../ports/tracker';
import type { MarkdownFormat } from './format';
import { bodyIn } from './body';
import { parseFrontMatter } from './frontMatter';
import { OwnTexts } from './ownText';
import { RecordFiles, type FileLook } from './recordFile';
import { textOfRecord } from './recordText';
import { shortened } from './shortened';

/** In UTF-16 units. What a file says is in it, so it may be of any length. */
const longestClause = 400;

/** Immutable; another look makes another one when anything differs. */
export interface KnownRecord {
  /** Relative to the home, with forward slashes. */
  readonly path: string;
  /** What the file was known by when it was read; null: only git vouches for it, or it could not be seen. */
  readonly stamp: string | null;
  /** The stamp does not tell whether it changed: it was read too soon after a change, or under another format. */
  readonly racy: boolean;
  readonly isLink: boolean;
  readonly issue: Issue | null;
  readonly problem: RecordProblem | null;
}

export interface RecordLook {
  /** Null: nothing is there. The known one when all is as it was. */
  readonly record: KnownRecord | null;
  /** When the file changed last, in epoch milliseconds, where it was read; else null. */
  readonly changedAtMs: number | null;
}

type Said = Pick<KnownRecord, 'issue' | 'problem'>;

export class RecordReader {
  private readonly files: RecordFiles;
  private readonly texts = new OwnTexts();

  /** @param root absolute path of the home */
  constructor(root: string, clock: Clock) {
    this.files = new RecordFiles(root, clock);
  }

  /** As {@link textOfRecord}. */
  text(issue: Issue, format: MarkdownFormat): Result<IssueText, Failure> {
    return textOfRecord(this.files, issue, format);
  }

  /**
   * @param known what is known of the file; its stamp spares the reading, its issue is kept when it says the same
   * @param isFile whether the folder's listing has just called it a regular file
   */
  look(path: string, known: KnownRecord | undefined, format: MarkdownFormat, isFile = false): RecordLook {
    const seen = this.files.look(path, known === undefined || known.racy ? null : known.stamp, isFile);
    switch (seen.kind) {
      case 'missing':
        return { record: null, changedAtMs: null };
      case 'unchanged':
        return { record: known ?? null, changedAtMs: null };
      case 'refused': {
        const { stamp, isLink, why } = seen;
        const said = { issue: null, problem: problemAt(path, null, why) };
        return { record: asKnown({ path, stamp, racy: false, isLink, ...said }, known), changedAtMs: null };
      }
      case 'read': {
        const { stamp, racy, isLink, changedAtMs } = seen;
        return {
          record: asKnown({ path, stamp, racy, isLink, ...this.understand(path, seen, format) }, known),
          changedAtMs,
        };
      }
    }
  }

  private understand(path: string, seen: FileLook & { readonly kind: 'read' }, format: MarkdownFormat): Said {
    const parsed = parseFrontMatter(seen.head, seen.isWhole);
    if (parsed.kind === 'none') {
      const why = seen.head.length === 0 ? 'is an empty file' : 'has no front matter: its first line is not ---';
      return { issue: null, problem: problemAt(path, 1, why) };
    }
    if (parsed.kind === 'malformed') return { issue: null, problem: problemAt(path, parsed.line, parsed.why) };
    const { frontMatter, bodyFrom } = parsed;
    const decoded = format.decode({ path, frontMatter, body: bodyIn(seen, bodyFrom) });
    switch (decoded.kind) {
      case 'nothing':
        return { issue: null, problem: null };
      case 'malformed':
        return { issue: null, problem: problemAt(path, decoded.line, decoded.why) };
      case 'issue': {
        const { facts, remarks } = decoded;
        const clauses = remarks.map(({ clause }) => clause).join('; ');
        return {
          issue: { ...this.texts.own(facts), location: { path, line: 1 } },
          problem:
            remarks[0] === undefined
              ? null
              : problemAt(path, remarks[0].line, `(${facts.id}) was read, except: ${clauses}`),
        };
      }
    }
  }
}

const problemAt = (path: string, line: number | null, clause: string): RecordProblem => ({
  path,
  line,
  message: `This record ${shortened(clause, longestClause)}.`,
});

/** Keeps the issue and the problem that are known when they say the same, and all of it when nothing differs. */
function asKnown(record: KnownRecord, known: KnownRecord | undefined): KnownRecord {
  if (known === undefined) return record;
  const issue = isDeepStrictEqual(record.issue, known.issue) ? known.issue : record.issue;
  const problem = isDeepStrictEqual(record.problem, known.problem) ? known.problem : record.problem;
  const same =
    issue === known.issue &&
    problem === known.problem &&
    record.stamp === known.stamp &&
    record.racy === known.racy &&
    record.isLink === known.isLink;
  return same ? known : { ...record, issue, problem };
}
