/** Answers for how text that others wrote is shown: no control character in it acts, each is there to be seen. */

/** So much of a text in one line is shown; nobody reads more of a title, and a browser lays out all of a line. */
const lineLimit = 1_000;

const blanks = /[\t\n\r\v\f\u2028\u2029]+/g;

/** C0 and C1 controls, what turns the direction of what follows, and halves of characters. */
const unseen = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/gu;

/** Where the pictures of the C0 controls begin: https://www.unicode.org/charts/PDF/U2400.pdf */
const pictures = 0x2400;

/** Marks stacked higher than any language stacks them. */
const stacked = /(\p{M}{6})\p{M}+/gu;

/**
 * A title, name or id in one line. Controls show as their pictures, those of direction as VS Code shows them
 * (`[U+202E]`), so that a text cannot pretend to be another one. What is cut off ends in `…`.
 */
export function shownText(text: string): string {
  const line = text.length <= lineLimit ? text : `${text.slice(0, lineLimit)}…`;
  return seen(line.replace(blanks, ' '));
}

/** The same for a text of several lines, whatever its length. */
export function shownLines(text: string): string {
  return seen(text.replaceAll(/\r\n?|[\u2028\u2029]/g, '\n').replaceAll(/[\v\f]/g, ' '));
}

const seen = (text: string): string => text.replace(unseen, pictureOf).replace(stacked, '$1');

function pictureOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(pictures + code);
  if (code === 0x7f) return '\u2421';
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}
