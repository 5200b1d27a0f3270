/** Answers for where a text names issues and pull requests, and what it says about them. */
import { markdownProse } from './markdownProse';

/** One number a text names. */
export interface Reference {
  /** Host and port in lower case, of a whole web address; null where none is written. */
  readonly host: string | null;
  /** `owner/name` as written; null: the repository the text belongs to. */
  readonly repository: string | null;
  readonly number: number;
  /** A closing keyword stands directly before it. */
  readonly closes: boolean;
  /** Where it stands in the text, in UTF-16 units; `end` is behind the last one. */
  readonly start: number;
  readonly end: number;
}

/** What a reference can begin with, or be told apart by. Everything else is looked at from there, a bounded way. */
const marks = /#[1-9]|gh-[1-9]|https?:\/\//gi;
const address =
  /https?:\/\/([a-z0-9][a-z0-9.-]{0,252}(?::\d{1,5})?)\/([a-z0-9][\w-]{0,99}\/[\w.-]{1,100})\/(?:issues|pull)\/([1-9]\d{0,8})([/?#][^\s<>()[\]{}"'`|*\\^\uFFFC]*)?/iy;
const anyAddress = /[^\s<>()[\]{}"'`|\\^\uFFFC]*/y;
const digits = /\d{1,10}/y;
const word = /[\p{L}\p{M}\p{N}_]/u;
/** Scripts that put no space between a word and the next. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u;
const maxDigits = 9;
const maxOwner = 100;
const maxName = 100;
/** The keywords of https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/linking-a-pull-request-to-an-issue */
export const closingKeywords = '(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)';
const closing = new RegExp(`${closingKeywords}(?::\\s{0,8}|\\s{1,8})$`, 'i');
const longestClosing = 'resolved:'.length + 8;

/**
 * Finds `#12`, `GH-12`, `owner/name#12` and web addresses of issues and pull requests, as GitHub does:
 * https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 * `#123456` is found, though it may be a colour. In linear time.
 * @param text as it is; of Markdown, what {@link markdownProse} leaves
 */
export function findReferences(text: string): readonly Reference[] {
  const found: Reference[] = [];
  marks.lastIndex = 0;
  /** What is before it belongs to an earlier reference or address. */
  let from = 0;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    const isAddress = mark[0].endsWith('/');
    const reference = isAddress ? addressAt(text, mark.index) : numberAt(text, mark.index, mark[0].length - 1, from);
    if (reference !== null) {
      found.push({ ...reference, closes: closesAt(text, reference.start, from) });
      from = reference.end;
    } else if (isAddress) {
      from = mark.index + lengthAt(anyAddress, text, mark.index);
    }
    marks.lastIndex = Math.max(marks.lastIndex, from);
  }
  return found;
}

type Place = Omit<Reference, 'closes'>;

function addressAt(text: string, start: number): Place | null {
  if (isWordBefore(text, start)) return null;
  address.lastIndex = start;
  const match = address.exec(text);
  if (match === null) return null;
  const [, host = '', repository = '', number = ''] = match;
  if (!isRepositoryName(repository.slice(repository.indexOf('/') + 1))) return null;
  if (match[4] === undefined && isWordAt(text, start + match[0].length)) return null;
  // A full stop behind an address ends the sentence.
  const whole = match[0].replace(/[.,;:!?]{1,8}$/, '');
  return {
    host: host.toLowerCase(),
    repository,
    number: Number(number),
    start,
    end: start + whole.length,
  };
}

/** @param prefix units before the number: of `#` or `GH-` */
function numberAt(text: string, at: number, prefix: number, from: number): Place | null {
  const length = lengthAt(digits, text, at + prefix);
  const end = at + prefix + length;
  if (length > maxDigits || isWordAt(text, end)) return null;
  const number = Number(text.slice(at + prefix, end));
  if (!isNotBare(text, at)) return { host: null, repository: null, number, start: at, end };
  const start = prefix === 1 ? repositoryStart(text, at, from) : null;
  return start === null ? null : { host: null, repository: text.slice(start, at), number, start, end };
}

/** Whether what is before makes more of it than a number: a word, an entity, a heading, a part of an address. */
function isNotBare(text: string, at: number): boolean {
  return isWordBefore(text, at) || '&#/=%\\?~@$-.'.includes(text.charAt(at - 1) || ' ');
}

/** Where `owner/name` begins that ends at `end`. */
function repositoryStart(text: string, end: number, from: number): number | null {
  let slash = end;
  while (slash > from && end - slash < maxName && /[\w.-]/.test(text.charAt(slash - 1))) slash--;
  if (text.charAt(slash - 1) !== '/' || !isRepositoryName(text.slice(slash, end))) return null;
  const ownerEnd = slash - 1;
  let start = ownerEnd;
  while (start > from && ownerEnd - start < maxOwner && /[\w-]/.test(text.charAt(start - 1))) start--;
  const before = text.charAt(start - 1) || ' ';
  if (!/[a-z0-9]/i.test(text.charAt(start)) || start === ownerEnd) return null;
  return isWordBefore(text, start) || '&#/=%\\?~@$-.'.includes(before) ? null : start;
}

function isRepositoryName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..';
}

function closesAt(text: string, start: number, from: number): boolean {
  const before = Math.max(from, start - longestClosing);
  const match = closing.exec(text.slice(before, start));
  return match !== null && !isWordBefore(text, before + match.index) && !/\n\s*\n/.test(match[0]);
}

function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

/** An underscore makes a word only between others: `_#12_` is emphasis. */
function isWordBefore(text: string, at: number): boolean {
  return isWord(before(text, text.charAt(at - 1) === '_' ? at - 1 : at));
}

function isWordAt(text: string, at: number): boolean {
  return isWord(text.codePointAt(text.charAt(at) === '_' ? at + 1 : at));
}

function before(text: string, at: number): number | undefined {
  const unit = text.charCodeAt(at - 1);
  const isLow = unit >= 0xdc00 && unit <= 0xdfff;
  return at <= 0 ? undefined : text.codePointAt(at - (isLow && at > 1 ? 2 : 1));
}

function isWord(point: number | undefined): boolean {
  if (point === undefined) return false;
  const character = String.fromCodePoint(point);
  return word.test(character) && !unspaced.test(character);
}

const phrases = /(?:blocked[ \t-]{1,4}by|depends[ \t-]{1,4}(?:on|upon))/gi;
const denial = /(?:\bnot|\bnever|\bno[ \t]+longer|n['’]t)[ \t]{1,4}$/i;
const longestDenial = 'no longer'.length + 8;
/** What may stand between the phrase and the first reference, and between one reference and the next. */
const leadIn = /^[ \t*_~:[(<-]*(?:(?:issues?|prs?|pull[ \t]requests?)[ \t:]+)?[[(<*_]*$/i;
const separator = /^[ \t*_\])>]*(?:[,;&+(]|\band\b|,[ \t]*and\b)?[ \t*_[(<]*$/i;
const longestGap = 40;

/**
 * Finds what a text says that its issue waits for: `blocked by #12`, `depends on owner/name#12`, lists of them behind
 * one phrase, on one line. Not what stands in code, quotes and comments, nor what is denied. In linear time.
 */
export function findBlockers(markdown: string): readonly Reference[] {
  const text = markdownProse(markdown);
  const references = findReferences(text);
  const found: Reference[] = [];
  let next = 0;
  for (const phrase of references.length === 0 ? [] : text.matchAll(phrases)) {
    const said = isSaid(text, phrase.index, phrase[0].length);
    let end = phrase.index + phrase[0].length;
    let gap = leadIn;
    while ((references[next]?.start ?? end) < end) next++;
    for (let reference = references[next]; said && reference !== undefined; reference = references[next]) {
      if (reference.start - end > longestGap || !gap.test(text.slice(end, reference.start))) break;
      found.push(reference);
      end = reference.end;
      gap = separator;
      next++;
    }
  }
  return found;
}

function isSaid(text: string, start: number, length: number): boolean {
  if (isWordBefore(text, start) || text.charAt(start - 1) === '-' || isWordAt(text, start + length)) return false;
  return !denial.test(text.slice(Math.max(0, start - longestDenial), start));
}
