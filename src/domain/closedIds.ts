/** Answers for the issues of a tracker in the repository that a commit says it closes. */
import { closingKeywords } from './reference';

/** `[closes roadmap:3f2a9c01]`: whichever tracker is named, its ids are told apart by the issues there are. */
const bracketed = new RegExp(`\\[${closingKeywords}\\s{1,8}[a-z-]{1,32}:([^\\]\\s]{1,64})\\]`, 'gi');
/** `fixes #3f2a9c01`, `closes: #task-7`. */
const plain = new RegExp(
  `(?<![\\p{L}\\p{M}\\p{N}_])${closingKeywords}(?::\\s{0,8}|\\s{1,8})#([\\p{L}\\p{N}](?:[\\p{L}\\p{N}_.-]{0,62}[\\p{L}\\p{N}])?)(?![\\p{L}\\p{M}\\p{N}_])`,
  'giu',
);

/** Ids as written, in the order of the text. Linear in the text's length. */
export function closedIds(message: string): readonly string[] {
  return [bracketed, plain].flatMap((pattern) => [...message.matchAll(pattern)].map((match) => match[1] ?? ''));
}
