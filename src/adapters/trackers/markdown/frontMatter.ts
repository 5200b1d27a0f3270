/** Answers for the YAML front matter of a markdown file, as fields with their lines. */
import { isUtf8 } from 'node:buffer';
import { frontMatterBounds } from './frontMatterBounds';
import { quoteReservedStarts } from './reservedStarts';
import { yamlFields, type YamlReading } from './yamlFields';

/** What stands under a key. Positions are lines of the file, 1-based. An alias is the very value it names. */
export type Value = Scalar | List | Table;

export interface Scalar {
  readonly kind: 'scalar';
  /** The text as meant: quotes and escapes resolved, nothing else; `1e234567` stays what it is. */
  readonly text: string;
  /** False when it was quoted or a block: then `null` and `true` are words. */
  readonly plain: boolean;
  readonly line: number;
}

export interface List {
  readonly kind: 'list';
  readonly items: readonly Value[];
  readonly line: number;
}

export interface Table {
  readonly kind: 'table';
  readonly fields: ReadonlyMap<string, Value>;
  readonly line: number;
}

export interface FrontMatter {
  readonly fields: ReadonlyMap<string, Value>;
}

export type FrontMatterReading =
  /** `bodyFrom`: byte offset of the line below. */
  | { readonly kind: 'fields'; readonly frontMatter: FrontMatter; readonly bodyFrom: number }
  /** The file does not begin with a line `---`. */
  | { readonly kind: 'none' }
  /** `line` of the file, 1-based; `why` is a clause that goes on after the file's place, such as "is not valid UTF-8". */
  | { readonly kind: 'malformed'; readonly line: number; readonly why: string };

const conflictMarker = /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/m;

/** The first line is the opening one, so the fields begin in the second. */
const firstFieldLine = 2;

/**
 * Reads the front matter at the beginning of a file: between a line `---` and the next line `---` or `...`. Spaces
 * after them, a byte order mark and any line ends are taken as they come. A key that stands twice counts by its last
 * value. Texts that begin with `@` or a backtick, which YAML reserves and Backlog.md writes, are read as texts.
 * @param content the file as text or bytes, or its beginning when `isWhole` is false: enough that the front matter is
 * closed in it (see {@link frontMatterBounds}), else it counts as not closed.
 */
export function parseFrontMatter(content: string | Buffer, isWhole = true): FrontMatterReading {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  const bounds = frontMatterBounds(bytes, isWhole);
  switch (bounds.kind) {
    case 'none':
      return bounds;
    case 'damaged':
      return malformed(1, bounds.why);
    case 'open':
      return malformed(1, 'has front matter that is not closed by a line ---');
    case 'tooLong':
      return malformed(1, `has front matter longer than ${bounds.longestBytes / 1024} KiB`);
    case 'closed': {
      const reading = parseFields(bytes.subarray(bounds.from, bounds.to));
      return reading.kind === 'fields' ? { ...reading, bodyFrom: bounds.after } : reading;
    }
  }
}

function parseFields(bytes: Buffer): YamlReading {
  const nul = bytes.indexOf(0);
  if (nul !== -1) return malformed(lineAt(bytes, nul), 'holds NUL bytes: the file was damaged');
  if (!isUtf8(bytes)) return malformed(firstInvalidLine(bytes), 'is not valid UTF-8: save the file as UTF-8');
  const text = bytes.toString('utf8');
  const conflict = conflictMarker.exec(text);
  if (conflict !== null) {
    return malformed(
      lineAt(bytes, Buffer.byteLength(text.slice(0, conflict.index))),
      'holds a git conflict marker: resolve the merge',
    );
  }
  const first = yamlFields(text, firstFieldLine);
  if (first.kind === 'fields') return first;
  const quoted = quoteReservedStarts(text);
  if (quoted === text) return first;
  return yamlFields(quoted, firstFieldLine);
}

const malformed = (line: number, why: string): YamlReading & { readonly kind: 'malformed' } => ({
  kind: 'malformed',
  line,
  why,
});

function lineAt(bytes: Buffer, position: number): number {
  return firstFieldLine + (bytes.toString('latin1', 0, position).match(/\r\n?|\n/g)?.length ?? 0);
}

function firstInvalidLine(bytes: Buffer): number {
  let line = firstFieldLine;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start);
    if (!isUtf8(bytes.subarray(start, end === -1 ? bytes.length : end))) return line;
    if (end === -1) break;
    start = end + 1;
  }
  return firstFieldLine;
}
