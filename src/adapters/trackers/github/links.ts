/** Answers for what a `Link` header says of the pages there are; where it leads is never gone to. */

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
 * Pages the header names, for a list at our own server that was asked with `query`: of an address, whosever it is, only
 * the page or the cursor is taken. A proxy may well answer with the addresses of the server behind it.
 * `endless` where a next page is named that is none beyond this one, or none we can ask for: to take this one for the
 * last would lose the rest.
 * See https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
export function readLinks(header: string | null, url: string, query: Query): Links | 'endless' {
  const next = parametersOf(header, 'next', url);
  const last = parametersOf(header, 'last', url);
  if (next === null) return { nextPage: null, lastPage: pageOf(last), nextAfter: null };
  const nextPage = pageOf(next);
  const nextAfter = next.get('after');
  if (nextPage === null && (nextAfter === null || nextAfter === '')) return 'endless';
  const currentAfter = query.after === undefined ? null : String(query.after);
  const turnsBack = currentAfter === null && nextPage !== null && nextPage <= Number(query.page ?? 1);
  if (turnsBack || (nextAfter !== null && nextAfter === currentAfter)) return 'endless';
  return { nextPage, lastPage: pageOf(last), nextAfter };
}

/** What the address of this relation asks for; null where there is no such relation. */
function parametersOf(header: string | null, relation: string, from: string): URLSearchParams | null {
  const links = (header ?? '').split(/,(?=\s*<)/).slice(0, MAX_LINKS);
  for (const link of links) {
    const [, address, parameters] = /^\s*<([^<>]*)>\s*;(.*)$/.exec(link) ?? [];
    if (address === undefined || !new RegExp(`\\brel="?${relation}"?(\\s|;|$)`).test(parameters ?? '')) continue;
    return URL.canParse(address, from) ? new URL(address, from).searchParams : new URLSearchParams();
  }
  return null;
}

function pageOf(parameters: URLSearchParams | null): number | null {
  const text = parameters?.get('page') ?? '';
  const page = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  return page >= 1 && page <= MAX_PAGE ? page : null;
}
