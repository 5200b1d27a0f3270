/** Answers for reading a list that is paged by cursor from both of its ends at once, until the two ways meet. */
import type { Failure } from '../../../domain/failure';
import { err, ok, type Result } from '../../../domain/result';
import { follow, isRepeat, openIssues } from './ascent';
import { hasMet, isNewestFirst } from './meeting';
import { endlessList, mostPages, readFreshPage, type ListMeans } from './page';
import { inPool } from './pool';
import { firstPlace, placeKey, type PageMark, type PagePlace, type SyncState } from './syncState';

const newestFirst = { ...openIssues, direction: 'desc' } as const;

/**
 * The newest issues come right after the first page. A cursor stands for a moment in the list, whatever is closed or
 * deleted there: what stays open is read by one way or the other, and what is opened meanwhile is among the changes.
 * @param first the page the list begins with
 * @throws the signal's reason when aborted.
 */
export async function readFromBothEnds(means: ListMeans, first: PageMark): Promise<Result<void, Failure>> {
  const { state } = means;
  if (state.descent === null) {
    const newest = await descendTo(means, firstPlace);
    if (!newest.ok) return newest;
  }
  let isOver = false;
  const goesOn = (): boolean => !isOver && !isRead(state);
  const ascend = async (): Promise<Result<void, Failure>> => {
    const result = await follow(means, first, goesOn);
    isOver = true;
    return result;
  };
  const descend = async (): Promise<Result<void, Failure>> => {
    const result = await followDown(means, goesOn);
    if (!result.ok) isOver = true;
    return result;
  };
  return inPool([ascend, descend], 2, async (way) => way());
}

/** The way down met the other one, or the beginning of the list. */
const isRead = ({ descent }: SyncState): boolean => descent !== null && descent.next === null;

async function followDown(means: ListMeans, goesOn: () => boolean): Promise<Result<void, Failure>> {
  const { state, repository } = means;
  const visited = new Set<string>();
  for (let place = nextDown(state); place !== null && goesOn(); place = nextDown(state)) {
    const key = placeKey(place);
    if (visited.has(key) || visited.size >= mostPages) return err(endlessList(repository));
    visited.add(key);
    const read = await descendTo(means, place);
    if (!read.ok) return read;
  }
  return ok(undefined);
}

const nextDown = ({ descent }: SyncState): PagePlace | null => descent?.next ?? null;

/** Puts in a page of the way down, which is given up where the server does not turn the list round. */
async function descendTo(means: ListMeans, place: PagePlace): Promise<Result<void, Failure>> {
  const { state, onProgress } = means;
  const page = await readFreshPage(means, newestFirst, place);
  if (!page.ok) return page;
  const { next, numbers } = page.value;
  // Pages by number shift when something closes.
  const holds = next === null || 'after' in next;
  if (holds && isNewestFirst(page.value)) {
    const descent = (state.descent ??= { next: place, numbers: new Set() });
    if (isRepeat({ place, etag: null, numbers, next }, descent.numbers)) return err(endlessList(means.repository));
    const ascended = onPages(state, numbers);
    // The other way may have come here while this page was under way.
    if (descent.next !== null) {
      descent.next = hasMet(page.value, 'desc', (number) => ascended.has(number)) ? null : next;
    }
  } else {
    state.descent = null;
  }
  onProgress();
  return ok(undefined);
}

/** Which of these are on a page of the way up. */
function onPages({ pages }: SyncState, numbers: readonly number[]): ReadonlySet<number> {
  const asked = new Set(numbers);
  const found = new Set<number>();
  for (const mark of pages.values()) for (const number of mark.numbers) if (asked.has(number)) found.add(number);
  return found;
}
