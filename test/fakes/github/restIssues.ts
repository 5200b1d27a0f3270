/** Answers for the lists of issues and pull requests of the loopback GitHub: filters, order and pages. */
import { sees } from './access';
import type { FakeIssue, FakePull, FakeRepository } from './records';
import { answer, type Answer } from './restAnswer';
import type { Writing } from './restWriting';

export type Query = Readonly<Record<string, string>>;

type Thread = FakeIssue | FakePull;

const invalid = (field: string): Answer => ({
  status: 422,
  headers: {},
  body: {
    message: 'Validation Failed',
    errors: [{ resource: 'Issue', code: 'invalid', field }],
    documentation_url: 'https://docs.github.com/rest',
  },
});

/** The issues of a repository, pull requests among them, as a query asks for them; an answer where it asks wrongly. */
export function listedIssues(repository: FakeRepository, query: Query, writing: Writing): Thread[] | Answer {
  const { state = 'open', sort = 'created', direction = 'desc', since, labels, milestone, assignee } = query;
  if (!['open', 'closed', 'all'].includes(state)) return invalid('state');
  const time = times[sort];
  if (time === undefined) return invalid('sort');
  const sinceMs = since === undefined ? -Infinity : Date.parse(since);
  if (Number.isNaN(sinceMs)) return invalid('since');
  const wanted = labels?.split(',') ?? [];
  const threads = [...repository.threads.values()].filter(
    (thread) =>
      (state === 'all' || thread.state === state) &&
      Math.floor(thread.updatedAtMs / 1000) * 1000 >= sinceMs &&
      sees(writing.state, writing.caller, thread) &&
      wanted.every((name) => thread.labels.some((label) => label.name.toLowerCase() === name.toLowerCase())) &&
      (milestone === undefined ||
        holds(milestone, thread.milestone === null ? [] : [String(thread.milestone.number)])) &&
      (assignee === undefined ||
        holds(
          assignee,
          thread.assignees.map(({ login }) => login),
        )),
  );
  return inOrder(threads, time, direction);
}

/** By what, and which way, a list of issues that was not refused is ordered. */
export function orderOf({ sort = 'created', direction = 'desc' }: Query): {
  readonly time: (thread: Thread) => number;
  readonly sign: 1 | -1;
} {
  return { time: times[sort] ?? (({ createdAtMs }) => createdAtMs), sign: direction === 'asc' ? 1 : -1 };
}

/** `none`, `*`, or one of these. */
const holds = (wanted: string, values: readonly string[]): boolean =>
  wanted === 'none' ? values.length === 0 : wanted === '*' ? values.length > 0 : values.includes(wanted);

export function listedPulls(repository: FakeRepository, query: Query): FakePull[] | Answer {
  const { state = 'open', sort = 'created', direction = sort === 'created' ? 'desc' : 'asc', head } = query;
  if (!['open', 'closed', 'all'].includes(state)) return invalid('state');
  const time = times[sort];
  if (time === undefined) return invalid('sort');
  const pulls = [...repository.pulls.values()].filter(
    (pull) =>
      (state === 'all' || pull.state === state) &&
      (head === undefined || head === `${repository.owner}:${pull.headBranch}`),
  );
  return inOrder(pulls, time, direction);
}

const times: Readonly<Record<string, (thread: Thread) => number>> = {
  created: ({ createdAtMs }) => createdAtMs,
  updated: ({ updatedAtMs }) => updatedAtMs,
  comments: ({ comments }) => comments,
};

function inOrder<T extends Thread>(threads: T[], by: (thread: T) => number, direction: string): T[] {
  const sign = direction === 'asc' ? 1 : -1;
  return threads.sort((a, b) => sign * (by(a) - by(b) || a.number - b.number));
}

/** One page, and the `Link` to the others: https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
export function paged<T>(all: readonly T[], query: Query, address: string, write: (item: T) => unknown): Answer {
  const size = Math.min(100, natural(query.per_page, 30));
  const page = natural(query.page, 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const to = (number: number, rel: string): string =>
    `<${address}?${new URLSearchParams({ ...query, page: String(number) }).toString()}>; rel="${rel}"`;
  const links = [
    ...(page > 1 ? [to(Math.min(page - 1, last), 'prev')] : []),
    ...(page < last ? [to(page + 1, 'next'), to(last, 'last')] : []),
    ...(page > 1 ? [to(1, 'first')] : []),
  ];
  const body = all.slice((page - 1) * size, page * size).map(write);
  return answer(body, links.length === 0 ? {} : { link: links.join(', ') });
}

export function natural(text: string | undefined, otherwise: number): number {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : otherwise;
}
