/** Answers for making the names of people short. */

/** One or two capital letters for an avatar: of the first and last word of a name, account or address. */
export function initials(name: string): string {
  const local = name.includes('@') && !name.startsWith('@') ? name.slice(0, name.indexOf('@')) : name;
  const words = local.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const [first = '', ...rest] = words;
  const last = rest.at(-1);
  const letters = last === undefined ? Array.from(first).slice(0, 2) : [firstLetter(first), firstLetter(last)];
  return letters.join('').toUpperCase();
}

function firstLetter(word: string): string {
  return Array.from(word)[0] ?? '';
}

/** Longer ids are cut where there is little room. */
const shortIdLength = 16;

/**
 * An id in two parts: what all ids of a repository share (`my_long_project_name`), and what tells them
 * apart (`-ege.10`). The first may be cut, the second never. A short id is all tail.
 */
export function splitId(id: string): readonly [head: string, tail: string] {
  const at = id.length <= shortIdLength ? 0 : id.lastIndexOf('-');
  return at <= 0 || id.length - at > shortIdLength ? ['', id] : [id.slice(0, at), id.slice(at)];
}

/** The id for a sentence in a row: a long one without what it shares with all others. */
export function shortId(id: string): string {
  const [head, tail] = splitId(id);
  return head === '' ? id : `…${tail}`;
}
