/**
 * Answers for the part of GitHub's GraphQL schema that the loopback GitHub has: names and types as in the public one.
 * https://docs.github.com/graphql/overview/public-schema
 */
import { buildSchema, type GraphQLSchema } from 'graphql';
import type { Features } from './gitHubState';

const page = 'after: String, before: String, first: Int, last: Int';

const connection = (node: string): string => `
  type ${node}Connection { edges: [${node}Edge] nodes: [${node}] pageInfo: PageInfo! totalCount: Int! }
  type ${node}Edge { cursor: String! node: ${node} }`;

const common = `
  id: ID!
  number: Int!
  title: String!
  body: String!
  url: URI!
  closed: Boolean!
  createdAt: DateTime!
  updatedAt: DateTime!
  closedAt: DateTime
  author: Actor
  labels(${page}): LabelConnection
  assignees(${page}): UserConnection!
  milestone: Milestone
  repository: Repository!`;

const dependencies = `
  blockedBy(${page}): IssueConnection!
  blocking(${page}): IssueConnection!
  issueDependenciesSummary: IssueDependenciesSummary!`;

const subIssues = `
  parent: Issue
  subIssues(${page}): IssueConnection!
  subIssuesSummary: SubIssuesSummary!`;

const text = (features: Features): string => `
  scalar DateTime
  scalar URI

  type Query {
    viewer: User!
    rateLimit(dryRun: Boolean = false): RateLimit
    repository(followRenames: Boolean = true, name: String!, owner: String!): Repository
    node(id: ID!): Node
    nodes(ids: [ID!]!): [Node]!
  }

  interface Node { id: ID! }
  interface Actor { login: String! url: URI! }
  interface RepositoryOwner { id: ID! login: String! url: URI! }

  type User implements Actor & Node & RepositoryOwner { id: ID! databaseId: Int login: String! url: URI! }
  type RateLimit { cost: Int! limit: Int! nodeCount: Int! remaining: Int! resetAt: DateTime! used: Int! }
  type PageInfo { endCursor: String hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String }
  type Label implements Node { id: ID! name: String! color: String! description: String }
  type Ref implements Node { id: ID! name: String! prefix: String! repository: Repository! }
  type IssueType implements Node { id: ID! name: String! description: String }
  type Milestone implements Node {
    id: ID! number: Int! title: String! state: MilestoneState! closed: Boolean! url: URI!
    createdAt: DateTime! updatedAt: DateTime! closedAt: DateTime dueOn: DateTime
    openIssueCount: Int! closedIssueCount: Int! progressPercentage: Float!
  }

  enum IssueState { CLOSED OPEN }
  enum IssueStateReason { COMPLETED DUPLICATE NOT_PLANNED REOPENED }
  enum MilestoneState { CLOSED OPEN }
  enum PullRequestState { CLOSED MERGED OPEN }
  enum PullRequestReviewDecision { APPROVED CHANGES_REQUESTED REVIEW_REQUIRED }
  enum OrderDirection { ASC DESC }
  enum IssueOrderField { COMMENTS CREATED_AT UPDATED_AT }
  input IssueOrder { direction: OrderDirection! field: IssueOrderField! }
  enum MilestoneOrderField { CREATED_AT DUE_DATE NUMBER UPDATED_AT }
  input MilestoneOrder { direction: OrderDirection! field: MilestoneOrderField! }
  input IssueFilters { assignee: String labels: [String!] since: DateTime states: [IssueState!] }

  type IssueDependenciesSummary { blockedBy: Int! blocking: Int! totalBlockedBy: Int! totalBlocking: Int! }
  type SubIssuesSummary { completed: Int! percentCompleted: Int! total: Int! }

  type Issue implements Node {
    ${common}
    databaseId: Int
    state: IssueState!
    stateReason(enableDuplicate: Boolean = false): IssueStateReason
    issueType: IssueType
    closedByPullRequestsReferences(${page}, includeClosedPrs: Boolean = false): PullRequestConnection
    ${features.dependencies ? dependencies : ''}
    ${features.subIssues ? subIssues : ''}
  }

  type PullRequest implements Node {
    ${common}
    databaseId: Int
    state: PullRequestState!
    isDraft: Boolean!
    merged: Boolean!
    mergedAt: DateTime
    reviewDecision: PullRequestReviewDecision
    headRefName: String!
    baseRefName: String!
    isCrossRepository: Boolean!
    closingIssuesReferences(${page}): IssueConnection
  }

  union IssueOrPullRequest = Issue | PullRequest

  type Repository implements Node {
    id: ID!
    databaseId: Int
    name: String!
    nameWithOwner: String!
    owner: RepositoryOwner!
    url: URI!
    isPrivate: Boolean!
    isFork: Boolean!
    isArchived: Boolean!
    hasIssuesEnabled: Boolean!
    parent: Repository
    defaultBranchRef: Ref
    issue(number: Int!): Issue
    pullRequest(number: Int!): PullRequest
    issueOrPullRequest(number: Int!): IssueOrPullRequest
    issues(
      ${page}, filterBy: IssueFilters, labels: [String!], orderBy: IssueOrder, states: [IssueState!]
    ): IssueConnection!
    pullRequests(
      ${page}, headRefName: String, labels: [String!], orderBy: IssueOrder, states: [PullRequestState!]
    ): PullRequestConnection!
    milestones(${page}, orderBy: MilestoneOrder, states: [MilestoneState!]): MilestoneConnection
  }
  ${['Issue', 'PullRequest', 'Milestone', 'Label', 'User'].map(connection).join('')}`;

const built = new Map<string, GraphQLSchema>();

/** The schema of a server that can so much. */
export function schemaFor(features: Features): GraphQLSchema {
  const key = `${features.dependencies} ${features.subIssues}`;
  const known = built.get(key) ?? buildSchema(text(features));
  built.set(key, known);
  return known;
}
