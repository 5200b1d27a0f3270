/** Answers for how an issue's text is shortened to what is kept of it. */
import { excerptLimit, type Excerpt } from './issue';
import { commentSpans, openFence } from './markdownProse';

/** What is looked at of a text at first, and at most, where comments take the room: UTF-16 units. */
const firstLook = 4 * excerptLimit;
const furthestLook = 16 * 1024;

/** A word is not kept whole when that would cost more of the text than this. */
const longestWord = 120;

/** No cluster of characters that people write is longer. */
const longestCluster = 64;

/** See https://spec.commonmark.org/0.31.2/#indented-code-blocks */
const codeIndent = /^(?: {0,3}\t| {4})[ \t]{0,60}$/;

const clusters = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * The beginning of a Markdown text without the comments that templates are full of; undefined where nothing of it is to
 * be seen. Line ends become `\n`, code that is cut is closed. Costs no more for a text of any length than for one of
 * some thousand characters, and holds on to nothing of it.
 * @param isWhole false: the text goes on
 */
export function excerptOf(text: string, isWhole = true): Excerpt | undefined {
  for (let length = firstLook; ; length = furthestLook) {
    const look = text.slice(0, length);
    const isAll = isWhole && look.length === text.length;
    const seen = visible(look);
    if (seen.length <= excerptLimit && !isAll && look.length < text.length && length < furthestLook) continue;
    if (seen === '') return undefined;
    if (seen.length > excerptLimit) return { text: ownCopy(shortened(seen)), isWhole: false };
    return isAll ? { text: ownCopy(seen), isWhole } : { text: ownCopy(withoutHalf(seen)), isWhole: false };
  }
}

/** Without comments, and without blanks around it. */
function visible(text: string): string {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  const said = lines.includes('<!--') ? withoutComments(lines) : lines;
  const first = said.search(/\S/);
  if (first === -1) return '';
  // What is indented is code; what is so for half a page is not to be seen.
  const indent = said.slice(said.lastIndexOf('\n', first) + 1, first);
  return said.slice(codeIndent.test(indent) ? first - indent.length : first).trimEnd();
}

function withoutComments(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of commentSpans(text)) {
    parts.push(text.slice(at, start));
    at = end;
    // A line that held nothing else goes with it.
    const isAlone = start === 0 || text[start - 1] === '\n';
    const next = isAlone ? /^[ \t]*\n/.exec(text.slice(end, end + longestCluster)) : null;
    if (next !== null) at += next[0].length;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** @param text longer than there is room for */
function shortened(text: string): string {
  const cut = cutAt(text, excerptLimit);
  const open = openFence(cut);
  if (open === null) return cut;
  const closing = closingLine(cut, open);
  const shorter = cutAt(text, excerptLimit - closing.length);
  // What is left may end before the code, in which nothing else begins.
  if (openFence(shorter)?.start === open.start && shorter.length > open.start + open.fence.length) {
    return `${shorter}${closing}`;
  }
  return text.slice(0, open.start).trimEnd() || cut;
}

/** Indented as the fence, so that it ends code in an item of a list as well. */
function closingLine(text: string, { start, fence }: NonNullable<ReturnType<typeof openFence>>): string {
  const indent = text.slice(start, text.indexOf(fence, start)).replace(/[^\t]/g, ' ');
  return `\n${indent}${fence}`;
}

/** At most so many UTF-16 units, to the end of a word where that is near, and never through a character. */
function cutAt(text: string, most: number): string {
  if (text.length <= most) return text;
  if (most <= 0) return '';
  for (let end = most; end > 0 && end > most - longestWord; end--) {
    if (/\s/.test(text.charAt(end))) return text.slice(0, end).trimEnd();
  }
  return text.slice(0, clusterStart(text, most));
}

/** Where the character begins that goes over the place; the place itself where none does. */
function clusterStart(text: string, place: number): number {
  const from = Math.max(0, place - longestCluster);
  const start = isInsidePair(text, from) ? from - 1 : from;
  const found = clusters.segment(text.slice(start, place + longestCluster)).containing(place - start)?.index ?? 0;
  // One that is longer than any is cut, but not through a pair.
  if (found > 0) return start + found;
  return isInsidePair(text, place) ? place - 1 : place;
}

/** The last character of a text that was cut where nobody looked may be half of one. */
function withoutHalf(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return text.length > 1 && last >= 0xd800 && last < 0xdc00 ? text.slice(0, -1) : text;
}

function isInsidePair(text: string, place: number): boolean {
  const [before, after] = [text.charCodeAt(place - 1), text.charCodeAt(place)];
  return before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000;
}

/** V8 keeps the whole text alive of which another is a part; one that is put together is its own. */
function ownCopy(text: string): string {
  const middle = text.length >> 1;
  const pair = isInsidePair(text, middle) ? middle + 1 : middle;
  return [text.slice(0, pair), text.slice(pair)].join('');
}
