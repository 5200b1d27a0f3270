/** Answers for the pieces a typed query is made of, and where they stand. */
import type { Span } from './query';

export interface TokenValue extends Span {
  /** Without its quotes. */
  readonly text: string;
  readonly quoted: boolean;
}

export interface Token extends Span {
  readonly negated: boolean;
  /** What stands before the colon, as typed; null: a word. */
  readonly name: string | null;
  /** What commas separate; of a word, the word alone. Empty ones are left out. */
  readonly values: readonly TokenValue[];
  /** Where a quote begins that is not closed; null: all are. */
  readonly openQuote: number | null;
}

/** Also the colon of East Asian keyboards. */
const nameAndColon = /[a-z][a-z-]*[:：]/iy;
const blank = /\s/;

/** Splits at blanks outside of quotes. Within quotes a backslash stands before a quote or a backslash that is meant. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    if (blank.test(text.charAt(at))) at++;
    else {
      const token = tokenAt(text, at);
      tokens.push(token);
      at = token.to;
    }
  }
  return tokens;
}

function tokenAt(text: string, from: number): Token {
  const negated = text.charAt(from) === '-' && /[^\s-]/.test(text.charAt(from + 1));
  let at = negated ? from + 1 : from;
  nameAndColon.lastIndex = at;
  const name = nameAndColon.exec(text)?.[0].slice(0, -1) ?? null;
  if (name !== null) at += name.length + 1;
  const values: TokenValue[] = [];
  let openQuote: number | null = null;
  for (;;) {
    const { value, isOpen } = valueAt(text, at, name === null ? blank : /[\s,]/);
    if (value.text !== '') values.push(value);
    if (isOpen) openQuote = at;
    at = value.to;
    if (name === null || text.charAt(at) !== ',') return { from, to: at, negated, name, values, openQuote };
    at++;
  }
}

/** @param ends what a value without quotes ends at */
function valueAt(text: string, from: number, ends: RegExp): { readonly value: TokenValue; readonly isOpen: boolean } {
  let at = from;
  let inside = '';
  const quoted = text.charAt(from) === '"';
  let isOpen = quoted;
  if (quoted) {
    for (at++; at < text.length && isOpen; at++) {
      const letter = text.charAt(at);
      if (letter === '"') isOpen = false;
      else if (letter === '\\' && /["\\]/.test(text.charAt(at + 1))) inside += text.charAt(++at);
      else inside += letter;
    }
  }
  const rest = at;
  while (at < text.length && !ends.test(text.charAt(at))) at++;
  return { value: { from, to: at, text: inside + text.slice(rest, at), quoted }, isOpen };
}

/** A value as it must be written to be read as one. */
export function quoteWhereNeeded(value: string): string {
  return /[\s,"\\]/.test(value) || value === '' ? `"${value.replace(/["\\]/g, '\\$&')}"` : value;
}
