/** Answers for reading JSON Lines fast, bounded and without forgetting: unchanged lines keep their issue. */
import { isUtf8 } from 'node:buffer';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Issue, RecordLocation, RecordProblem } from '../../../domain/issue';
import { sameFacts } from '../../../domain/sameFacts';
import { decodeRecord, type DecodedRecord } from './record';

/** A longer line is no issue, and parsing it would hold up the host. */
export const longestLineBytes = 4 * 1024 * 1024;

/** After this much the host gets a turn; parsing it takes some milliseconds. */
const sliceBytes = 512 * 1024;

/** Where the lines come from, and so how issues and problems are placed. */
export interface LinesOrigin {
  /** Place of an issue that was read from this line; null when it stands in no file. */
  locate(id: string, line: number): RecordLocation | null;
  /** A problem with this line, from a clause such as "is not valid JSON". */
  problem(line: number, clause: string): RecordProblem;
}

export interface LinesReading {
  readonly issues: readonly Issue[];
  readonly problems: readonly RecordProblem[];
}

interface KnownLine {
  readonly bytes: number;
  readonly record: DecodedRecord;
  /** The issue handed out for the record, by place: a moved record is a new issue, not a new parse. */
  issue: Issue | null;
}

const newline = 0x0a;
const carriageReturn = 0x0d;
const conflictMarker = /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/;

/** Reads versions of one file (or output) after each other. */
export class JsonlReader {
  private known = new Map<number, readonly KnownLine[]>();
  /** Issues an earlier run handed out, by id: those that still say the same are handed out again. */
  private earlier: ReadonlyMap<string, Issue> = new Map();

  /** Takes back the issues of an earlier run. */
  resume(issues: readonly Issue[]): void {
    this.earlier = new Map(issues.map((issue) => [issue.id, issue]));
  }

  /**
   * Lines are numbered from 1; empty ones are skipped. Two equal lines give two issues.
   * @throws the signal's reason when aborted; what was known stays known.
   */
  async read(bytes: Buffer, origin: LinesOrigin, signal: AbortSignal): Promise<LinesReading> {
    const issues: Issue[] = [];
    const problems: RecordProblem[] = [];
    if (isUtf16(bytes)) return { issues, problems: [origin.problem(1, 'is UTF-16: save the file as UTF-8')] };

    const seen = new Map<number, KnownLine[]>();
    let conflictReported = false;
    let turnEnds = sliceBytes;
    let line = 0;
    for (let start = hasByteOrderMark(bytes) ? 3 : 0; start < bytes.length;) {
      line++;
      const lineEnd = endOfLine(bytes, start);
      const text = bytes.subarray(start, bytes[lineEnd - 1] === carriageReturn ? lineEnd - 1 : lineEnd);
      start = lineEnd + 1;
      if (start >= turnEnds) {
        turnEnds = start + sliceBytes;
        await nextTurn();
        signal.throwIfAborted();
      }
      if (isBlank(text)) continue;
      if (isConflictMarker(text)) {
        if (!conflictReported) {
          problems.push(
            origin.problem(line, 'is a git conflict marker: resolve the merge; until then both sides count'),
          );
        }
        conflictReported = true;
        continue;
      }
      const entry = this.recall(text, seen);
      const { record } = entry;
      if (record.kind === 'malformed') problems.push(origin.problem(line, record.why));
      if (record.kind !== 'issue') continue;
      if (record.remarks.length > 0) {
        problems.push(origin.problem(line, `(${record.facts.id}) was read, except: ${record.remarks.join('; ')}`));
      }
      const location = origin.locate(record.facts.id, line);
      if (entry.issue === null || !isSamePlace(entry.issue.location, location)) {
        entry.issue = this.sameAsEarlier({ ...record.facts, location });
      }
      issues.push(entry.issue);
    }
    this.known = seen;
    // The earlier run has been caught up with: from now on the lines themselves tell.
    this.earlier = new Map();
    return { issues, problems };
  }

  private sameAsEarlier(issue: Issue): Issue {
    const earlier = this.earlier.get(issue.id);
    return earlier !== undefined && sameFacts(earlier, issue) ? earlier : issue;
  }

  /** What this line says: from the last reading when it was there, else parsed. */
  private recall(text: Buffer, seen: Map<number, KnownLine[]>): KnownLine {
    const key = hash(text);
    let siblings = seen.get(key);
    if (siblings === undefined) seen.set(key, (siblings = []));
    const known = this.known.get(key)?.[siblings.length];
    const entry = known?.bytes === text.length ? known : { bytes: text.length, record: parseLine(text), issue: null };
    siblings.push(entry);
    return entry;
  }
}

function parseLine(text: Buffer): DecodedRecord {
  if (text.length > longestLineBytes) {
    return { kind: 'malformed', why: `is longer than ${longestLineBytes / 1024 / 1024} MiB` };
  }
  if (text.includes(0)) return { kind: 'malformed', why: 'holds NUL bytes: the file was damaged' };
  if (!isUtf8(text)) return { kind: 'malformed', why: 'is not valid UTF-8' };
  let value: unknown;
  try {
    value = JSON.parse(text.toString('utf8'));
  } catch {
    // The parser's own message quotes the line, which may be of any content and length.
    return { kind: 'malformed', why: 'is not valid JSON' };
  }
  return decodeRecord(value);
}

function endOfLine(bytes: Buffer, start: number): number {
  const end = bytes.indexOf(newline, start);
  return end === -1 ? bytes.length : end;
}

/** Few lines are blank, and those are short: a long one is left to the parser. */
const isBlank = (text: Buffer): boolean =>
  text.length === 0 || (text.length < 1024 && text.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)));

const isConflictMarker = (text: Buffer): boolean => conflictMarker.test(text.toString('latin1', 0, 8));

const hasByteOrderMark = (bytes: Buffer): boolean => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

const isUtf16 = (bytes: Buffer): boolean =>
  (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);

const isSamePlace = (a: RecordLocation | null, b: RecordLocation | null): boolean =>
  a === b || (a !== null && b !== null && a.line === b.line && a.path === b.path);

/**
 * 53 bits of two FNV-like lanes, four bytes a step. Together with the length it tells lines apart well enough: a
 * changed line is taken for an old one once in 10^15 changes, and keeping the text instead would hold the whole
 * file in memory.
 */
function hash(text: Buffer): number {
  const view = new DataView(text.buffer, text.byteOffset, text.length);
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;
  const mix = (value: number): void => {
    low = Math.imul(low ^ value, 0x01000193);
    low ^= low >>> 15;
    high = Math.imul(high ^ value, 0x85ebca6b) + 1;
    high ^= high >>> 13;
  };
  let at = 0;
  for (; at + 4 <= text.length; at += 4) mix(view.getInt32(at, true));
  for (; at < text.length; at++) mix(view.getUint8(at));
  return (high & 0x1fffff) * 0x100000000 + (low >>> 0);
}
