/** Answers for the pages of lists in GraphQL. https://docs.github.com/graphql/guides/using-pagination-in-the-graphql-api */
import { FieldError } from './graphqlError';

export interface PageArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

export interface Connection<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly nodes: readonly T[];
  readonly pageInfo: object;
  readonly totalCount: number;
}

/** Where an item stands, so that a cursor holds though others come and go. */
export type Place = readonly number[];

/** @param placeOf rises along the items; without it, a cursor counts them */
export function connectionOf<T, N>(
  items: readonly T[],
  page: PageArguments,
  write: (item: T) => N,
  placeOf: (item: T, at: number) => Place = (_, at) => [at],
): Connection<N> {
  const { first = null, last = null, after = null, before = null } = page;
  const size = first ?? last;
  if (size === null) {
    throw new FieldError('MISSING_PAGINATION_BOUNDARIES', 'A list needs `first` or `last`.');
  }
  if (size < 1 || size > 100) {
    throw new FieldError('EXCESSIVE_PAGINATION', 'A page has at least 1 and at most 100 records.');
  }
  let begin = 0;
  let end = items.length;
  if (after !== null) {
    const place = placeIn(after);
    while (begin < end && !isBeyond(placeAt(begin), place)) begin++;
  }
  if (before !== null) {
    const place = placeIn(before);
    while (end > begin && !isBeyond(place, placeAt(end - 1))) end--;
  }
  if (first !== null) end = Math.min(end, begin + size);
  else begin = Math.max(begin, end - size);
  const chosen = items.slice(begin, end);
  const edges = chosen.map((item, at) => ({ cursor: cursorOf(placeOf(item, begin + at)), node: write(item) }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    totalCount: items.length,
    pageInfo: {
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
      hasNextPage: end < items.length,
      hasPreviousPage: begin > 0,
    },
  };

  function placeAt(at: number): Place {
    const item = items[at];
    return item === undefined ? [] : placeOf(item, at);
  }
}

const cursorOf = (place: Place): string => Buffer.from(`cursor:v2:${JSON.stringify(place)}`).toString('base64');

function placeIn(cursor: string): Place {
  const text = Buffer.from(cursor, 'base64').toString();
  try {
    if (text.startsWith('cursor:v2:')) return JSON.parse(text.slice('cursor:v2:'.length)) as Place;
  } catch {
    // Told below.
  }
  throw new FieldError('NOT_FOUND', 'That is no cursor of this list.');
}

function isBeyond(place: Place, other: Place): boolean {
  for (const [at, value] of place.entries()) {
    const difference = value - (other[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
