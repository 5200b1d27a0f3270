/** Answers for the pages of open issues in the order they were created: the marks by which they are read again. */
import type { Failure } from '../../../domain/failure';
import { err, ok, type Result } from '../../../domain/result';
import { endlessList, mostPages, readFreshPage, type ListMeans } from './page';
import { hasMet } from './meeting';
import { firstPlace, placeKey, type PageMark, type PagePlace } from './syncState';

/** Ascending, so that new issues move none of the pages. Pull requests are among them. */
export const openIssues = { state: 'open', sort: 'created', direction: 'asc' } as const;

/** From this page on, one after the other, past those that were read before. @param goesOn asked before each page */
export async function follow(
  means: ListMeans,
  from: PageMark,
  goesOn: () => boolean = () => true,
): Promise<Result<void, Failure>> {
  const { pages } = means.state;
  const visited = new Set<string>([placeKey(from.place)]);
  const passed = new Set(from.numbers);
  for (let { next } = from; next !== null && goesOn();) {
    const key = placeKey(next);
    if (visited.has(key) || visited.size >= mostPages) return err(endlessList(means.repository));
    visited.add(key);
    const known = pages.get(key);
    const mark = known === undefined ? await readInto(means, next) : ok(known);
    if (!mark.ok) return mark;
    if (isRepeat(mark.value, passed)) return err(endlessList(means.repository));
    ({ next } = mark.value);
  }
  return ok(undefined);
}

/**
 * Whether a page behind a cursor has nothing but what earlier ones had, and leads on: a server that does so has no end.
 * @param passed takes up the numbers of the page
 */
export function isRepeat({ place, numbers, next }: PageMark, passed: Set<number>): boolean {
  const isNew = numbers.length === 0 || numbers.some((number) => !passed.has(number));
  for (const number of numbers) passed.add(number);
  return !isNew && next !== null && 'after' in place;
}

/** Reads a page that was not read before. */
export async function readInto(means: ListMeans, place: PagePlace): Promise<Result<PageMark, Failure>> {
  const { state } = means;
  const page = await readFreshPage(means, openIssues, place);
  if (!page.ok) return page;
  const { etag, numbers, next, lastPage } = page.value;
  if (placeKey(place) === placeKey(firstPlace)) state.lastPage = lastPage;
  const mark: PageMark = { place, etag, numbers, next };
  state.pages.set(placeKey(place), mark);
  const { descent } = state;
  if (descent !== null && hasMet(page.value, 'asc', (number) => descent.numbers.has(number))) descent.next = null;
  means.onProgress();
  return ok(mark);
}
