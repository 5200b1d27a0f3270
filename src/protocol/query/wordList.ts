/** Answers for the words that issues are made of, so that a mistyped one is looked for among them once, not in every row. */
import uFuzzy from '@leeoniya/ufuzzy';
import { fold } from './fold';
import type { Row } from '../messages';
import { issueName } from '../issueName';

/** A row in the form it is searched in. */
export interface Searchable {
  readonly row: Row;
  /** Title, id, labels and assignees, folded. Line feeds keep a match from spanning two of them. */
  readonly text: string;
  /** Places in the list of the words that may be mistyped. */
  readonly words: readonly number[];
}

/** Shorter words are too like each other: one letter makes another word of them. */
const shortestMistyped = 5;

const betweenWords = /[^a-z0-9]+/;
const betweenAnyWords = /[^\p{L}\p{M}\p{N}]+/u;
const plain = /^[\0-\x7f]*$/;

/** Words that another may be a slip for. It may leave a letter out; a number is never a slip for another. */
const plainWord = /^[a-z]{4,40}$/;
/** In scripts that write words letter by letter, with blanks between them. */
const anyWord =
  /^[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Armenian}\p{sc=Georgian}\p{sc=Hebrew}\p{sc=Arabic}]{4,40}$/u;

const rules = (term: string, slice: [number, number]): ReturnType<NonNullable<uFuzzy.Options['intraRules']>> => {
  const slips = term.length >= shortestMistyped ? 1 : 0;
  return { intraSlice: slice, intraIns: slips, intraSub: slips, intraTrn: slips, intraDel: slips };
};

const letters = {
  unicode: true,
  interSplit: "[^\\p{L}\\d']+",
  intraSplit: null,
  intraBound: '\\p{L}\\d|\\d\\p{L}',
  intraChars: '\\p{L}',
  intraContr: "'\\p{L}{1,2}\\b",
  // Single errors, and ends of words; the names of these numbers are in the types alone.
  intraMode: 1,
  interLft: 2,
};

const ofWholeWords = {
  ...letters,
  interRgt: 2,
  intraRules: (term: string) => rules(term, [1, Infinity]),
};

const ofBeginnings = { ...letters, intraRules: (term: string) => rules(term, [1, -1]) };

/** One slip anywhere but in the first letter; to the end of the word. */
const wholeWords = new uFuzzy(ofWholeWords);

/** One slip in what is typed so far; the first and the last letter are right, so that the rest of the word is no guess. */
const beginnings = new uFuzzy(ofBeginnings);

export class WordList {
  readonly #places = new Map<string, number>();
  /** Between underscores: those are the ends that uFuzzy knows in every script. */
  readonly #bounded: string[] = [];

  get size(): number {
    return this.#bounded.length;
  }

  /** Puts a row into the form it is searched in; its words are in the list then. */
  searchable(row: Row): Searchable {
    const { title, source, id, labels, assignees } = row;
    let text = fold(`${title}\n${issueName(source, id)}`);
    for (const label of labels) text += `\n${fold(label)}`;
    for (const assignee of assignees) text += `\n${fold(assignee)}`;
    const isPlain = plain.test(text);
    const fits = isPlain ? plainWord : anyWord;
    const words: number[] = [];
    for (const word of text.split(isPlain ? betweenWords : betweenAnyWords)) {
      if (fits.test(word)) words.push(this.#places.get(word) ?? this.#add(word));
    }
    return { row, text, words };
  }

  /** Places, from `from` on, of the words that `word`, which is folded, may have been meant for. */
  meantBy(word: string, from = 0): readonly number[] {
    const listed = from === 0 ? this.#bounded : this.#bounded.slice(from);
    const found = [wholeWords, beginnings].flatMap((search) => search.filter(listed, word) ?? []);
    return found.map((place) => place + from);
  }

  #add(word: string): number {
    const place = this.#bounded.push(`_${word}_`) - 1;
    this.#places.set(word, place);
    return place;
  }
}

/** Whether a word, which is folded, may be taken for a slip at all. */
export const mayBeMistyped = (word: string): boolean => word.length >= shortestMistyped && anyWord.test(word);
