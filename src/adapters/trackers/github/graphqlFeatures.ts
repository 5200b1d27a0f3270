/** Answers for what the GraphQL of a server can do: an Enterprise Server may be years behind. */
import type { Failure } from '../../../domain/failure';
import { err, ok, type Result } from '../../../domain/result';
import type { GitHubApi } from './api';
import { isRecord } from './json';

/** Names of the fields there are, by type. */
export interface GraphqlFeatures {
  readonly issue: ReadonlySet<string>;
  readonly pullRequest: ReadonlySet<string>;
}

/** There is no GraphQL, or nobody who may ask it. */
export const noGraphql: GraphqlFeatures = { issue: new Set(), pullRequest: new Set() };

/** See https://docs.github.com/en/graphql/guides/introduction-to-graphql#discovering-the-graphql-api */
const document = `query Features {
  issue: __type(name: "Issue") { fields { name } }
  pullRequest: __type(name: "PullRequest") { fields { name } }
}`;

/** One request. @throws the signal's reason when aborted. */
export async function askFeatures(api: GitHubApi, signal: AbortSignal): Promise<Result<GraphqlFeatures, Failure>> {
  const answer = await api.graphql(document, {}, { priority: 'refresh', signal });
  if (!answer.ok) return answer.error.kind === 'absent' ? ok(noGraphql) : answer;
  const issue = fieldNames(answer.value.data.issue);
  const pullRequest = fieldNames(answer.value.data.pullRequest);
  if (issue === null || pullRequest === null) {
    return err({ kind: 'malformed', what: api.host.name, detail: 'its GraphQL does not say what it can do' });
  }
  return ok({ issue, pullRequest });
}

function fieldNames(type: unknown): ReadonlySet<string> | null {
  if (!isRecord(type) || !Array.isArray(type.fields)) return null;
  const fields = type.fields as readonly unknown[];
  return new Set(fields.flatMap((field) => (isRecord(field) && typeof field.name === 'string' ? [field.name] : [])));
}
