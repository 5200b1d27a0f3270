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
