/** Answers for how a value is written as YAML text, so that PyYAML and YAML 1.2 parsers read back the same. */
import { CORE_SCHEMA, load, YAML11_SCHEMA } from 'js-yaml';

/** A moment, written as Python's `isoformat` writes it. */
export interface Moment {
  readonly atMs: number;
}

export type EditScalar = string | number | boolean | null | Moment;
export type EditValue = EditScalar | readonly EditScalar[];

export const isList = (value: EditValue): value is readonly EditScalar[] => Array.isArray(value);

export type Quoting = 'plain' | 'single' | 'double';

/**
 * Texts are quoted as asked where that can hold them: plain ones that would read back as something else get single
 * quotes, and control characters double ones. What is no text is always plain.
 * @param inBrackets whether it is an item of a list in brackets, where fewer texts can be plain
 */
export function scalarText(value: EditScalar, quoting: Quoting = 'plain', inBrackets = false): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return String(value);
  const text = meantText(value);
  if (quoting === 'double' || !printable.test(text)) return doubleQuoted(text);
  return quoting === 'plain' && isPlain(text, inBrackets) ? text : `'${text.replaceAll("'", "''")}'`;
}

/** The text a reader gets. */
export function meantText(value: EditScalar): string {
  return typeof value === 'object' && value !== null ? isoTime(value.atMs) : String(value);
}

/** UTC with its offset; the fraction, in microseconds, only when there is one. */
export function isoTime(atMs: number): string {
  return new Date(atMs)
    .toISOString()
    .replace(/\.000Z$/, '+00:00')
    .replace(/Z$/, '000+00:00');
}

/** True when the text, without quotes, is that text for parsers of YAML 1.1 and 1.2. */
export function isPlain(text: string, inBrackets = false): boolean {
  if (!printable.test(text) || special.test(text) || (inBrackets && specialInBrackets.test(text))) return false;
  const source = inBrackets ? `[${text}]` : `k: ${text}`;
  return [YAML11_SCHEMA, CORE_SCHEMA].every((schema) => readsBack(source, text, schema));
}

/**
 * What PyYAML quotes or takes for something else although others do not: https://github.com/yaml/pyyaml, `emitter.py`
 * and `resolver.py`. Exponents without a dot are numbers in YAML 1.2.
 */
const special = /^(?:---|\.\.\.|=$|<<$|[-+]?\d+[eE][-+]?\d+$)/;

/** There PyYAML takes a question mark for the end of a text, wherever it stands. */
const specialInBrackets = /\?|^:/;

/** What YAML 1.1 allows unescaped, without what it takes for a line break. */
const printable = /^[\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u;

function readsBack(source: string, text: string, schema: typeof CORE_SCHEMA): boolean {
  try {
    return isOnly(load(source, { schema }), text);
  } catch {
    return false;
  }
}

function isOnly(read: unknown, text: string): boolean {
  if (typeof read !== 'object' || read === null) return false;
  const values: readonly unknown[] = Object.values(read);
  return values.length === 1 && values[0] === text;
}

/** JSON's escapes are YAML's too; the others are added. */
function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
