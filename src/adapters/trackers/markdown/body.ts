/** Answers for what stands in a record below its front matter. */
import { excerptOf } from '../../../domain/excerpt';
import type { Excerpt } from '../../../domain/issue';

/** The text below the front matter, or its beginning. */
export interface Body {
  readonly text: string;
  readonly isWhole: boolean;
}

/** Far more than is kept of it: comments may stand first. */
const mostBytes = 16 * 1024;

/**
 * @param head the file or its beginning
 * @param from byte offset of the line below the front matter
 * @param most bytes; so many as an excerpt may need unless told
 */
export function bodyIn(
  { head, isWhole }: { readonly head: Buffer; readonly isWhole: boolean },
  from: number,
  most = mostBytes,
): Body {
  const to = Math.min(head.length, from + most);
  const isAll = isWhole && to === head.length;
  const text = head.toString('utf8', from, to);
  // A character that was cut is none.
  return { text: isAll ? text : text.replace(/\ufffd{1,3}$/, ''), isWhole: isAll };
}

/** The field of an issue that is told only where there is something to tell. */
export function excerptField(text: Body | undefined): { readonly excerpt?: Excerpt } {
  const excerpt = text === undefined ? undefined : excerptOf(text.text, text.isWhole);
  return excerpt === undefined ? {} : { excerpt };
}
