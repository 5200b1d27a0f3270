/** Answers for putting references to issues into a commit message: at its end, each once. */

/** Begins the line of references; part of the message, so it is in the language of commit messages. */
const word = 'Refs';

const lastLine = new RegExp(`^${word}:? (\\S.*)$`);

/** The message with these names in it (`#12`, `bd-7`); as it was where it names them all. */
export function withReferences(message: string, names: readonly string[]): string {
  const missing = [...new Set(names)].filter((name) => !mentions(message, name));
  if (missing.length === 0) return message;
  const list = missing.join(', ');
  const text = message.trimEnd();
  // A message that began with the sign would be taken for a comment when it is edited later.
  if (text === '') return `${word} ${list}: `;
  const lines = text.split('\n');
  const isListed = lines.length > 1 && lastLine.test(lines.at(-1) ?? '');
  return isListed ? `${text}, ${list}` : `${text}\n\n${word} ${list}`;
}

/** Whether the name stands by itself in the text: `#1` is not in `#12`. */
function mentions(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const [before, after] = [text[at - 1], text[at + name.length]];
    if (!isWord(before) && !isWord(after) && before !== '#') return true;
  }
  return false;
}

const isWord = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}_]/u.test(char);
