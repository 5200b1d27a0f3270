/** Answers for what the fields of a record say, and for remarking what cannot be understood without losing the rest. */
import type { Remark } from './format';
import type { FrontMatter, Table, Value } from './frontMatter';

/** One record's fields by name. What has the wrong type is left out, with a remark. */
export class RecordFields {
  private readonly found: Remark[] = [];

  /** @param source front matter, or a table in it */
  constructor(private readonly source: FrontMatter | Table) {}

  /** What could not be understood so far, in the order it was asked for. */
  get remarks(): readonly Remark[] {
    return this.found;
  }

  /** True when the key stands there with anything but nothing (`null`, `~`, empty). */
  has(key: string): boolean {
    return this.value(key) !== null;
  }

  /** The value as it was parsed; null when there is none, or it is nothing (`null`, `~`, empty). */
  value(key: string): Value | null {
    const value = this.source.fields.get(key);
    return value === undefined || isNothing(value) ? null : value;
  }

  /** The line of the key's value, 1-based; 1 when there is none. */
  lineOf(key: string): number {
    return this.source.fields.get(key)?.line ?? 1;
  }

  /** Adds a remark on a key; `clause` such as "priority is not one of critical, high, medium, low". */
  remark(key: string, clause: string): void {
    this.found.push({ line: this.lineOf(key), clause });
  }

  /** Without blanks around it; null when it is missing, nothing or blank. */
  text(key: string): string | null {
    const value = this.value(key);
    if (value === null) return null;
    if (value.kind === 'scalar') return nonBlank(value.text);
    this.remark(key, `${key} is not a text`);
    return null;
  }

  /** A single text counts as a list of one; blank ones and nothings are left out. */
  texts(key: string): readonly string[] {
    const value = this.value(key);
    if (value === null) return [];
    if (value.kind === 'scalar') return [value.text.trim()].filter((text) => text !== '');
    const items = value.kind === 'list' ? value.items : [];
    const texts = items.flatMap((item) => (item.kind === 'scalar' && !isNothing(item) ? [item.text.trim()] : []));
    if (value.kind === 'table' || items.some(({ kind }) => kind !== 'scalar')) {
      this.remark(key, `${key} is not a list of texts`);
    }
    return texts.filter((text) => text !== '');
  }

  /** A decimal number, quoted or not. */
  number(key: string): number | null {
    return this.scalar(key, 'a number', (text) => (decimal.test(text) ? Number(text) : null));
  }

  /** `true` or `false` (or `yes`, `no`) in any case, quoted or not. */
  flag(key: string): boolean | null {
    return this.scalar(key, 'true or false', (text) => flags.get(text.toLowerCase()) ?? null);
  }

  /** Epoch milliseconds of a date or a date and time; without a zone it is UTC. */
  time(key: string): number | null {
    return this.scalar(key, 'a date or time', parseTime);
  }

  table(key: string): Table | null {
    const value = this.value(key);
    if (value === null || value.kind === 'table') return value;
    this.remark(key, `${key} is not keys and values`);
    return null;
  }

  private scalar<T>(key: string, what: string, parse: (text: string) => T | null): T | null {
    const value = this.value(key);
    if (value === null) return null;
    const text = value.kind === 'scalar' ? value.text.trim() : null;
    if (text === '') return null;
    const parsed = text === null ? null : parse(text);
    if (parsed === null) this.remark(key, `${key} is not ${what}`);
    return parsed;
  }
}

const decimal = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?$/;
const flags = new Map([
  ['true', true],
  ['yes', true],
  ['false', false],
  ['no', false],
]);
const moment =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?[ \t]*([Zz]|[-+]\d\d(?::?\d\d)?)?)?$/;

/** As YAML's core schema has it (https://yaml.org/spec/1.2.2/#1032-tag-resolution). */
function isNothing(value: Value): boolean {
  return value.kind === 'scalar' && value.plain && /^(?:|~|null|Null|NULL)$/.test(value.text);
}

function nonBlank(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}

/** Null for what is no moment, the 30th of February included. */
function parseTime(text: string): number | null {
  const match = moment.exec(text);
  if (match === null) return null;
  const part = (index: number): number => Number(match[index] ?? 0);
  const milliseconds = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const date = new Date(0);
  date.setUTCFullYear(part(1), part(2) - 1, part(3));
  date.setUTCHours(part(4), part(5), part(6), milliseconds);
  if (date.getUTCMonth() + 1 !== part(2) || date.getUTCDate() !== part(3) || date.getUTCHours() !== part(4))
    return null;
  if (part(5) > 59 || part(6) > 59) return null;
  const offset = offsetMinutes(match[8] ?? 'Z');
  return offset === null ? null : date.getTime() - offset * 60_000;
}

function offsetMinutes(zone: string): number | null {
  if (zone === 'Z' || zone === 'z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', '') || 0);
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
