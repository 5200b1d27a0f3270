/**
 * Answers for lists of the loopback GitHub that are paged by cursor, as github.com pages issues: the `Link` names the
 * next page and the one before, and no last one. https://github.com/google/go-github/issues/3565
 */
import type { FakeIssue, FakePull } from './records';
import { answer, refused, type Answer } from './restAnswer';
import { natural, orderOf, type Query } from './restIssues';

type Thread = FakeIssue | FakePull;

/** Records that can be reached by the number of a page. */
const mostByNumber = 1000;
const documentation = 'https://docs.github.com/rest/issues/issues#list-repository-issues';
const lead = 'cursor:v2:';

/**
 * A cursor stands for a place in the order, as the moment and the number of a thread: it holds when that thread leaves
 * the list.
 */
export function pagedByCursor(
  all: readonly Thread[],
  query: Query,
  address: string,
  write: (item: Thread) => unknown,
): Answer {
  const { after, before, page: asked, ...rest } = query;
  const size = Math.min(100, natural(query.per_page, 30));
  const page = natural(asked, 1);
  if (after !== undefined && before !== undefined) return refused(422, 'Only one of after and before can be given');
  const cursor = after ?? before;
  if (cursor === undefined && page * size > mostByNumber) return tooFar();
  const place = cursor === undefined ? null : placeOf(cursor);
  if (cursor !== undefined && place === null) return refused(422, 'The cursor is not valid');
  const { time, sign } = orderOf(query);
  const isBehind = (thread: Thread, [atMs, number]: Place): boolean =>
    sign * (time(thread) - atMs || thread.number - number) > 0;
  const isBefore = (thread: Thread, [atMs, number]: Place): boolean =>
    sign * (time(thread) - atMs || thread.number - number) < 0;
  let start = (page - 1) * size;
  let end = start + size;
  if (place !== null && after !== undefined) {
    const found = all.findIndex((thread) => isBehind(thread, place));
    start = found < 0 ? all.length : found;
    end = start + size;
  } else if (place !== null) {
    end = all.filter((thread) => isBefore(thread, place)).length;
    start = Math.max(0, end - size);
  }
  const shown = all.slice(start, end);
  const [first] = shown;
  const last = shown.at(-1);
  const to = (by: 'after' | 'before', thread: Thread, number: number): string => {
    const parameters = new URLSearchParams({ ...rest, [by]: cursorOf(time(thread), thread), page: String(number) });
    return `<${address}?${parameters.toString()}>; rel="${by === 'after' ? 'next' : 'prev'}"`;
  };
  const links = [
    ...(last !== undefined && end < all.length ? [to('after', last, page + 1)] : []),
    ...(first !== undefined && start > 0 ? [to('before', first, Math.max(1, page - 1))] : []),
  ];
  return answer(shown.map(write), links.length === 0 ? {} : { link: links.join(', ') });
}

type Place = readonly [atMs: number, number: number];

const cursorOf = (atMs: number, { number }: Thread): string =>
  Buffer.from(`${lead}${atMs},${number}`).toString('base64');

function placeOf(cursor: string): Place | null {
  const [, atMs, number] = /^cursor:v2:(-?\d+),(\d+)$/.exec(Buffer.from(cursor, 'base64').toString()) ?? [];
  return atMs === undefined ? null : [Number(atMs), Number(number)];
}

/** In GitHub's words, as https://github.com/google/go-github/issues/3976 quotes them. */
const tooFar = (): Answer =>
  refused(
    422,
    'Pagination with the page parameter is not supported for large datasets, please use cursor based pagination (after/before)',
    {},
    documentation,
  );
