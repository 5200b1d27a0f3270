/** Answers for reading all pages of open issues again, each under the condition that it changed, and for who left. */
import type { Failure } from '../../../domain/failure';
import { err, ok, type Result } from '../../../domain/result';
import { isRepeat, openIssues, readInto } from './ascent';
import { endlessList, mostPages, perPage, readPage, type ListMeans } from './page';
import { inPool } from './pool';
import { placeKey, type PageMark, type PagePlace } from './syncState';

const atOnce = 4;

/**
 * Pages by number are read from the last one on, several at once: what shifts meanwhile is then seen twice and not
 * missed. Pages by cursor come one after the other and keep their ends while that leaves nothing out, so that an issue
 * that left changes one page only.
 * @returns the numbers that are on a page now. What was read stays on a failure.
 * @throws the signal's reason when aborted.
 */
export async function rereadListing(means: ListMeans): Promise<Result<ReadonlySet<number>, Failure>> {
  const { state } = means;
  const seen = new Set<string>();
  const byNumber = [...state.pages.values()].flatMap(({ place }) => ('page' in place ? [place.page] : []));
  const lastKnown = byNumber.reduce((most, page) => Math.max(most, page), 0);
  // Also those between that have no mark: they were empty once, which does not mean that they are.
  const numbered = Array.from({ length: lastKnown }, (_, at) => at + 1);
  const read = await inPool(numbered, atOnce, async (page) => {
    seen.add(placeKey({ page }));
    return reread(means, { page });
  });
  if (!read.ok) return read;
  const last = numbered.at(-1);
  const passed = new Set<number>();
  let next: PagePlace | null =
    last === undefined ? { page: 1 } : (state.pages.get(placeKey({ page: last }))?.next ?? null);
  while (next !== null) {
    const key = placeKey(next);
    if (seen.has(key) || seen.size >= mostPages) return err(endlessList(means.repository));
    seen.add(key);
    const mark = await reread(means, next);
    if (!mark.ok) return mark;
    if (isRepeat(mark.value, passed)) return err(endlessList(means.repository));
    ({ next } = mark.value);
  }
  for (const [key, { numbers }] of state.pages) if (!seen.has(key) || numbers.length === 0) state.pages.delete(key);
  return ok(numbersOnPages(state.pages.values()));
}

export function numbersOnPages(pages: Iterable<PageMark>): ReadonlySet<number> {
  const present = new Set<number>();
  for (const { numbers } of pages) for (const number of numbers) present.add(number);
  return present;
}

async function reread(means: ListMeans, place: PagePlace): Promise<Result<PageMark, Failure>> {
  const { state } = means;
  const before = state.pages.get(placeKey(place));
  if (before === undefined) return readInto(means, place);
  // A full last page answers the same whether there is another one by now or not.
  const isOpenEnd = before.next === null && before.numbers.length >= perPage;
  const page = await readPage(means, 'list', openIssues, place, isOpenEnd ? null : before.etag);
  if (!page.ok) return page;
  if (page.value === null) return ok(before);
  const { etag, numbers, next } = page.value;
  const mark = { place, etag, numbers, next: reaches(means, before, numbers) ? before.next : next };
  state.pages.set(placeKey(place), mark);
  means.onProgress();
  return ok(mark);
}

/** Whether a page that changed goes on to where it ended before, so that the next one can begin there as before. */
function reaches({ state }: ListMeans, { next, numbers: before }: PageMark, numbers: readonly number[]): boolean {
  if (next === null || !('after' in next)) return false;
  const last = before.at(-1);
  const behind = state.pages.get(placeKey(next))?.numbers ?? [];
  return numbers.some((number) => number === last || behind.includes(number));
}
