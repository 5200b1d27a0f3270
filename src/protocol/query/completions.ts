/** Answers for what can be typed next in a query: filters by name, then values. */
import { filterNamed, filterNames, isValues, noValues, type FilterName } from './conditions';
import { fold } from './fold';
import type { Span } from './query';
import type { KnownValue, QueryVocabulary } from './queryVocabulary';
import { quoteWhereNeeded, tokensOf, type Token } from './tokens';

/** `from` to `to` is what it replaces; the caret belongs behind what was put there. */
export interface Completion extends Span {
  readonly kind: 'filter' | 'value';
  /** What to show: the name with its colon, or the value without quotes. */
  readonly shown: string;
  /** What to put there: of a value at the end with a blank behind it, of a name with its colon. */
  readonly insert: string;
  /** Issues that have the value; null: not counted. */
  readonly count: number | null;
}

/** More are not looked through: one types on. */
export const maxCompletions = 12;

const betweenWords = /[^\p{L}\p{N}]+/u;

/** @param caret between two UTF-16 units of the text */
export function completionsFor(text: string, caret: number, vocabulary: QueryVocabulary): readonly Completion[] {
  const token = tokensOf(text).find(({ from, to }) => from < caret && caret <= to) ?? null;
  if (token === null) return namesFor('', { from: caret, to: caret });
  const isMinus = text.slice(token.from, token.to) === '-';
  const start = token.from + Number(token.negated || isMinus);
  if (token.name === null) {
    const isQuoted = text.charAt(start) === '"';
    return caret < start || isQuoted ? [] : namesFor(text.slice(start, caret), { from: start, to: token.to });
  }
  const valuesFrom = start + token.name.length + 1;
  if (caret < valuesFrom) return [];
  const filter = filterNamed(token.name);
  if (filter === null) return [];
  return valuesFor(filter, placeAt(token, caret, text.length), vocabulary);
}

function namesFor(typed: string, span: Span): readonly Completion[] {
  return bounded(
    filterNames.map((name) => ({ value: `${name}:`, count: null })),
    typed,
    ({ value }) => ({ ...span, kind: 'filter', shown: value, insert: value, count: null }),
  );
}

interface ValuePlace extends Span {
  readonly typed: string;
  /** Nothing stands behind it. */
  readonly isAtEnd: boolean;
}

/** The value the caret is in, or the empty place where one would begin. */
function placeAt(token: Token, caret: number, end: number): ValuePlace {
  const value = token.values.find(({ from, to }) => from <= caret && caret <= to);
  if (value === undefined) return { from: caret, to: caret, typed: '', isAtEnd: caret === end };
  const typed = caret === value.to ? value.text : value.text.slice(0, caret - value.from - Number(value.quoted));
  return { from: value.from, to: value.to, typed, isAtEnd: value.to === end };
}

function valuesFor(filter: FilterName, place: ValuePlace, vocabulary: QueryVocabulary): readonly Completion[] {
  const sign = filter === 'priority' || filter === 'unblocks' ? (/^[<>]?=?/.exec(place.typed)?.[0] ?? '') : '';
  const values = knownValues(filter, vocabulary).map(({ value, count }) => ({ value: sign + value, count }));
  return bounded(values, place.typed, ({ value, count }) => ({
    from: place.from,
    to: place.to,
    kind: 'value',
    shown: value,
    insert: quoteWhereNeeded(value) + (place.isAtEnd ? ' ' : ''),
    count,
  }));
}

interface Offered {
  readonly value: string;
  readonly count: number | null;
}

function knownValues(filter: FilterName, vocabulary: QueryVocabulary): readonly (Offered | KnownValue)[] {
  switch (filter) {
    case 'is':
      return uncounted(isValues);
    case 'no':
      return uncounted(noValues);
    case 'assignee':
      return [...uncounted(['@me']), ...vocabulary.assignees];
    case 'label':
      return vocabulary.labels;
    case 'source':
      return vocabulary.sources;
    case 'repo':
      return vocabulary.repositories;
    case 'milestone':
      return vocabulary.milestones;
    case 'type':
      return vocabulary.types;
    case 'priority':
      return uncounted(['0', '1', '2', '3', '4']);
    case 'updated':
      return uncounted(['<1d', '<7d', '<1mo', '>14d', '>3mo']);
    case 'created':
      return uncounted(['<1d', '<7d', '<1mo', '>3mo', '>1y']);
    case 'unblocks':
      return uncounted(['>0', '>2', '>5']);
    case 'parent':
    case 'key':
      return [];
  }
}

const uncounted = (values: readonly string[]): readonly Offered[] => values.map((value) => ({ value, count: null }));

/** What begins as typed comes first, then what has a word that does; each in the order given. */
function bounded(
  values: readonly Offered[],
  typed: string,
  completion: (offered: Offered) => Completion,
): readonly Completion[] {
  const wanted = fold(typed);
  const begins: Offered[] = [];
  const has: Offered[] = [];
  for (const offered of values) {
    const form = fold(offered.value);
    if (form.startsWith(wanted)) begins.push(offered);
    else if (form.split(betweenWords).some((word) => word.startsWith(wanted))) has.push(offered);
    if (begins.length >= maxCompletions) break;
  }
  return [...begins, ...has].slice(0, maxCompletions).map(completion);
}
