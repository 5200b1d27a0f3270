/** Answers for names of files and folders made from titles and milestones: lower case, ASCII, valid on every system. */

const longestSlug = 60;

/** Windows takes these for devices, whatever comes after a dot. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * Letters and digits, in words joined by `-`, cut at a word where there is one; null when nothing is left.
 * `v1.1.0` becomes `v1-1-0`.
 */
export function slugOf(text: string): string | null {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/['’]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (words.length <= longestSlug) return words === '' ? null : words;
  const cut = words.slice(0, longestSlug + 1);
  const end = cut.lastIndexOf('-');
  return end < longestSlug / 2 ? cut.slice(0, longestSlug) : cut.slice(0, end);
}

/** A slug that may be the name of a folder. */
export function folderSlug(text: string): string | null {
  const slug = slugOf(text);
  return slug !== null && device.test(slug) ? `milestone-${slug}` : slug;
}
