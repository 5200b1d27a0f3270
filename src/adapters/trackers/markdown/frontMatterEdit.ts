/** Answers for changing values in the front matter of a record while every other byte stays what it is. */
import type { Failure } from '../../../domain/failure';
import { err, ok, type Result } from '../../../domain/result';
import { parseFrontMatter } from './frontMatter';
import { frontMatterBounds } from './frontMatterBounds';
import { layOut, startOfLine, startOfNextLine, type Entry } from './frontMatterLayout';
import { saysOnly } from './frontMatterSays';
import { quoteReservedStarts } from './reservedStarts';
import { isList, isPlain, meantText, scalarText, type EditScalar, type EditValue, type Moment } from './yamlText';

export interface EditOptions {
  /** The file as failures name it. */
  readonly what: string;
  /** Keys in the order of the format: one that is missing comes behind the nearest before it that is there. */
  readonly keyOrder: readonly string[];
}

/** Text to be put in place of the characters from `from` up to `to`. */
interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * The file with these keys changed. Comments, order, quoting and line ends stay; of keys that stand twice the last one,
 * which counts, is changed. What cannot be changed without harm (anchors, tags, unusual ways to write a key) is refused.
 * @param content the whole file; only its front matter has to be UTF-8.
 */
export function editFrontMatter(
  content: Buffer,
  changes: ReadonlyMap<string, EditValue>,
  options: EditOptions,
): Result<Buffer, Failure> {
  const before = parseFrontMatter(content);
  const bounds = frontMatterBounds(content, true);
  if (before.kind !== 'fields' || bounds.kind !== 'closed') {
    const detail = before.kind === 'malformed' ? `it ${before.why} (line ${before.line}).` : 'it has no front matter.';
    return err({ kind: 'malformed', what: options.what, detail });
  }
  const text = content.toString('utf8', bounds.from, bounds.to);
  const delimiter = content.toString('latin1', 0, bounds.from);
  const edited = new FieldEdit(text, delimiter.endsWith('\r\n') ? '\r\n' : delimiter.slice(-1), options).edit(changes);
  if (!edited.ok) return edited;
  const after = Buffer.concat([
    content.subarray(0, bounds.from),
    Buffer.from(edited.value, 'utf8'),
    content.subarray(bounds.to),
  ]);
  const read = parseFrontMatter(after);
  return read.kind === 'fields' && saysOnly(before.frontMatter, read.frontMatter, changes)
    ? ok(after)
    : err(refusal(options.what, 'a change would harm other keys'));
}

const refusal = (what: string, why: string): Failure => ({
  kind: 'unusable',
  what,
  advice: `${why}. Change it by hand.`,
});

class FieldEdit {
  /** What is laid out: the text itself, or with quotes around what YAML reserves. */
  private readonly parsed: string;
  /** Null where the parsed text is the text itself. */
  private readonly origins: readonly number[] | null;
  private readonly entries: readonly Entry[] | null;
  private readonly splices: Splice[] = [];

  constructor(
    private readonly text: string,
    /** That of the line above. */
    private readonly lineEnd: string,
    private readonly options: EditOptions,
  ) {
    const direct = layOutIfValid(text);
    this.parsed = direct === undefined ? quoteReservedStarts(text) : text;
    this.origins = direct === undefined ? originsOf(this.parsed, text) : null;
    this.entries = direct === undefined ? (layOutIfValid(this.parsed) ?? null) : direct;
  }

  edit(changes: ReadonlyMap<string, EditValue>): Result<string, Failure> {
    const { entries, options } = this;
    if (entries === null) return err(refusal(options.what, 'its front matter is not one key a line'));
    for (const [key, value] of changes) {
      const entry = entries.findLast((each) => each.key === key);
      if (entry !== undefined && !this.change(entry, value)) {
        return err(refusal(options.what, `its ${key} is written with an anchor, a tag or an unusual key`));
      }
    }
    const missing = [...changes].filter(([key]) => !entries.some((each) => each.key === key));
    for (const [key, value] of inOrder(missing, options.keyOrder)) this.insert(entries, key, value);
    return ok(this.spliced());
  }

  private change({ afterColon, value: old, end }: Entry, value: EditValue): boolean {
    if (afterColon === null || !old.free) return false;
    if (old.kind === 'text' && !isList(value) && saysAlready(old, value)) return true;
    if (old.kind === 'empty') return this.put(afterColon, afterColon, ` ${inline(value)}`);
    if (old.kind === 'blockText') {
      const header = /[ \t]*[|>][-+0-9]*/y;
      header.lastIndex = afterColon;
      if (!header.test(this.parsed)) return false;
      this.put(afterColon, header.lastIndex, ` ${inline(value)}`);
      return this.put(old.from, old.to, '');
    }
    if (old.kind === 'text' || old.kind === 'alias' || old.flow) {
      return this.put(old.from, old.to, this.inlineLike(old, value));
    }
    const firstLine = startOfLine(this.parsed, old.from);
    if (old.kind === 'list' && isList(value) && value.length > 0) {
      return this.put(firstLine, end, this.listLines(old, firstLine, end, value));
    }
    this.put(afterColon, afterColon, ` ${inline(value)}`);
    return this.put(firstLine, end, '');
  }

