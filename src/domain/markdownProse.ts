/** Answers for which parts of a Markdown text its author says: not code, not quotes of others, not comments. */

/** Stands for every character that is not said. Neither a letter nor white space: it ends words and lists. */
const unsaid = '\uFFFC';

/** A fence may stand in a list item, so at any depth. https://spec.commonmark.org/0.31.2/#fenced-code-blocks */
const fenceStart = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?:(`{3,})[^`]*|(~{3,}).*)$/u;
const quoteStart = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?>/u;

/** A part of a text: offsets in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface UnsaidSpan extends Span {
  readonly isComment: boolean;
}

/** The text with all that its author does not say made unreadable. Offsets and line ends stay where they are. */
export function markdownProse(markdown: string): string {
  const spans = unsaidSpans(markdown);
  if (spans.length === 0) return markdown;
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    parts.push(markdown.slice(at, start), markdown.slice(start, end).replace(/[^\r\n]/g, unsaid));
    at = end;
  }
  parts.push(markdown.slice(at));
  return parts.join('');
}

/** The comments of a Markdown text that stand neither in code nor in quotes, in order; one that is not closed ends with it. */
export const commentSpans = (markdown: string): readonly Span[] =>
  unsaidSpans(markdown).filter(({ isComment }) => isComment);

/** Where the code begins that the text ends in, and its fence; null where it ends in none. */
export function openFence(markdown: string): { readonly start: number; readonly fence: string } | null {
  let at = 0;
  while (at < markdown.length) {
    const end = lineEnd(markdown, at);
    const found = fenceStart.exec(markdown.slice(at, end));
    if (found === null) {
      at = end + 1;
      continue;
    }
    const fence = found[1] ?? found[2] ?? '';
    const close = closingLine(markdown, end, fence);
    if (close === null) return { start: at, fence };
    at = close + 1;
  }
  return null;
}

function unsaidSpans(text: string): readonly UnsaidSpan[] {
  const spans: UnsaidSpan[] = [];
  /** Where the paragraph begins that is under way. */
  let paragraph = 0;
  let at = 0;
  while (at < text.length) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    const fence = fenceStart.exec(line);
    const quoted = quoteStart.test(line);
    if (fence === null && !quoted && line.trim() !== '') {
      at = end + 1;
      continue;
    }
    const after = inlineSpans(text, paragraph, at, spans);
    if (after > at) {
      // A comment that began before this line swallows it.
      paragraph = after;
      at = after;
      continue;
    }
    const next = fence === null ? end : (closingLine(text, end, fence[1] ?? fence[2] ?? '') ?? text.length);
    if (fence !== null || quoted) spans.push({ start: at, end: next, isComment: false });
    at = next + 1;
    paragraph = at;
  }
  inlineSpans(text, Math.min(paragraph, text.length), text.length, spans);
  return spans;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** End of the line that closes the fence; null where none does. */
function closingLine(text: string, openingEnd: number, fence: string): number | null {
  const mark = fence.charAt(0);
  let at = openingEnd + 1;
  while (at < text.length) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end).trim();
    if (line.length >= fence.length && line === mark.repeat(line.length)) return end;
    at = end + 1;
  }
  return null;
}

/**
 * Adds the code and the comments of a paragraph.
 * @returns where the last comment ends, which may be behind the paragraph's end; else the paragraph's end
 */
function inlineSpans(text: string, start: number, end: number, spans: UnsaidSpan[]): number {
  const paragraph = text.slice(start, end);
  const marks = [...paragraph.matchAll(/`+|<!--/g)];
  /** Where a run of so many backticks comes last: one without another behind it opens nothing. */
  const lastRun = new Map<number, number>();
  for (const [index, [mark]] of marks.entries()) if (mark !== '<!--') lastRun.set(mark.length, index);

  let at = start;
  for (let index = 0; index < marks.length; index++) {
    const mark = marks[index];
    if (mark === undefined || start + mark.index < at) continue;
    const from = start + mark.index;
    if (mark[0] === '<!--') {
      const close = text.indexOf('-->', from + 2);
      at = close === -1 ? text.length : close + 3;
      spans.push({ start: from, end: at, isComment: true });
    } else if ((lastRun.get(mark[0].length) ?? index) > index) {
      while (marks[++index]?.[0] !== mark[0]);
      at = start + (marks[index]?.index ?? 0) + mark[0].length;
      spans.push({ start: from, end: at, isComment: false });
    }
  }
  return Math.max(at, end);
}
