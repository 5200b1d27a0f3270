/** Answers for reading all open issues, page by page; what was read by an earlier run is not read again. */
import type { Failure } from '../../../domain/failure';
import { err, ok, type Result } from '../../../domain/result';
import { follow, readInto } from './ascent';
import { readFromBothEnds } from './bothEnds';
import { endlessList, mostPages, type ListMeans } from './page';
import { inPool } from './pool';
import { firstPlace, placeKey } from './syncState';

/** Pages asked for at once; the client may allow fewer. */
const atOnce = 6;

/**
 * Page 1 tells how many there are, or that the server pages by cursor; then come the newest issues: from the last page
 * on, or by a second way from the end of the list. On a failure what was read stays.
 * @throws the signal's reason when aborted.
 */
export async function readListing(means: ListMeans): Promise<Result<void, Failure>> {
  const { state, repository } = means;
  const known = state.pages.get(placeKey(firstPlace));
  const first = known === undefined ? await readInto(means, firstPlace) : ok(known);
  if (!first.ok) return first;
  const { next } = first.value;
  if (next === null) return ok(undefined);
  if ('after' in next) return readFromBothEnds(means, first.value);
  if (state.lastPage === null) return follow(means, first.value);
  if (state.lastPage > mostPages) return err(endlessList(repository));
  const left: number[] = [];
  for (let page = 2; page <= state.lastPage; page++) if (!state.pages.has(placeKey({ page }))) left.push(page);
  return inPool(left, atOnce, async (page) => readInto(means, { page }));
}
