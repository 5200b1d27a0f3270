/** Answers for how the GitHub bench counts requests, and sends them once more. */
import { describe, expect, it } from 'vitest';
import { kindOf, plainBatches, tally } from '../../bench/githubRequests';
import type { SeenRequest } from '../../fakes/github/seenRequests';

const seen = (path: string, query: Readonly<Record<string, string>> = {}, status = 200): SeenRequest => ({
  sequence: 1,
  method: 'GET',
  path,
  query,
  headers: { host: 'elsewhere', connection: 'keep-alive', authorization: 'Bearer first', 'if-none-match': 'W/"1"' },
  graphql: null,
  resource: 'core',
  atMs: 0,
  status,
  points: 1,
  faulty: false,
});
const page = (number: number): SeenRequest => seen('/repos/acme/shop/issues', { page: String(number) });
const details: SeenRequest = {
  ...seen('/graphql'),
  method: 'POST',
  graphql: { document: 'query Details($a: [ID!]!) { nodes(ids: $a) { id } }', variables: { a: ['I_1'] } },
};

describe('a request', () => {
  it.each([
    [page(3), 'page'],
    [seen('/repos/acme/shop'), 'repository'],
    [seen('/repos/acme/shop/issues', { per_page: '1' }), 'newest'],
    [seen('/repos/acme/shop/issues', { per_page: '1' }, 304), 'newest (304)'],
    [seen('/repos/acme/shop/issues', { since: '2026-01-01T00:00:00Z', page: '1' }), 'changes'],
    [seen('/repos/acme/shop/milestones', { page: '1' }), 'milestones'],
    [seen('/user'), '/user'],
    [details, 'graphql Details'],
  ])('is counted by what it asks for', (request, kind) => {
    expect(kindOf(request)).toBe(kind);
  });

  it('is counted with those of its kind, the most frequent first', () => {
    expect(tally([seen('/user'), page(1), page(2)])).toBe('2 page, 1 /user');
  });
});

describe('requests that are sent again', () => {
  const origins = { apiUrl: 'http://here/api/v3', graphqlUrl: 'http://here/api/graphql' };

  it('are those of another person, with the same conditions', () => {
    const [others, pages] = plainBatches([page(1), details], origins, 'second');
    expect(pages?.requests).toEqual([
      {
        method: 'GET',
        url: 'http://here/api/v3/repos/acme/shop/issues?page=1',
        headers: { authorization: 'Bearer second', 'if-none-match': 'W/"1"' },
        body: null,
      },
    ]);
    expect(others?.requests[0]).toMatchObject({
      method: 'POST',
      url: origins.graphqlUrl,
      body: JSON.stringify({ query: details.graphql?.document, variables: { a: ['I_1'] } }),
    });
  });

  it('go out as in a first sync: only pages several at once', () => {
    expect(
      plainBatches([page(1), seen('/user'), page(2)], origins, 'x').map(({ requests, atOnce }) => [
        requests.length,
        atOnce,
      ]),
    ).toEqual([
      [1, 1],
      [2, 6],
    ]);
  });
});
