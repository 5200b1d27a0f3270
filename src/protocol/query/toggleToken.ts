/** Answers for one-click filters: whether a token is in a query, and putting it there or taking it out. */
import { parseQuery } from './parseQuery';
import type { QueryFilter } from './query';
import { fold } from './fold';

/** Whether the query has this filter, however it is written: `is:mine` is `assignee:@me`. */
export function hasToken(text: string, token: string): boolean {
  return placesOf(text, token).length > 0;
}

/**
 * Takes the filter out where it is, else adds it at the end.
 * @param instead filters that leave as it comes: those it is an alternative to
 */
export function toggleToken(text: string, token: string, instead: readonly string[] = []): string {
  if (hasToken(text, token)) return without(text, token);
  const rest = instead.reduce(without, text).trimEnd();
  return rest === '' ? `${token} ` : `${rest} ${token} `;
}

/** The query without the filter, wherever it stands in it. */
function without(text: string, token: string): string {
  let rest = text;
  for (const { from, to } of [...placesOf(text, token)].reverse()) {
    rest = rest.slice(0, from) + rest.slice(to).replace(/^\s+/, '');
  }
  return rest;
}

function placesOf(text: string, token: string): readonly QueryFilter[] {
  const [wanted] = parseQuery(token).filters;
  if (wanted === undefined) return [];
  const form = formOf(wanted);
  return parseQuery(text).filters.filter((filter) => formOf(filter) === form);
}

/** The same for filters that say the same. */
const formOf = ({ negated, conditions }: QueryFilter): string =>
  JSON.stringify([
    negated,
    conditions
      .map((condition) =>
        JSON.stringify(condition.kind === 'value' ? { ...condition, value: fold(condition.value) } : condition),
      )
      .sort(),
  ]);
