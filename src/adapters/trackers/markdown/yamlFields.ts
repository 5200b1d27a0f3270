/** Answers for turning YAML text into values with lines: every scalar stays the text it is. */
import { EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException, type Event } from 'js-yaml';
import type { FrontMatter, Value } from './frontMatter';

export type YamlReading =
  | { readonly kind: 'fields'; readonly frontMatter: FrontMatter }
  | { readonly kind: 'malformed'; readonly line: number; readonly why: string };

/** Deeper nesting is an attack on whoever walks it. */
const deepest = 32;

interface OpenNode {
  readonly node: Value;
  readonly anchor: string | null;
  readonly add: (value: Value) => void;
}

/**
 * Reads one YAML document whose root is a table.
 *
 * Built from the parser's events and not with its loader, because a loader makes numbers and dates of what are ids and
 * names, and refuses keys that stand twice. An alias is the value it names and not a copy, so nothing grows.
 * @param firstLine number of the text's first line in its file
 */
export function yamlFields(text: string, firstLine: number): YamlReading {
  let events: readonly Event[];
  try {
    events = parseEvents(text, { maxDepth: deepest });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return malformed(firstLine + (error.mark?.line ?? 0), `is not valid YAML: ${error.reason}`);
  }
  return new Composer(text, firstLine).compose(events);
}

class Composer {
  private readonly anchors = new Map<string, Value>();
  private readonly open: OpenNode[] = [];
  private root: Value | null = null;
  private documents = 0;
  private line: number;
  /** Up to where lines are counted. Events come in the order of the text. */
  private counted = 0;

  constructor(
    private readonly text: string,
    firstLine: number,
  ) {
    this.line = firstLine;
  }

  compose(events: readonly Event[]): YamlReading {
    const firstLine = this.line;
    for (const event of events) {
      switch (event.type) {
        case EVENT_ID.DOCUMENT:
          if (++this.documents > 1) return malformed(this.line, 'holds more than one YAML document');
          break;
        case EVENT_ID.SCALAR:
          if (event.valueStart !== -1) this.countTo(event.valueStart);
          this.close(
            {
              kind: 'scalar',
              text: getScalarValue(this.text, event),
              plain: event.style === SCALAR_STYLE.PLAIN,
              line: this.line,
            },
            this.name(event.anchorStart, event.anchorEnd),
          );
          break;
        case EVENT_ID.SEQUENCE:
          this.countTo(event.start);
          this.openList(this.name(event.anchorStart, event.anchorEnd));
          break;
        case EVENT_ID.MAPPING:
          this.countTo(event.start);
          this.openTable(this.name(event.anchorStart, event.anchorEnd));
          break;
        case EVENT_ID.ALIAS: {
          this.countTo(event.anchorStart);
          const name = this.text.slice(event.anchorStart, event.anchorEnd);
          const value = this.anchors.get(name);
          // One that is not closed yet would hold itself, and walking it would not end.
          if (value === undefined) return malformed(this.line, 'has a YAML alias that names nothing above it');
          this.close(value, null);
          break;
        }
        case EVENT_ID.POP: {
          const closed = this.open.pop();
          if (closed !== undefined) this.close(closed.node, closed.anchor);
          break;
        }
      }
    }
    const { root } = this;
    if (root === null || (root.kind === 'scalar' && root.plain && root.text === '')) {
      return { kind: 'fields', frontMatter: { fields: new Map() } };
    }
    if (root.kind !== 'table') return malformed(firstLine, 'has front matter that is not keys and values');
    return { kind: 'fields', frontMatter: { fields: root.fields } };
  }

  private openList(anchor: string | null): void {
    const items: Value[] = [];
    this.open.push({
      node: { kind: 'list', items, line: this.line },
      anchor,
      add: (value) => {
        items.push(value);
      },
    });
  }

  private openTable(anchor: string | null): void {
    const fields = new Map<string, Value>();
    let key: Value | null = null;
    this.open.push({
      node: { kind: 'table', fields, line: this.line },
      anchor,
      add: (value) => {
        if (key === null) {
          key = value;
          return;
        }
        // A list or table as a key names no field anybody asks for.
        if (key.kind === 'scalar') fields.set(key.text, value);
        key = null;
      },
    });
  }

  private close(value: Value, anchor: string | null): void {
    if (anchor !== null) this.anchors.set(anchor, value);
    const parent = this.open.at(-1);
    if (parent === undefined) this.root ??= value;
    else parent.add(value);
  }

  private name(start: number, end: number): string | null {
    return start === -1 ? null : this.text.slice(start, end);
  }

  private countTo(position: number): void {
    for (; this.counted < position; this.counted++) {
      const code = this.text.charCodeAt(this.counted);
      if (code === 0x0a || (code === 0x0d && this.text.charCodeAt(this.counted + 1) !== 0x0a)) this.line++;
    }
  }
}

const malformed = (line: number, why: string): YamlReading => ({ kind: 'malformed', line, why });
