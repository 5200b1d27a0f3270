/** Answers for what a server was asked, counted by kind, and for asking the same once more. */
import type { SeenRequest } from '../fakes/github/seenRequests';
import type { PlainBatch, PlainRequest } from './githubDeeds';

type Asked = Pick<SeenRequest, 'method' | 'path' | 'query' | 'graphql' | 'status'>;

/** As many pages as that are under way at once in a first sync. */
const pagesAtOnce = 6;

/** Those `fetch` sets itself, or must not be told. */
const ownHeaders = new Set(['host', 'connection', 'content-length', 'accept-encoding', 'transfer-encoding']);

const isPage = (request: Asked): boolean => kindOf(request).startsWith('page');

/** What it was asked for, in a word or two. */
export function kindOf(request: Asked): string {
  const { path, query, graphql, status } = request;
  if (graphql !== null) return `graphql ${/^query (\w+)/.exec(graphql.document)?.[1] ?? 'unnamed'}`;
  const what = path.replace(/^\/repos\/[^/]+\/[^/]+\/?/, '');
  const name = what === 'issues' ? ofIssues(query) : what === '' ? 'repository' : what;
  return status === 304 ? `${name} (304)` : name;
}

const ofIssues = ({ since, page }: Asked['query']): string =>
  since !== undefined ? 'changes' : page === undefined ? 'newest' : 'page';

/** `102 page, 16 graphql Details`: most frequent first. */
export function tally(requests: readonly Asked[]): string {
  const counts = new Map<string, number>();
  for (const request of requests) counts.set(kindOf(request), (counts.get(kindOf(request)) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');
}

export interface Origins {
  readonly apiUrl: string;
  readonly graphqlUrl: string;
}

/** The same request of somebody else. */
function plainRequest(
  { method, path, query, headers, graphql }: SeenRequest,
  { apiUrl, graphqlUrl }: Origins,
  token: string,
): PlainRequest {
  const kept = Object.entries(headers).filter(([name]) => !ownHeaders.has(name) && !name.startsWith('sec-'));
  const search = new URLSearchParams(query).toString();
  return {
    method,
    url: graphql === null ? `${apiUrl}${path}${search === '' ? '' : `?${search}`}` : graphqlUrl,
    headers: { ...Object.fromEntries(kept), authorization: `Bearer ${token}` },
    body: graphql === null ? null : JSON.stringify({ query: graphql.document, variables: graphql.variables }),
  };
}

/** As a first sync asks: pages several at once, the others one after the other. */
export function plainBatches(requests: readonly SeenRequest[], origins: Origins, token: string): readonly PlainBatch[] {
  const again = (some: readonly SeenRequest[]): readonly PlainRequest[] =>
    some.map((request) => plainRequest(request, origins, token));
  return [
    { requests: again(requests.filter((request) => !isPage(request))), atOnce: 1 },
    { requests: again(requests.filter(isPage)), atOnce: pagesAtOnce },
  ];
}
