/**
 * Answers for making elements of a text that others wrote: markdown is read by marked, and of the markup that results
 * DOMPurify lets pass what an allow-list names. Nothing of it can run, load, post, name itself or bear a style.
 */
import DOMPurify, { type Config } from 'dompurify';
import { Marked } from 'marked';
import { BoundedTokenizer } from './boundedTokenizer';
import { attributes, elements, tamed } from './rawMarkup';
import { markReferences, type Knows } from './references';

/** UTF-16 units of a text that are shown. */
const maxLength = 64 * 1024;

/** Lines of a text that are shown. */
const maxLines = 2_000;

const allowed: Config = {
  ALLOWED_TAGS: [...elements, '#text'],
  ALLOWED_ATTR: attributes,
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  // The addresses themselves are judged when they become links.
  ALLOWED_URI_REGEXP: /^(?:https?|mailto):|^[^a-z]|^[a-z+.-]+(?:[^a-z+.:-]|$)/i,
};

const marked = new Marked({
  gfm: true,
  renderer: {
    html: ({ text }) => tamed(text),
    // A form element would ask for a label, and for a click.
    checkbox: ({ checked }) => (checked ? '\u2611 ' : '\u2610 '),
  },
});

export interface Rendering {
  /** Of a document of its own: nothing in it was ever loaded. */
  readonly content: DocumentFragment;
  /** Whether the text was too long to be shown as a whole. */
  readonly isCut: boolean;
}

/**
 * @param breaks whether the end of a line in a paragraph is one, as in comments; in files lines are filled
 * @param knows tells the issues that a text names
 */
export function renderMarkdown(text: string, { breaks, knows }: { breaks: boolean; knows: Knows }): Rendering {
  const shown = beginning(text);
  const content = DOMPurify.sanitize(markupOf(shown, breaks), { ...allowed, RETURN_DOM_FRAGMENT: true });
  markReferences(content, knows);
  return { content, isCut: shown.length < text.length };
}

/** Whole lines where there are any. */
function beginning(text: string): string {
  let end = 0;
  for (let lines = 0; lines < maxLines; lines++) {
    const next = text.indexOf('\n', end);
    if (next < 0 || next >= maxLength)
      return text.length <= maxLength ? text : text.slice(0, end === 0 ? maxLength : end);
    end = next + 1;
  }
  return text.slice(0, end);
}

function markupOf(text: string, breaks: boolean): string {
  try {
    return marked.parse(text, { async: false, breaks, tokenizer: new BoundedTokenizer() });
  } catch {
    // What the parser cannot read is still there to be read by people.
    return `<pre>${escaped(text)}</pre>`;
  }
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
