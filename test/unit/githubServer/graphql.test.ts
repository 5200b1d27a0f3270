import { describe, expect, it } from 'vitest';
import { seedRepository } from '../../fakes/github/seed';
import { Client } from './client';

describe('the GraphQL of the loopback GitHub', () => {
  const client = new Client();

  it('needs a token', async () => {
    expect((await client.graphql('{ viewer { login } }', {}, null)).status).toBe(401);
    expect((await client.graphql('{ viewer { login } }')).body).toEqual({ data: { viewer: { login: 'octo' } } });
  });

  it('tells an issue with all its relations', async () => {
    const { state } = client.server;
    const shop = state.addRepository('acme/shop');
    const [issue, blocker, parent] = [
      state.addIssue(shop, { labels: ['bug'], assignees: ['octo'], type: 'Bug' }),
      state.addIssue(state.addRepository('acme/other')),
      state.addIssue(shop),
    ];
    state.block(issue, blocker);
    state.adopt(parent, issue);
    const pull = state.addPull(shop, { closes: [issue], reviewDecision: 'APPROVED' });
    const query = `{ repository(owner: "acme", name: "shop") { issue(number: 1) {
      state stateReason labels(first: 5) { nodes { name } } assignees(first: 5) { nodes { login } } issueType { name }
      blockedBy(first: 5) { totalCount nodes { number repository { nameWithOwner } } }
      issueDependenciesSummary { blockedBy totalBlockedBy } parent { number subIssuesSummary { total completed } }
      closedByPullRequestsReferences(first: 5) { nodes { number reviewDecision } }
    } pullRequest(number: ${pull.number}) { state closingIssuesReferences(first: 5) { nodes { number } } } } }`;
    expect((await client.graphql(query)).body).toEqual({
      data: {
        repository: {
          issue: {
            state: 'OPEN',
            stateReason: null,
            labels: { nodes: [{ name: 'bug' }] },
            assignees: { nodes: [{ login: 'octo' }] },
            issueType: { name: 'Bug' },
            blockedBy: { totalCount: 1, nodes: [{ number: 1, repository: { nameWithOwner: 'acme/other' } }] },
            issueDependenciesSummary: { blockedBy: 1, totalBlockedBy: 1 },
            parent: { number: 2, subIssuesSummary: { total: 1, completed: 0 } },
            closedByPullRequestsReferences: { nodes: [{ number: 3, reviewDecision: 'APPROVED' }] },
          },
          pullRequest: { state: 'OPEN', closingIssuesReferences: { nodes: [{ number: 1 }] } },
        },
      },
    });
  });

  it('answers null and an error for each node there is none of, and the others beside', async () => {
    const { state } = client.server;
    const shop = state.addRepository('acme/shop');
    const [issue, deleted] = [state.addIssue(shop), state.addIssue(shop)];
    deleted.deleted = true;
    const hidden = state.addIssue(state.addRepository('acme/secret', { private: true }));
    const ids = [deleted.nodeId, issue.nodeId, hidden.nodeId];
    const { status, body } = await client.graphql('query($ids: [ID!]!) { some: nodes(ids: $ids) { id } }', { ids });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        data: { some: [null, { id: issue.nodeId }, null] },
        errors: [
          { type: 'NOT_FOUND', path: ['some', 0] },
          { type: 'NOT_FOUND', path: ['some', 2] },
        ],
      },
    });
  });

  it('follows a page after another though issues come and go', async () => {
    const { state } = client.server;
    const shop = seedRepository(state, { issues: 30, closed: 10 });
    const query = `query($after: String) { repository(owner: "acme", name: "shop") {
      issues(first: 12, after: $after, states: OPEN, orderBy: { field: CREATED_AT, direction: ASC }) {
        totalCount pageInfo { hasNextPage endCursor } nodes { number } } } }`;
    const seen: number[] = [];
    for (let after: string | null = null, pages = 0; pages === 0 || after !== null; pages++) {
      const { body } = await client.graphql(query, { after });
      const { issues } = (body.data as { repository: { issues: Page } }).repository;
      seen.push(...issues.nodes.map(({ number }) => number));
      after = issues.pageInfo.hasNextPage ? issues.pageInfo.endCursor : null;
      for (const issue of shop.issues.values()) if (issue.number === seen[0]) issue.deleted = true;
    }
    const open = [...shop.issues.values()].filter(({ state: is }) => is === 'open').map(({ number }) => number);
    expect(seen).toEqual(open);
  });

  it('reckons points by the lists a query stands for, and refuses one that is too large', async () => {
    seedRepository(client.server.state, { issues: 3, pulls: 2 });
    const lists = (inner: string): string =>
      `{ rateLimit { cost nodeCount remaining } repository(owner: "acme", name: "shop") { issues(first: 100) { nodes { ${inner} } } } }`;
    expect((await client.graphql(lists('id'))).body).toMatchObject({
      data: { rateLimit: { cost: 1, nodeCount: 100, remaining: 4999 } },
    });
    const nested = await client.graphql(
      lists('labels(first: 10) { nodes { id } } assignees(first: 10) { nodes { id } }'),
    );
    expect(nested.body).toMatchObject({ data: { rateLimit: { cost: 2, nodeCount: 2100 } } });
    expect(nested.headers['x-ratelimit-used']).toBe('3');
    const deep = lists('blockedBy(first: 100) { nodes { blocking(first: 100) { nodes { id } } } }');
    expect((await client.graphql(deep)).body).toMatchObject({ errors: [{ type: 'MAX_NODE_LIMIT_EXCEEDED' }] });
  });

  it('refuses a list without bounds, and more ids than a hundred', async () => {
    client.server.state.addRepository('acme/shop');
    const unbounded = '{ repository(owner: "acme", name: "shop") { issues { totalCount } } }';
    expect((await client.graphql(unbounded)).body).toMatchObject({
      errors: [{ type: 'MISSING_PAGINATION_BOUNDARIES', path: ['repository', 'issues'] }],
    });
    const ids = Array.from({ length: 101 }, () => 'I_x');
    const many = await client.graphql('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(many.body).toMatchObject({ errors: [{ type: 'ARGUMENT_LIMIT' }] });
  });

  it('follows a former name, and tells issues and pull requests apart by number', async () => {
    const { state } = client.server;
    const shop = state.addRepository('acme/shop');
    state.addIssue(shop);
    state.addPull(shop);
    state.rename(shop, 'acme/store');
    const query = `{ repository(owner: "acme", name: "shop") { nameWithOwner
      a: issueOrPullRequest(number: 1) { __typename } b: issueOrPullRequest(number: 2) { __typename }
      c: issueOrPullRequest(number: 3) { __typename } } }`;
    expect((await client.graphql(query)).body).toMatchObject({
      data: {
        repository: {
          nameWithOwner: 'acme/store',
          a: { __typename: 'Issue' },
          b: { __typename: 'PullRequest' },
          c: null,
        },
      },
      errors: [{ type: 'NOT_FOUND', path: ['repository', 'c'] }],
    });
  });

  it('says what it has, and names a field an older server has not', async () => {
    const { features } = client.server.state;
    const fields = '{ __type(name: "Issue") { fields { name } } }';
    expect(JSON.stringify((await client.graphql(fields)).body)).toContain('blockedBy');
    features.dependencies = false;
    expect(JSON.stringify((await client.graphql(fields)).body)).not.toContain('blockedBy');
    const query =
      '{ repository(owner: "acme", name: "shop") { issue(number: 1) { blockedBy(first: 1) { totalCount } } } }';
    const { status, body } = await client.graphql(query);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { errors: [{ extensions: { code: 'undefinedField', typeName: 'Issue', fieldName: 'blockedBy' } }] },
    });
    expect(body).not.toHaveProperty('data');
  });
});

interface Page {
  readonly nodes: { readonly number: number }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}
