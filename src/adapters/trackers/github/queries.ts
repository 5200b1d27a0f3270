/** Answers for what is asked by GraphQL. See https://docs.github.com/en/graphql/reference */
import type { GraphqlFeatures } from './graphqlFeatures';

/** Objects by id at most, for each `nodes`. */
export const nodesEach = 100;
const blockersEach = 50;
const closedEach = 100;

const blocker = `fragment Blocker on Issue {
  number title state stateReason url
  repository { nameWithOwner }
}`;

const blocked = `fragment Blocked on Issue {
  number
  issueDependenciesSummary { blockedBy totalBlockedBy }
  blockedBy(first: ${blockersEach}) { nodes { ...Blocker } pageInfo { hasNextPage endCursor } }
}`;

const closing = `fragment Closing on PullRequest {
  id number title url state isDraft mergedAt reviewDecision
  closingIssuesReferences(first: ${closedEach}) { ...Closed }
}`;

const closed = `fragment Closed on IssueConnection {
  nodes { number repository { nameWithOwner } }
  pageInfo { hasNextPage endCursor }
}`;

export interface DetailParts {
  readonly blockers: boolean;
  readonly pulls: boolean;
}

/** Which details the server can tell: an Enterprise Server may lack some. */
export const detailParts = ({ issue, pullRequest }: GraphqlFeatures): DetailParts => ({
  blockers: issue.has('blockedBy') && issue.has('issueDependenciesSummary'),
  pulls: pullRequest.has('closingIssuesReferences') && pullRequest.has('reviewDecision'),
});

/** Blockers of issues and links of pull requests, by node ids: one list of at most {@link nodesEach} for each alias. */
export function detailsDocument(aliases: readonly string[], { blockers, pulls }: DetailParts): string {
  const spread = `${blockers ? '...Blocked ' : ''}${pulls ? '...Closing' : ''}`;
  return [
    `query Details(${aliases.map((alias) => `$${alias}: [ID!]!`).join(', ')}) {`,
    ...aliases.map((alias) => `  ${alias}: nodes(ids: $${alias}) { __typename ${spread} }`),
    '}',
    ...(blockers ? [blocked, blocker] : []),
    ...(pulls ? [closing, closed] : []),
  ].join('\n');
}

/** The blockers of an issue beyond the first ones. */
export const moreBlockersDocument = `query MoreBlockers($id: ID!, $after: String!) {
  node(id: $id) {
    ... on Issue {
      blockedBy(first: ${blockersEach}, after: $after) { nodes { ...Blocker } pageInfo { hasNextPage endCursor } }
    }
  }
}
${blocker}`;

/** The issues a pull request closes beyond the first ones. */
export const moreClosedDocument = `query MoreClosed($id: ID!, $after: String!) {
  node(id: $id) {
    ... on PullRequest { closingIssuesReferences(first: ${closedEach}, after: $after) { ...Closed } }
  }
}
${closed}`;

/** The pull requests merged last. */
export const mergedDocument = `query Merged($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    pullRequests(states: [MERGED], first: 100, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...Closing }
    }
  }
}
${closing}
${closed}`;

/** @param numbers for each repository, whose owner and name are the variables `o0`, `n0`, `o1`, … */
export function lookUpDocument(numbers: readonly (readonly number[])[]): string {
  const variables = numbers.map((_, index) => `$o${index}: String!, $n${index}: String!`).join(', ');
  const repositories = numbers.map((each, index) => {
    const wanted = each.map((number) => `    i${number}: issueOrPullRequest(number: ${number}) { ...Found }`);
    return [
      `  r${index}: repository(owner: $o${index}, name: $n${index}) {`,
      '    nameWithOwner',
      ...wanted,
      '  }',
    ].join('\n');
  });
  return `query LookUp(${variables}) {
${repositories.join('\n')}
}
fragment Found on IssueOrPullRequest {
  __typename
  ... on Issue { title url issueState: state stateReason }
  ... on PullRequest { title url pullState: state }
}`;
}
