/** Answers for reading a typed query. */
import { conditionOf, filterNamed } from './conditions';
import type { Condition, Query, QueryFilter, QueryTrouble, QueryWord } from './query';
import { tokensOf, type Token } from './tokens';

/** Whether it may hide rows: what is not understood alone hides none. */
export const hidesRows = ({ words, filters }: Query): boolean => words.length + filters.length > 0;

/** Never fails: what is not understood is among the troubles, with its place. */
export function parseQuery(text: string): Query {
  const words: QueryWord[] = [];
  const filters: QueryFilter[] = [];
  const troubles: QueryTrouble[] = [];
  for (const token of tokensOf(text)) {
    const { name, from, to, openQuote } = token;
    if (openQuote !== null) {
      troubles.push({ kind: 'quote', from: openQuote, to, name: name ?? '', text: text.slice(openQuote, to) });
    }
    const filter = name === null ? null : filterNamed(name);
    if (name === null || filter === null) {
      const word = wordOf(token);
      if (word !== null) words.push(word);
      if (name !== null && token.values.length > 0) {
        troubles.push({ kind: 'name', from, to, name, text: text.slice(from, to) });
      }
      continue;
    }
    const conditions: Condition[] = [];
    for (const value of token.values) {
      const condition = conditionOf(filter, value.text);
      if (condition !== null) conditions.push(condition);
      else troubles.push({ kind: 'value', from: value.from, to: value.to, name, text: value.text });
    }
    if (conditions.length > 0) filters.push({ from, to, negated: token.negated, conditions });
    if (token.values.length === 0 && openQuote === null) troubles.push({ kind: 'noValue', from, to, name, text: '' });
  }
  return { words, filters, troubles };
}

/** Also what looks like a filter and is none: `http://…`, `fix:`. */
function wordOf({ from, to, negated, name, values }: Token): QueryWord | null {
  const text = (name === null ? '' : `${name}:`) + values.map((value) => value.text).join(',');
  return text.trim() === '' ? null : { from, to, negated, text, quoted: values.some(({ quoted }) => quoted) };
}
