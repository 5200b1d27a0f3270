/** Answers for what a `Link` header says of the pages there are, believed only as far as it stays with the list. */

export interface Links {
  readonly nextPage: number | null;
  readonly lastPage: number | null;
  readonly nextAfter: string | null;
}

type Query = Readonly<Record<string, string | number>>;

/** More pages of a hundred than any repository has issues. */
const MAX_PAGE = 1_000_000;
const MAX_LINKS = 20;

/**
 * Pages the header names at `url`, which answered `query`; what leads to another host or another list is passed over.
 * `endless` where the next page is none beyond this one.
 * See https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
export function readLinks(header: string | null, url: string, query: Query): Links | 'endless' {
  const next = linked(header, 'next', url);
  const last = linked(header, 'last', url);
  const nextPage = pageOf(next);
  const nextAfter = next?.searchParams.get('after') ?? null;
  const currentAfter = query.after === undefined ? null : String(query.after);
  const turnsBack = currentAfter === null && nextPage !== null && nextPage <= Number(query.page ?? 1);
  if (turnsBack || (nextAfter !== null && nextAfter === currentAfter)) return 'endless';
  return { nextPage, lastPage: pageOf(last), nextAfter };
}

/** The address of this relation at the same list; null where there is none. */
function linked(header: string | null, relation: string, from: string): URL | null {
  const links = (header ?? '').split(/,(?=\s*<)/).slice(0, MAX_LINKS);
  for (const link of links) {
    const [, address, parameters] = /^\s*<([^<>]*)>\s*;(.*)$/.exec(link) ?? [];
    if (address === undefined || !new RegExp(`\\brel="?${relation}"?(\\s|;|$)`).test(parameters ?? '')) continue;
    if (!URL.canParse(address, from)) return null;
    const to = new URL(address, from);
    return isSameList(to, new URL(from)) ? to : null;
  }
  return null;
}

/** Links name the repository by its number, whatever it was asked by. */
function isSameList(one: URL, other: URL): boolean {
  return one.origin === other.origin && (one.pathname === other.pathname || listOf(one) === listOf(other));
}

const listOf = ({ pathname }: URL): string => pathname.replace(/\/(repositories\/\d+|repos\/[^/]+\/[^/]+)(?=\/|$)/, '');

function pageOf(url: URL | null): number | null {
  const text = url?.searchParams.get('page') ?? '';
  const page = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  return page >= 1 && page <= MAX_PAGE ? page : null;
}
