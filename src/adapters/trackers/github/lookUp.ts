/** Answers for what numbers of any repository are: many in one request with an account, one each without. */
import type { Failure } from '../../../domain/failure';
import { err, ok, type Result } from '../../../domain/result';
import type { ReferenceQuery } from '../../../ports/tracker';
import type { AskOptions, GitHubApi, GraphqlAnswer, GraphqlError } from './api';
import { countOf, momentOf, pageOf, recordOf, textOf } from './fields';
import { isRecord } from './json';
import { lookUpDocument } from './queries';
import { issuesPath } from './page';
import { isRepositoryName } from './repositoryName';

export interface Found {
  readonly kind: 'issue' | 'pullRequest';
  /** `owner/name` as the server writes it. */
  readonly repository: string;
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly state: 'open' | 'closed' | 'merged';
  readonly reason: string | null;
}

export type LookUpResult = Result<Found, Failure>;

type Fields = Readonly<Record<string, unknown>>;

/** Numbers a request. */
export const mostLookedUp = 50;

/**
 * One answer a query, in their order: final (`absent`, `refused`), or worth another try.
 * @param queries at most {@link mostLookedUp}
 * @throws the signal's reason when aborted.
 */
export function lookUp(
  api: GitHubApi,
  queries: readonly ReferenceQuery[],
  options: AskOptions,
): Promise<readonly LookUpResult[]> {
  if (queries.length === 0) return Promise.resolve([]);
  return api.account === null ? oneByOne(api, queries, options) : allAtOnce(api, queries, options);
}

async function allAtOnce(
  api: GitHubApi,
  queries: readonly ReferenceQuery[],
  options: AskOptions,
): Promise<readonly LookUpResult[]> {
  const repositories = [...new Set(queries.map(({ repository }) => repository.toLowerCase()))];
  const numbers = repositories.map((name) => [
    ...new Set(queries.filter(({ repository }) => repository.toLowerCase() === name).map(({ number }) => number)),
  ]);
  const variables = Object.fromEntries(
    repositories.flatMap((repository, index) => {
      const [owner = '', name = ''] = repository.split('/');
      return [
        [`o${index}`, owner],
        [`n${index}`, name],
      ];
    }),
  );
  const answer = await api.graphql(lookUpDocument(numbers), variables, options);
  if (!answer.ok) return queries.map(() => err(answer.error));
  return queries.map((query) => {
    const alias = `r${repositories.indexOf(query.repository.toLowerCase())}`;
    return foundIn(answer.value, alias, query, api);
  });
}

function foundIn({ data, errors }: GraphqlAnswer, alias: string, query: ReferenceQuery, api: GitHubApi): LookUpResult {
  const repository = recordOf(data, alias);
  const value = repository === null ? null : recordOf(repository, `i${query.number}`);
  if (repository === null || value === null) {
    const error = errors.find(({ path: [first, second] }) => {
      return first === alias && (second === undefined || second === `i${query.number}`);
    });
    return err(failureOf(error, query, api));
  }
  const title = textOf(value, 'title');
  if (title === null) return err(unclear(api));
  const isPull = value.__typename === 'PullRequest';
  const state = textOf(value, isPull ? 'pullState' : 'issueState')?.toLowerCase();
  return ok({
    kind: isPull ? 'pullRequest' : 'issue',
    repository: textOf(repository, 'nameWithOwner') ?? query.repository,
    number: query.number,
    title,
    url: pageOf(value, 'url') ?? '',
    state: state === 'merged' || state === 'closed' ? state : 'open',
    reason: textOf(value, 'stateReason'),
  });
}

function failureOf(error: GraphqlError | undefined, query: ReferenceQuery, { host }: GitHubApi): Failure {
  const what = `${query.repository}#${query.number}`;
  switch (error?.type) {
    case undefined:
    case 'NOT_FOUND':
      return { kind: 'absent', host: host.name, what, advice: 'It is not there, or not shown to this account.' };
    case 'FORBIDDEN':
    case 'INSUFFICIENT_SCOPES':
      return { kind: 'refused', host: host.name, what, advice: 'This account may not read it.', url: null };
    default:
      return unclear({ host });
  }
}

/** Worth another try. */
const unclear = ({ host }: Pick<GitHubApi, 'host'>): Failure => ({
  kind: 'serverFailed',
  host: host.name,
  status: 200,
  retryAtMs: null,
});

/** A failure that is not about one number alone holds for those that were not asked about yet. */
async function oneByOne(
  api: GitHubApi,
  queries: readonly ReferenceQuery[],
  options: AskOptions,
): Promise<readonly LookUpResult[]> {
  const results: LookUpResult[] = [];
  let failure: Failure | null = null;
  for (const query of queries) {
    if (failure !== null) {
      results.push(err(failure));
      continue;
    }
    if (!isRepositoryName(query.repository)) {
      results.push(err(failureOf(undefined, query, api)));
      continue;
    }
    const answer = await api.get(`${issuesPath(query.repository)}/${query.number}`, options);
    if (!answer.ok) {
      if (answer.error.kind !== 'absent' && answer.error.kind !== 'refused') failure = answer.error;
      results.push(answer);
    } else {
      results.push(answer.value.kind === 'changed' ? foundByRest(answer.value.data, query, api) : err(unclear(api)));
    }
  }
  return results;
}

function foundByRest(value: unknown, { repository, number }: ReferenceQuery, api: GitHubApi): LookUpResult {
  const fields: Fields | null = isRecord(value) ? value : null;
  const title = fields === null ? null : textOf(fields, 'title');
  if (fields === null || title === null || countOf(fields, 'number') === null) return err(unclear(api));
  const pull = recordOf(fields, 'pull_request');
  const merged = pull !== null && momentOf(pull, 'merged_at') !== null;
  return ok({
    kind: pull === null ? 'issue' : 'pullRequest',
    repository,
    number,
    title,
    url: pageOf(fields, 'html_url') ?? '',
    state: merged ? 'merged' : fields.state === 'closed' ? 'closed' : 'open',
    reason: textOf(fields, 'state_reason'),
  });
}
