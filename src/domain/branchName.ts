/** Answers for the name of the branch on which an issue is worked: a template filled in, as Git allows names. */

/** What the placeholders of a template stand for. */
export interface BranchFacts {
  /** `${key}`: the issue's id as people write it; a sign before a number is left out. */
  readonly key: string;
  /** `${slug}` is made of it. */
  readonly title: string;
  /** `${type}`; null: `feature`. */
  readonly type: string | null;
  /** `${user}`; null: nobody is known, and the placeholder is left out. */
  readonly user: string | null;
}

export const defaultBranchTemplate = '${type}/${key}-${slug}';

const defaultType = 'feature';

/** Code points. */
const longestSlug = 60;
/** Code points of any other part. */
const longestPart = 60;
/** UTF-8 bytes between slashes: a file system takes 255 with the `.lock` that Git adds. */
const longestComponent = 240;

/**
 * The branch's name; one that `git check-ref-format --branch` takes, whatever template and title are. The title is cut
 * word by word, and at last the key alone stands there, until the name speaks of the issue and of no other.
 * @param namesIssue whether the branch of this name is taken for one of the issue
 */
export function branchName(
  template: string,
  facts: BranchFacts,
  namesIssue: (name: string) => boolean = () => true,
): string {
  const key = facts.key.trim().replace(/^#+/, '');
  // Digits are taken for a number of an issue only at the places where people write one.
  const keys = /^\d+$/.test(key) ? [key, `issue-${key}`] : [key];
  const shape = template.trim() === '' ? defaultBranchTemplate : template;
  const first = named(shape, facts, key, slugOf(facts.title));
  if (namesIssue(first)) return first;
  for (const form of [shape, `${shape.replaceAll('${key}', '')}-\${key}`, '${key}-${slug}', '${key}']) {
    for (const slug of shorterAndShorter(slugOf(facts.title))) {
      for (const written of keys) {
        const name = named(form, facts, written, slug);
        if (namesIssue(name)) return name;
      }
    }
  }
  return first;
}

/** A title as lower-case words with hyphens: letters of any script stay, of Latin ones the accents go. May be empty. */
export function slugOf(title: string): string {
  const words = plainLetters(title)
    .replace(/['’ʼ`´]/g, '')
    .match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu);
  let slug = '';
  for (const word of words ?? []) {
    const longer = slug === '' ? word : `${slug}-${word}`;
    if (lengthOf(longer) > longestSlug) return slug === '' ? cut(word, longestSlug) : slug;
    slug = longer;
  }
  return slug;
}

/** What no decomposition takes apart. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ŋ: 'n',
  þ: 'th',
  ŧ: 't',
};

/** Variation selectors and the frame of a keycap: they belong to emoji, and are marks to Unicode. */
const emojiMarks = /[\u20e3\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;

function plainLetters(text: string): string {
  return text
    .replace(emojiMarks, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Script=Latin}\p{M}*/gu, (letter) => {
      const base = letter.normalize('NFD').replace(/\p{M}/gu, '');
      return letters[base] ?? base;
    })
    .normalize('NFC');
}

function* shorterAndShorter(slug: string): Generator<string> {
  const words = slug.split('-');
  for (let count = words.length; count >= 0; count--) yield words.slice(0, count).join('-');
}

function named(template: string, { type, user }: BranchFacts, key: string, slug: string): string {
  const values: Readonly<Record<string, string>> = {
    type: slugOf(type ?? '') || defaultType,
    key: cut(key, longestPart),
    slug,
    user: cut(slugOf(user ?? ''), longestPart),
  };
  // Odd ones are the placeholders.
  const pieces = template.split(/\$\{(\w*)\}/);
  let name = pieces[0] ?? '';
  for (let at = 1; at < pieces.length; at += 2) {
    const value = values[pieces[at] ?? ''] ?? '';
    const behind = pieces[at + 1] ?? '';
    if (value !== '') name += value + behind;
    else if (name === '' || name.endsWith('/')) name += behind.replace(/^[-_.]+/, '');
    else name = name.replace(/[-_.]+$/, '') + behind;
  }
  return allowed(name);
}

/** What Git forbids is replaced or left out: https://git-scm.com/docs/git-check-ref-format */
function allowed(name: string): string {
  const parts = name
    .replace(/(?:[\p{Cc}\p{Cf}\p{Cs}\p{Z}~^:?*[\\]|@\{)+/gu, '-')
    .replace(/\.{2,}/g, '.')
    .split('/')
    .map(allowedPart)
    .filter((part) => part !== '');
  const whole = parts.join('/');
  return ['', '@', 'HEAD'].includes(whole) ? `issue${whole === '' ? '' : '-'}${whole.replace('@', 'at')}` : whole;
}

function allowedPart(part: string): string {
  let bounded = '';
  let bytes = 0;
  for (const char of part) {
    bytes += bytesOf(char);
    if (bytes > longestComponent) break;
    bounded += char;
  }
  const trimmed = bounded.replace(/^[-.]+|[-.]+$/g, '');
  return /\.lock$/i.test(trimmed) ? allowedPart(trimmed.slice(0, -'.lock'.length)) : trimmed;
}

function bytesOf(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

const lengthOf = (text: string): number => Array.from(text).length;
const cut = (text: string, length: number): string => Array.from(text).slice(0, length).join('');
