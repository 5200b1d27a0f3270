/** Answers for how the loopback GitHub's records look in GraphQL, for one caller. */
import { sees, type Caller } from './access';
import type { GitHubState } from './gitHubState';
import { connectionOf, type Connection, type PageArguments } from './graphqlConnection';
import { fullNameOf, type FakeIssue, type FakeMilestone, type FakePull, type FakeUser } from './records';
import { dependenciesSummary } from './restBodies';
import { momentOf } from './restWriting';

/** Fields of an object: values, or functions of their arguments. */
export type Fields = Readonly<Record<string, unknown>>;

export interface Reading {
  readonly state: GitHubState;
  readonly caller: Caller;
  /** Breaks the circle of files: repositories lead to issues, and issues to their repository. */
  readonly repository: (of: FakeIssue['repository']) => Fields;
}

const moment = (atMs: number | null): string | null => (atMs === null ? null : momentOf(atMs));
const idOf = (prefix: string, of: number | string): string =>
  `${prefix}_kwDO${Buffer.from(String(of)).toString('base64url')}`;

export const userFields = (user: FakeUser, { state }: Reading): Fields => ({
  __typename: 'User',
  id: idOf('U', user.id),
  databaseId: user.id,
  login: user.login,
  url: `${state.webOrigin}/${user.login}`,
});

export function milestoneFields(milestone: FakeMilestone, { state }: Reading): Fields {
  const { repository } = milestone;
  const count = (wanted: 'open' | 'closed'): number =>
    [...repository.issues.values()].filter((one) => one.milestone === milestone && one.state === wanted && !one.deleted)
      .length;
  return {
    id: idOf('MI', milestone.id),
    number: milestone.number,
    title: milestone.title,
    state: milestone.state.toUpperCase(),
    closed: milestone.state === 'closed',
    url: `${state.webOrigin}/${fullNameOf(repository)}/milestone/${milestone.number}`,
    createdAt: momentOf(milestone.createdAtMs),
    updatedAt: momentOf(milestone.updatedAtMs),
    closedAt: moment(milestone.closedAtMs),
    dueOn: moment(milestone.dueAtMs),
    openIssueCount: () => count('open'),
    closedIssueCount: () => count('closed'),
    progressPercentage: () => (100 * count('closed')) / Math.max(1, count('open') + count('closed')),
  };
}

export const threadFields = (thread: FakeIssue | FakePull, reading: Reading): Fields =>
  thread.kind === 'issue' ? issueFields(thread, reading) : pullFields(thread, reading);

function commonFields(thread: FakeIssue | FakePull, reading: Reading): Fields {
  return {
    id: thread.nodeId,
    databaseId: thread.id,
    number: thread.number,
    title: thread.title,
    body: thread.body ?? '',
    closed: thread.state === 'closed',
    createdAt: momentOf(thread.createdAtMs),
    updatedAt: momentOf(thread.updatedAtMs),
    closedAt: moment(thread.closedAtMs),
    author: () => (thread.author === null ? null : userFields(thread.author, reading)),
    labels: (page: PageArguments) =>
      connectionOf(thread.labels, page, ({ id, name, colour }) => ({
        id: idOf('LA', id),
        name,
        color: colour,
        description: null,
      })),
    assignees: (page: PageArguments) => connectionOf(thread.assignees, page, (user) => userFields(user, reading)),
    milestone: () => (thread.milestone === null ? null : milestoneFields(thread.milestone, reading)),
    repository: () => reading.repository(thread.repository),
  };
}

export function issueFields(issue: FakeIssue, reading: Reading): Fields {
  const { state, caller } = reading;
  const seen = (issues: Iterable<FakeIssue>): FakeIssue[] => [...issues].filter((one) => sees(state, caller, one));
  const list =
    (issues: Iterable<FakeIssue>) =>
    (page: PageArguments): Connection<Fields> =>
      connectionOf(seen(issues), page, (one) => issueFields(one, reading));
  return {
    __typename: 'Issue',
    ...commonFields(issue, reading),
    url: `${state.webOrigin}/${fullNameOf(issue.repository)}/issues/${issue.number}`,
    state: issue.state.toUpperCase(),
    stateReason: issue.stateReason?.toUpperCase() ?? null,
    issueType: issue.type === null ? null : { id: idOf('IT', issue.type), name: issue.type, description: null },
    blockedBy: list(issue.blockedBy),
    blocking: list(issue.blocking),
    issueDependenciesSummary: () => {
      const { blocked_by, blocking, total_blocked_by, total_blocking } = dependenciesSummary(issue);
      return { blockedBy: blocked_by, blocking, totalBlockedBy: total_blocked_by, totalBlocking: total_blocking };
    },
    parent: () => {
      const [parent] = issue.parent === null ? [] : seen([issue.parent]);
      return parent === undefined ? null : issueFields(parent, reading);
    },
    subIssues: list(issue.subIssues),
    subIssuesSummary: () => {
      const total = issue.subIssues.size;
      const completed = [...issue.subIssues].filter((one) => one.state === 'closed').length;
      return { total, completed, percentCompleted: total === 0 ? 0 : Math.floor((100 * completed) / total) };
    },
    closedByPullRequestsReferences: (page: PageArguments & { includeClosedPrs?: boolean | null }) => {
      const pulls = [...issue.repository.pulls.values()].filter(
        (pull) => pull.closes.has(issue) && (pull.state === 'open' || page.includeClosedPrs === true),
      );
      return connectionOf(pulls, page, (pull) => pullFields(pull, reading));
    },
  };
}

export function pullFields(pull: FakePull, reading: Reading): Fields {
  const { state, caller } = reading;
  return {
    __typename: 'PullRequest',
    ...commonFields(pull, reading),
    url: `${state.webOrigin}/${fullNameOf(pull.repository)}/pull/${pull.number}`,
    state: stateOf(pull),
    isDraft: pull.draft,
    merged: pull.mergedAtMs !== null,
    mergedAt: moment(pull.mergedAtMs),
    reviewDecision: pull.reviewDecision,
    headRefName: pull.headBranch,
    baseRefName: pull.repository.defaultBranch,
    isCrossRepository: false,
    closingIssuesReferences: (page: PageArguments) =>
      connectionOf(
        [...pull.closes].filter((issue) => sees(state, caller, issue)),
        page,
        (issue) => issueFields(issue, reading),
      ),
  };
}

export const stateOf = (pull: FakePull): 'OPEN' | 'CLOSED' | 'MERGED' =>
  pull.mergedAtMs !== null ? 'MERGED' : pull.state === 'open' ? 'OPEN' : 'CLOSED';