  private inlineLike(old: Entry['value'], value: EditValue): string {
    if (isList(value)) {
      const kept = new Map(old.items.map((item) => [item, this.parsed.slice(item.from, item.to)]));
      const items = value.map((item) => {
        const same = old.items.find((each) => kept.has(each) && each.kind === 'text' && saysAlready(each, item));
        const source = same === undefined ? undefined : kept.get(same);
        if (same !== undefined) kept.delete(same);
        return source ?? itemText(item);
      });
      return `[${items.join(', ')}]`;
    }
    // One that is not quoted is a time to whoever reads YAML's timestamps, and stays one.
    if (isMoment(value) && old.quoting === 'plain' && /^\d{4}-\d\d?-\d\d?/.test(old.text)) return meantText(value);
    return scalarText(value, old.quoting);
  }

  /** Items that stay keep their lines, with the comments behind and above them. */
  private listLines(old: Entry['value'], from: number, to: number, items: readonly EditScalar[]): string {
    const { parsed } = this;
    const indent = parsed.slice(from, old.from);
    const lines: { piece: Entry['value']; text: string }[] = [];
    let start = from;
    for (const piece of old.items) {
      const below = startOfNextLine(parsed, piece.to);
      const text = parsed.slice(start, below);
      if (piece.kind === 'text' && below <= to) lines.push({ piece, text });
      start = Math.max(start, below);
    }
    const lineEnd = lineEndOf(parsed.slice(from, startOfNextLine(parsed, from))) || this.lineEnd;
    return items
      .map((item) => {
        const same = lines.findIndex(({ piece }) => saysAlready(piece, item));
        return lines.splice(same, same === -1 ? 0 : 1)[0]?.text ?? `${indent}- ${scalarText(item)}${lineEnd}`;
      })
      .join('');
  }

  private insert(entries: readonly Entry[], key: string, value: EditValue): void {
    const { keyOrder } = this.options;
    const before = keyOrder.slice(0, Math.max(0, keyOrder.indexOf(key)));
    const neighbour = before
      .map((known) => entries.findLast((entry) => entry.key === known))
      .findLast((entry) => entry !== undefined);
    const at = neighbour?.end ?? this.parsed.length;
    const [first] = entries;
    const indent = first === undefined ? '' : /^[ \t]*/.exec(this.parsed.slice(first.lineStart))?.[0];
    const lineEnd = lineEndOf(this.parsed.slice(0, at)) || this.lineEnd;
    const name = `${indent ?? ''}${scalarText(key)}:`;
    const lines =
      isList(value) && value.length > 0
        ? [name, ...value.map((item) => `${indent ?? ''}- ${scalarText(item)}`)]
        : [`${name} ${inline(value)}`];
    this.put(at, at, lines.map((line) => line + lineEnd).join(''));
  }

  private put(from: number, to: number, text: string): true {
    this.splices.push({ from, to, text });
    return true;
  }

  private spliced(): string {
    const place = (at: number): number => (this.origins === null ? at : (this.origins[at] ?? this.text.length));
    let result = '';
    let at = 0;
    // Sorting is stable: what comes to one place comes in the order it was put.
    for (const splice of this.splices.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
      result += this.text.slice(at, place(splice.from)) + splice.text;
      at = place(splice.to);
    }
    return result + this.text.slice(at);
  }
}

/** Undefined where the text is no YAML. */
function layOutIfValid(text: string): readonly Entry[] | null | undefined {
  try {
    return layOut(text);
  } catch (error) {
    if (error instanceof Error && error.name === 'YAMLException') return undefined;
    throw error;
  }
}

/** For each place in the text with added quotes its place in the text without. */
function originsOf(quoted: string, text: string): readonly number[] {
  let at = 0;
  const origins = Array.from({ length: quoted.length }, (_, index) => {
    const origin = at;
    if (quoted[index] === text[at]) at++;
    return origin;
  });
  return [...origins, at];
}

const isMoment = (value: EditScalar): value is Moment => typeof value === 'object' && value !== null;

const itemText = (item: EditScalar): string => scalarText(item, 'plain', true);

const inline = (value: EditValue): string =>
  isList(value) ? `[${value.map(itemText).join(', ')}]` : scalarText(value);

function saysAlready(old: Entry['value'], value: EditScalar): boolean {
  if (old.text !== meantText(value)) return false;
  const isText = typeof value === 'string' || isMoment(value);
  return isText ? old.quoting !== 'plain' || isPlain(old.text) || isMoment(value) : old.quoting === 'plain';
}

const lineEndOf = (text: string): string => /(?:\r\n|\r|\n)$/.exec(text)?.[0] ?? '';

/** Those of the order in its order, then the others as they came. */
function inOrder<T>(
  pairs: readonly (readonly [string, T])[],
  order: readonly string[],
): readonly (readonly [string, T])[] {
  const rank = ([key]: readonly [string, T]): number => (order.includes(key) ? order.indexOf(key) : order.length);
  return pairs.toSorted((a, b) => rank(a) - rank(b));
}
