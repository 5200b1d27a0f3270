/** Answers for where the comments of a text are: by its marks alone, without understanding the language. */
import type { CommentSyntax } from './commentSyntax';

/** In UTF-16 units; `end` is behind the last one. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The comments in their order, without the mark they begin with; that of a mark which is itself a `#` belongs to them.
 * In linear time.
 */
export function findComments(text: string, syntax: CommentSyntax): readonly Span[] {
  const closes = new Map(syntax.block);
  const marks = new RegExp(
    [...closes.keys(), ...syntax.line, ...syntax.strings, ...syntax.longStrings]
      .sort((one, other) => other.length - one.length)
      .map(literal)
      .join('|'),
    'g',
  );
  const strings = new StringEnds(text);
  const spans: Span[] = [];
  for (let match = marks.exec(text); match !== null; match = marks.exec(text)) {
    const [mark] = match;
    const start = match.index;
    const behind = start + mark.length;
    const close = closes.get(mark);
    if (close !== undefined) {
      const end = endAt(text, close, behind);
      spans.push({ start: behind, end });
      marks.lastIndex = end === text.length ? end : end + close.length;
    } else if (syntax.line.includes(mark)) {
      if (!beginsComment(text, start, mark)) continue;
      const end = endAt(text, '\n', behind);
      spans.push({ start: mark === '#' ? start : behind, end });
      marks.lastIndex = end;
    } else {
      const isLong = syntax.longStrings.includes(mark);
      marks.lastIndex = strings.endOf(mark, behind, isLong) ?? behind;
    }
  }
  return spans;
}

/** `$#`, `a#b`, `url(//x)`, `i--` are something else in most languages. */
function beginsComment(text: string, start: number, mark: string): boolean {
  const before = text.charAt(start - 1);
  if (mark === '#' || mark === '--') return before === '' || /\s/.test(before);
  return mark !== '//' || before !== ':';
}

function endAt(text: string, close: string, from: number): number {
  const end = text.indexOf(close, from);
  return end === -1 ? text.length : end;
}

/** Finds where strings end; a mark that has no partner is looked for once. */
class StringEnds {
  /** By mark: up to where it is known that there is no partner. */
  private readonly none = new Map<string, number>();

  constructor(private readonly text: string) {}

  /** Behind the closing mark; null where there is none, on this line or, for a long one, at all. */
  endOf(mark: string, from: number, isLong: boolean): number | null {
    if (from <= (this.none.get(mark) ?? -1)) return null;
    const { text } = this;
    let at = from;
    for (; at < text.length; at++) {
      const sign = text.charAt(at);
      if (sign === '\\') at++;
      else if (sign === mark) return at + 1;
      else if (sign === '\n' && !isLong) break;
    }
    this.none.set(mark, at);
    return null;
  }
}

const literal = (mark: string): string => mark.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
