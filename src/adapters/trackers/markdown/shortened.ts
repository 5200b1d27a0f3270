/** Answers for texts that are shown being no longer than anybody reads. */

/** The text, or its beginning and `…`: at most `longest` UTF-16 units in all (300 unless told), and no half of a character. */
export function shortened(text: string, longest = 300): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
