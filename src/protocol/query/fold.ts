/** Answers for texts in the form they are compared in: case, accents and widths told apart by nobody. */

const plain = /^[\0-\x7f]*$/;

/** Accents of Latin, Greek and Cyrillic letters. Those of other scripts are letters of their own. */
const accents = /[\u0300-\u036f]/g;

/** Marks without a width: direction, joining, soft hyphens. */
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Letters that Unicode does not take apart, though people type them as these. */
const spelled: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
};
const undivided = /[ßæœøłđðþ]/g;

/** Equal for texts that a person who searches takes for the same. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (plain.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(accents, '')
    .replace(invisible, '')
    .replace(undivided, (letter) => spelled[letter] ?? letter);
}
