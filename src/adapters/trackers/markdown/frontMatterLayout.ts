/** Answers for where the keys and values of a front matter stand in its text, to the character. */
import {
  CHOMPING_MODE,
  COLLECTION_STYLE,
  EVENT_ID,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type Event,
} from 'js-yaml';
import type { Quoting } from './yamlText';

/** A value or a part of one. Offsets are of its first character (a quote, a bracket) and of the one after its last. */
export interface Piece {
  /** `blockText` begins below its header (`|`), `list` and `table` are in brackets when `flow`. */
  readonly kind: 'empty' | 'text' | 'blockText' | 'alias' | 'list' | 'table';
  readonly from: number;
  readonly to: number;
  readonly flow: boolean;
  /** What a text means, and how it is written. */
  readonly text: string;
  readonly quoting: Quoting;
  readonly items: readonly Piece[];
  /** False when it or a part of it has an anchor or a tag, or its end cannot be told. */
  readonly free: boolean;
}

/** A key of the outermost table with its value. */
export interface Entry {
  readonly key: string;
  /** Offset of the key's line. */
  readonly lineStart: number;
  /** Offset behind the colon; null when the key is written in a way that is not touched (`? key`, `&anchor key`). */
  readonly afterColon: number | null;
  readonly value: Piece;
  /** Offset of the line below its last one; comment lines and blank lines below are not its own. */
  readonly end: number;
}

/**
 * The entries of the outermost table in their order, a key that stands twice twice. Null when there is no such table
 * in lines (text, a list, a table in braces), or a value has no key.
 * @throws YAMLException where the text is no YAML.
 */
export function layOut(text: string): readonly Entry[] | null {
  const events = parseEvents(text, { maxDepth: 32 });
  const [, root] = events;
  if (root === undefined || root.type === EVENT_ID.POP) return [];
  if (root.type === EVENT_ID.SCALAR && root.valueStart === -1 && root.tagStart === -1) return [];
  if (root.type !== EVENT_ID.MAPPING || root.style !== COLLECTION_STYLE.BLOCK || root.anchorStart !== -1) return null;
  return new Walk(text, events).entries();
}

type ScalarEvent = Extract<Event, { type: typeof EVENT_ID.SCALAR }>;

class Walk {
  /** The next event; the document and its table have begun. */
  private next = 2;

  constructor(
    private readonly text: string,
    private readonly events: readonly Event[],
  ) {}

  entries(): readonly Entry[] | null {
    const pairs: { key: Piece; value: Piece }[] = [];
    while (this.events[this.next]?.type !== EVENT_ID.POP) pairs.push({ key: this.piece(), value: this.piece() });
    if (pairs.some(({ key }) => key.kind === 'empty')) return null;
    return pairs.map(({ key, value }, index) => {
      const lineStart = startOfLine(this.text, key.from);
      const below = pairs[index + 1]?.key.from;
      const limit = below === undefined ? this.text.length : startOfLine(this.text, below);
      const afterColon = this.afterColon(key, lineStart);
      const last = Math.max(value.to, afterColon ?? key.to);
      return { key: key.text, lineStart, afterColon, value, end: this.endOfEntry(last, limit) };
    });
  }

  private afterColon(key: Piece, lineStart: number): number | null {
    if (key.kind !== 'text' || !key.free || this.text.slice(lineStart, key.from).trim() !== '') return null;
    return this.match(/[ \t]*:/y, key.to);
  }

  /** Dashes with nothing behind them have no event, so lines are looked at. */
  private endOfEntry(last: number, limit: number): number {
    let end = last === startOfLine(this.text, last) ? last : startOfNextLine(this.text, last);
    for (let at = end; at < limit;) {
      const below = startOfNextLine(this.text, at);
      if (!/^\s*(?:#|$)/.test(this.text.slice(at, below))) end = below;
      at = below;
    }
    return end;
  }

  private piece(): Piece {
    const event = this.events[this.next++];
    switch (event?.type) {
      case EVENT_ID.SCALAR:
        return this.scalar(event);
      case EVENT_ID.ALIAS:
        return { ...none, kind: 'alias', from: event.anchorStart - 1, to: event.anchorEnd, free: true };
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING:
        return this.collection(event);
      default:
        throw new Error('the events of a value are missing');
    }
  }

  private scalar(event: ScalarEvent): Piece {
    const free = event.anchorStart === -1 && event.tagStart === -1;
    if (event.valueStart === -1) return { ...none, free };
    const { style, valueStart, valueEnd } = event;
    const text = getScalarValue(this.text, event);
    if (style === SCALAR_STYLE.LITERAL_BLOCK || style === SCALAR_STYLE.FOLDED_BLOCK) {
      return { ...none, kind: 'blockText', from: valueStart, to: this.endOfBlock(event), text, free };
    }
    const quoting = style === SCALAR_STYLE.PLAIN ? 'plain' : style === SCALAR_STYLE.SINGLE_QUOTED ? 'single' : 'double';
    const mark = quoting === 'plain' ? 0 : 1;
    return { ...none, kind: 'text', from: valueStart - mark, to: valueEnd + mark, text, quoting, free };
  }

  /** Blank lines below are the block's own only where it keeps them (`|+`). */
  private endOfBlock({ valueStart, valueEnd, chomping }: ScalarEvent): number {
    if (chomping === CHOMPING_MODE.KEEP) return valueEnd;
    const length = this.text.slice(valueStart, valueEnd).trimEnd().length;
    return length === 0 ? valueStart : startOfNextLine(this.text, valueStart + length);
  }

  private collection(event: Extract<Event, { type: typeof EVENT_ID.SEQUENCE | typeof EVENT_ID.MAPPING }>): Piece {
    const items: Piece[] = [];
    while (this.events[this.next]?.type !== EVENT_ID.POP) items.push(this.piece());
    this.next++;
    const flow = event.style === COLLECTION_STYLE.FLOW;
    const last = items.reduce((furthest, { to }) => Math.max(furthest, to), event.start);
    const to = flow ? this.closing(event.start, last) : last;
    const free = event.anchorStart === -1 && event.tagStart === -1 && to !== null && items.every((item) => item.free);
    const kind = event.type === EVENT_ID.SEQUENCE ? 'list' : 'table';
    return { ...none, kind, from: event.start, to: to ?? last, flow, items, free };
  }

  /** Behind the bracket that closes; a pair in a list (`[a: b]`) has none. */
  private closing(start: number, last: number): number | null {
    if (!/[[{]/.test(this.text.charAt(start))) return last;
    return this.match(/(?:[\s,:?]|#[^\r\n]*[\r\n])*[\]}]/y, Math.max(last, start + 1));
  }

  private match(pattern: RegExp, at: number): number | null {
    pattern.lastIndex = at;
    return pattern.test(this.text) ? pattern.lastIndex : null;
  }
}

const none: Piece = {
  kind: 'empty',
  from: -1,
  to: -1,
  flow: false,
  text: '',
  quoting: 'plain',
  items: [],
  free: true,
};

export function startOfLine(text: string, at: number): number {
  let start = at;
  // Searching for the last of a line end that is nowhere would go through all the text above for each line.
  while (start > 0 && !/[\r\n]/.test(text.charAt(start - 1))) start--;
  return Math.max(0, start);
}

/** The end of the text when there is no further line. */
export function startOfNextLine(text: string, at: number): number {
  const end = /\r\n?|\n/g;
  end.lastIndex = at;
  return end.test(text) ? end.lastIndex : text.length;
}
