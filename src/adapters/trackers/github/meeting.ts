/** Answers for whether a list that is read from both ends was read as a whole. */
import type { Page } from './page';

/**
 * Whether the other way was here: both have read issues of more than one moment, in the order that was asked for. All
 * that is older was then read by one of them, and all that is newer by the other. Issues of one moment alone do not
 * tell: the server may order them the same way in both directions.
 * @param isKnown tells what the other way has read
 */
export function hasMet(page: Page, direction: 'asc' | 'desc', isKnown: (number: number) => boolean): boolean {
  const moments = momentsOf(page, isKnown);
  const first = moments.at(0) ?? 0;
  const last = moments.at(-1) ?? 0;
  return direction === 'asc' ? first < last : last < first;
}

/** False where a server passes over that the newest come first, or tells no moments: such pages say nothing of the list. */
export function isNewestFirst(page: Page): boolean {
  const moments = momentsOf(page, () => true);
  const [first] = moments;
  return page.numbers.length === 0 || (first !== undefined && first >= (moments.at(-1) ?? first));
}

const momentsOf = ({ numbers, createdAtMs }: Page, isMeant: (number: number) => boolean): readonly number[] =>
  numbers.flatMap((number) => (isMeant(number) ? (createdAtMs.get(number) ?? []) : []));
