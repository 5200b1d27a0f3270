/** Answers for reading all open issues, page by page; what was read by an earlier run is not read again. */
import type { Failure } from '../../../domain/failure';
import { err, ok, type Result } from '../../../domain/result';
import { endlessList, mostPages, readPage, type ListMeans } from './page';
import { placeKey, type PageMark, type PagePlace } from './syncState';

/** Ascending, so that new issues move none of the pages. Pull requests are among them. */
export const openIssues = { state: 'open', sort: 'created', direction: 'asc' } as const;

const firstPlace: PagePlace = { page: 1 };
/** Pages asked for at once; the client may allow fewer. */
const atOnce = 6;

/**
 * Page 1 tells how many there are; then come the newest issues, from the last page on. A server that pages by cursor is
 * followed from the first page to the last. On a failure what was read stays.
 * @throws the signal's reason when aborted.
 */
export async function readListing(means: ListMeans): Promise<Result<void, Failure>> {
  const { state, repository } = means;
  const known = state.pages.get(placeKey(firstPlace));
  const first = known === undefined ? await readInto(means, firstPlace) : ok(known);
  if (!first.ok) return first;
  const { next } = first.value;
  if (next === null) return ok(undefined);
  if ('after' in next || state.lastPage === null) return follow(means, first.value);
  if (state.lastPage > mostPages) return err(endlessList(repository));
  const left: number[] = [];
  for (let page = 2; page <= state.lastPage; page++) if (!state.pages.has(placeKey({ page }))) left.push(page);
  return inPool(left, atOnce, async (page) => readInto(means, { page }));
}

/** From this page on, one after the other. */
async function follow(means: ListMeans, from: PageMark): Promise<Result<void, Failure>> {
  const { pages } = means.state;
  const visited = new Set<string>([placeKey(from.place)]);
  for (let { next } = from; next !== null;) {
    const key = placeKey(next);
    if (visited.has(key) || visited.size >= mostPages) return err(endlessList(means.repository));
    visited.add(key);
    const known = pages.get(key);
    const mark = known === undefined ? await readInto(means, next) : ok(known);
    if (!mark.ok) return mark;
    ({ next } = mark.value);
  }
  return ok(undefined);
}

/** Reads a page that was not read before. */
export async function readInto(means: ListMeans, place: PagePlace): Promise<Result<PageMark, Failure>> {
  const { state } = means;
  const page = await readPage(means, 'list', openIssues, place, null);
  if (!page.ok) return page;
  if (page.value === null) return err({ kind: 'malformed', what: means.repository, detail: 'unchanged since nothing' });
  const { etag, numbers, next, lastPage } = page.value;
  if (placeKey(place) === placeKey(firstPlace)) state.lastPage = lastPage;
  const mark: PageMark = { place, etag, numbers, next };
  state.pages.set(placeKey(place), mark);
  means.onProgress();
  return ok(mark);
}

/**
 * Works off a list from its end, several at once. After a failure nothing more is begun; what is under way is waited for.
 * @returns the first failure
 */
export async function inPool<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<Result<unknown, Failure>>,
): Promise<Result<void, Failure>> {
  const left = [...items];
  const failures: Failure[] = [];
  const worker = async (): Promise<void> => {
    for (let item = left.pop(); item !== undefined; item = failures.length === 0 ? left.pop() : undefined) {
      const result = await work(item);
      if (!result.ok) failures.push(result.error);
    }
  };
  const settled = await Promise.allSettled(Array.from({ length: Math.min(width, items.length) }, worker));
  for (const each of settled) if (each.status === 'rejected') throw each.reason;
  const [failure] = failures;
  return failure === undefined ? ok(undefined) : err(failure);
}
