/** Answers for where the front matter of a markdown file begins and ends, looking at no more bytes than it has. */

/** Longer front matter is none that anybody wrote, and parsing it would hold up the host. */
export const longestFrontMatterBytes = 256 * 1024;

export type FrontMatterBounds =
  /** The file does not begin with a line `---`. */
  | { readonly kind: 'none' }
  /** `from` and `to` are byte offsets of the lines between the delimiters, `after` that of the line below. */
  | { readonly kind: 'closed'; readonly from: number; readonly to: number; readonly after: number }
  /** No closing line in these bytes. */
  | { readonly kind: 'open' }
  | { readonly kind: 'tooLong'; readonly longestBytes: number }
  /** No text at all; `why` is a clause that goes on after the file's place. */
  | { readonly kind: 'damaged'; readonly why: string };

const dash = 0x2d;
const dot = 0x2e;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Finds the delimiters: `---` in the first line, `---` or `...` in the one that closes, with nothing but blanks after.
 * @param head the file or its beginning, one byte at least if it has one
 * @param isWhole whether the file ends where `head` does; if not, a delimiter cut off at its end is not one yet
 */
export function frontMatterBounds(head: Buffer, isWhole: boolean): FrontMatterBounds {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
    return { kind: 'damaged', why: 'is UTF-16: save the file as UTF-8' };
  }
  const start = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  const first = head.toString('latin1', start, start + 8);
  if (first.startsWith('\0') || first.startsWith('-\0-\0') || first.startsWith('\0-\0-')) {
    return { kind: 'damaged', why: 'holds NUL bytes: the file was damaged, or is not UTF-8' };
  }
  if (/^<{7}(?: |[\r\n]|$)/.test(first)) {
    return { kind: 'damaged', why: 'begins with a git conflict marker: resolve the merge' };
  }
  if (!first.startsWith('---')) return { kind: 'none' };
  const from = afterDelimiter(head, start + 3, isWhole);
  if (from === null) return isWhole || head.length > longestFrontMatterBytes ? { kind: 'none' } : { kind: 'open' };
  if (from === 'other') return { kind: 'none' };
  return closing(head, from, isWhole);
}

function closing(head: Buffer, from: number, isWhole: boolean): FrontMatterBounds {
  const limit = Math.min(head.length, from + longestFrontMatterBytes);
  for (let at = from; at < limit;) {
    const byte = head[at];
    if ((byte === dash || byte === dot) && head[at + 1] === byte && head[at + 2] === byte) {
      const after = afterDelimiter(head, at + 3, isWhole);
      if (typeof after === 'number') return { kind: 'closed', from, to: at, after };
    }
    at = nextLine(head, at);
  }
  return limit < head.length || head.length > longestFrontMatterBytes
    ? { kind: 'tooLong', longestBytes: longestFrontMatterBytes }
    : { kind: 'open' };
}

/** Offset of the line below a delimiter; `other` when more stands in its line, null when that cannot be seen yet. */
function afterDelimiter(head: Buffer, at: number, isWhole: boolean): number | 'other' | null {
  let end = at;
  while (head[end] === 0x20 || head[end] === 0x09) end++;
  if (end >= head.length) return isWhole ? end : null;
  if (head[end] === lineFeed) return end + 1;
  if (head[end] !== carriageReturn) return 'other';
  return head[end + 1] === lineFeed ? end + 2 : end + 1;
}

function nextLine(head: Buffer, at: number): number {
  for (let end = at; end < head.length; end++) {
    if (head[end] === lineFeed) return end + 1;
    if (head[end] === carriageReturn) return head[end + 1] === lineFeed ? end + 2 : end + 1;
  }
  return head.length;
}
