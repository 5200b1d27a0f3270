/**
 * Answers for which rows a query leaves, and how well they fit.
 *
 * Everything typed must hold. Of several filters of one kind GitHub's habit is followed: an issue must have all labels,
 * be all of the flags and lie within all ranges (`created:>2026-01-01 created:<2026-02-01`); of what it can have only one
 * of (status, source, type, …), and of assignees, one of those named is enough, `no:…` being one of them.
 */
import type { Row } from '../messages';
import { conditionTest, type QuerySurroundings, type RowTest } from './conditionTest';
import { fold } from './fold';
import type { Condition, Query, QueryFilter, QueryWord } from './query';
import { mayBeMistyped, WordList, type Searchable } from './wordList';

/** How well a row fits: it is the issue of that id (3), has all words as typed (2), or one of them with a slip (1). */
export type Score = 1 | 2 | 3;

export interface CompiledQuery {
  matches(row: Row): boolean;
  /** Null: it does not match. */
  score(row: Row): Score | null;
  /** The same for a row that is in the form it is searched in already, by the list of words given to `compileQuery`. */
  scoreOf(searchable: Searchable): Score | null;
}

type WordTest = (searchable: Searchable) => Score | null;

export function compileQuery(query: Query, surroundings: QuerySurroundings, list = new WordList()): CompiledQuery {
  const tests = filterTests(query.filters, surroundings);
  const words = query.words.flatMap((word) => wordTest(word, list) ?? []);
  const scoreOf = (searchable: Searchable): Score | null => {
    for (const test of tests) if (!test(searchable.row)) return null;
    let best: Score = 2;
    let worst: Score = 3;
    for (const test of words) {
      const score = test(searchable);
      if (score === null) return null;
      if (score > best) best = score;
      if (score < worst) worst = score;
    }
    return worst === 1 ? 1 : best;
  };
  const score = (row: Row): Score | null => scoreOf(list.searchable(row));
  return { scoreOf, score, matches: (row) => score(row) !== null };
}

function filterTests(filters: readonly QueryFilter[], surroundings: QuerySurroundings): readonly RowTest[] {
  const tests: RowTest[] = [];
  const alternatives = new Map<string, RowTest[]>();
  for (const { negated, conditions } of filters) {
    const any = anyOf(conditions.map((condition) => conditionTest(condition, surroundings)));
    const kinds = new Set(conditions.map(exclusiveKind));
    const [kind = null] = kinds;
    if (negated) tests.push((row) => !any(row));
    else if (kind === null || kinds.size > 1) tests.push(any);
    else alternatives.set(kind, [...(alternatives.get(kind) ?? []), any]);
  }
  return [...tests, ...[...alternatives.values()].map(anyOf)];
}

/** Of which kind one is enough; null: each must hold. */
function exclusiveKind(condition: Condition): string | null {
  switch (condition.kind) {
    case 'status':
      return 'status';
    case 'mine':
      return 'assignee';
    case 'none':
    case 'value':
      return condition.field === 'label' ? null : condition.field;
    case 'number':
      return condition.is === '=' ? condition.field : null;
    case 'flag':
    case 'age':
    case 'day':
      return null;
  }
}

function anyOf(tests: readonly RowTest[]): RowTest {
  const [only] = tests;
  return only !== undefined && tests.length === 1 ? only : (row) => tests.some((test) => test(row));
}

function wordTest({ text, quoted, negated }: QueryWord, list: WordList): WordTest | null {
  const word = fold(text).trim();
  if (word === '') return null;
  if (negated) return (searchable) => (searchable.text.includes(word) ? null : 2);
  const slips = !quoted && mayBeMistyped(word) ? new Slips(word, list) : null;
  return (searchable) => {
    if (searchable.text.includes(word)) return isIdOf(searchable, word) ? 3 : 2;
    if (slips?.isIn(searchable) === true) return 1;
    return word.includes('#') && fold(searchable.row.key) === word ? 3 : null;
  };
}

function isIdOf({ row }: Searchable, word: string): boolean {
  const surplus = word.length - row.id.length;
  return (surplus === 0 || surplus === 1) && fold(row.id) === word.replace(/^#/, '');
}

/** Which words of the list may have been meant by one. */
class Slips {
  #meant = new Uint8Array(0);

  constructor(
    private readonly word: string,
    private readonly list: WordList,
  ) {}

  isIn({ words }: Searchable): boolean {
    if (this.#meant.length < this.list.size) this.#learn();
    for (const place of words) if (this.#meant[place] === 1) return true;
    return false;
  }

  #learn(): void {
    const known = this.#meant.length;
    const meant = new Uint8Array(this.list.size);
    meant.set(this.#meant);
    for (const place of this.list.meantBy(this.word, known)) meant[place] = 1;
    this.#meant = meant;
  }
}
