/** Answers for repositories of the loopback GitHub in GraphQL, and the lists in them. */
import { refusal, sees } from './access';
import { connectionOf, type Connection, type PageArguments, type Place } from './graphqlConnection';
import { FieldError } from './graphqlError';
import {
  issueFields,
  milestoneFields,
  pullFields,
  stateOf,
  threadFields,
  userFields,
  type Fields,
  type Reading,
} from './graphqlNodes';
import { fullNameOf, type FakeIssue, type FakePull, type FakeRepository } from './records';
import { repositoryNodeId } from './restRepository';

interface Order {
  readonly field: 'CREATED_AT' | 'UPDATED_AT' | 'COMMENTS';
  readonly direction: 'ASC' | 'DESC';
}

interface ThreadArguments extends PageArguments {
  readonly states?: readonly string[] | null;
  readonly labels?: readonly string[] | null;
  readonly orderBy?: Order | null;
  readonly headRefName?: string | null;
  readonly filterBy?: {
    readonly since?: string | null;
    readonly states?: readonly string[] | null;
    readonly labels?: readonly string[] | null;
    readonly assignee?: string | null;
  } | null;
}

export function repositoryFields(repository: FakeRepository, reading: Reading): Fields {
  const { state, caller } = reading;
  const { parent } = repository;
  const url = `${state.webOrigin}/${fullNameOf(repository)}`;
  const issueOf = (number: number): FakeIssue | null => {
    const issue = repository.hasIssues ? repository.issues.get(number) : undefined;
    return issue !== undefined && sees(state, caller, issue) ? issue : null;
  };
  const missing = (what: string, number: number): FieldError =>
    new FieldError('NOT_FOUND', `There is no ${what} with the number ${number}.`);
  return {
    __typename: 'Repository',
    id: repositoryNodeId(repository),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: fullNameOf(repository),
    owner: () => userFields(state.user(repository.owner), reading),
    url,
    isPrivate: repository.private,
    isFork: parent !== null,
    isArchived: repository.archived,
    hasIssuesEnabled: repository.hasIssues,
    parent: () =>
      parent === null || refusal(state, caller, parent) !== null ? null : repositoryFields(parent, reading),
    defaultBranchRef: () => ({
      id: `REF_${repositoryNodeId(repository)}`,
      name: repository.defaultBranch,
      prefix: 'refs/heads/',
      repository: repositoryFields(repository, reading),
    }),
    issue: ({ number }: { number: number }) => {
      const issue = issueOf(number);
      if (issue === null) throw missing('issue', number);
      return issueFields(issue, reading);
    },
    pullRequest: ({ number }: { number: number }) => {
      const pull = repository.pulls.get(number);
      if (pull === undefined) throw missing('pull request', number);
      return pullFields(pull, reading);
    },
    issueOrPullRequest: ({ number }: { number: number }) => {
      const thread = repository.pulls.get(number) ?? issueOf(number);
      if (thread === null) throw missing('issue or pull request', number);
      return threadFields(thread, reading);
    },
    issues: (wanted: ThreadArguments) => issues(repository, wanted, reading),
    pullRequests: (wanted: ThreadArguments) => {
      const pulls = [...repository.pulls.values()].filter(
        (pull) =>
          (wanted.states?.includes(stateOf(pull)) ?? true) &&
          (wanted.headRefName ?? pull.headBranch) === pull.headBranch &&
          hasLabels(pull, wanted.labels),
      );
      return inOrder(pulls, wanted, (pull) => pullFields(pull, reading));
    },
    milestones: (wanted: PageArguments & { states?: readonly string[] | null }) =>
      connectionOf(
        repository.milestones.filter((one) => wanted.states?.includes(one.state.toUpperCase()) ?? true),
        wanted,
        (one) => milestoneFields(one, reading),
      ),
  };
}

function issues(repository: FakeRepository, wanted: ThreadArguments, reading: Reading): Connection<Fields> {
  const { filterBy } = wanted;
  const since = filterBy?.since ?? null;
  const sinceMs = since === null ? -Infinity : Date.parse(since);
  const assignee = filterBy?.assignee ?? null;
  const states = wanted.states ?? filterBy?.states ?? null;
  const found = [...repository.issues.values()].filter(
    (issue) =>
      (states?.includes(issue.state.toUpperCase()) ?? true) &&
      Math.floor(issue.updatedAtMs / 1000) * 1000 >= sinceMs &&
      sees(reading.state, reading.caller, issue) &&
      hasLabels(issue, wanted.labels ?? filterBy?.labels) &&
      (assignee === null || issue.assignees.some(({ login }) => login === assignee)),
  );
  return inOrder(found, wanted, (issue) => issueFields(issue, reading));
}

const hasLabels = (thread: FakeIssue | FakePull, labels: readonly string[] | null = null): boolean =>
  labels === null || thread.labels.some(({ name }) => labels.includes(name));

function inOrder<T extends FakeIssue | FakePull>(
  threads: T[],
  { orderBy, ...page }: ThreadArguments,
  write: (thread: T) => Fields,
): Connection<Fields> {
  const sign = orderBy?.direction === 'DESC' ? -1 : 1;
  const placeOf = (thread: T): Place => [sign * valueOf(thread, orderBy?.field), sign * thread.number];
  threads.sort((a, b) => {
    const [one = 0, number = 0] = placeOf(a);
    const [other = 0, otherNumber = 0] = placeOf(b);
    return one - other || number - otherNumber;
  });
  return connectionOf(threads, page, write, placeOf);
}

function valueOf(thread: FakeIssue | FakePull, field: Order['field'] = 'CREATED_AT'): number {
  switch (field) {
    case 'CREATED_AT':
      return thread.createdAtMs;
    case 'UPDATED_AT':
      return thread.updatedAtMs;
    case 'COMMENTS':
      return thread.comments;
  }
}
