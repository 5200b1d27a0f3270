/**
 * Answers for markup that stands in a text: of the elements that are shown the few attributes that mean something are
 * kept, everything else is words. DOMPurify would remove it as well, but a parser tells the page's policy of every style
 * it meets, and whoever wrote `<script>` in an issue wants it to be read.
 */

/** Elements a text may hold. `a` and `img` are on their way to something harmless (`markReferences`). */
export const elements = [
  ...['p', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'details', 'summary'],
  ...['ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ...['strong', 'b', 'em', 'i', 'del', 's', 'ins', 'mark', 'code', 'kbd', 'samp', 'sub', 'sup', 'a', 'img'],
];

export const attributes = ['href', 'src', 'alt', 'start', 'align'];

const known = new Set(elements);

/** Each alternative begins with another character, so that nothing is looked at twice. */
const piece = /<(\/?)([a-z][a-z0-9]*)((?:[^"'<>]|"[^"]*"|'[^']*')*)>|</gi;

const attribute = /([a-z]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)/gi;

/** @param markup as it stands in the text */
export function tamed(markup: string): string {
  return withoutComments(markup).replace(piece, (found, closing?: string, name?: string, rest = '') => {
    const element = name?.toLowerCase() ?? '';
    if (!known.has(element)) return found.replaceAll('<', '&lt;');
    return closing === '/' ? `</${element}>` : `<${element}${kept(String(rest))}>`;
  });
}

/** They are for those who edit the text. One without an end is words. */
function withoutComments(markup: string): string {
  let text = '';
  let at = 0;
  for (;;) {
    const start = markup.indexOf('<!--', at);
    const end = start < 0 ? -1 : markup.indexOf('-->', start + 4);
    if (end < 0) return text + markup.slice(at);
    text += markup.slice(at, start);
    at = end + 3;
  }
}

function kept(written: string): string {
  let text = '';
  for (const [, name = '', value = ''] of written.matchAll(attribute)) {
    if (!attributes.includes(name.toLowerCase())) continue;
    text += ` ${name.toLowerCase()}="${value.replace(/^(["'])(.*)\1$/s, '$2').replaceAll('"', '&quot;')}"`;
  }
  return text;
}
