/** Answers for the GraphQL endpoint of the loopback GitHub. https://docs.github.com/graphql */
import { executeSync, GraphQLError, Kind, parse, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import { refusal, sees, type Caller } from './access';
import type { GitHubState } from './gitHubState';
import { costOf, type QueryCost } from './graphqlCost';
import { FieldError } from './graphqlError';
import { threadFields, userFields, type Fields, type Reading } from './graphqlNodes';
import { repositoryFields } from './graphqlRepository';
import { problemsOf } from './graphqlRules';
import { schemaFor } from './graphqlSchema';
import type { Limits } from './limits';
import type { FakeRepository } from './records';
import { answer, unauthorised, refused, type Answer } from './restAnswer';
import { momentOf } from './restWriting';
import { repositoryNodeId } from './restRepository';
import type { SeenRequest } from './seenRequests';

export interface GraphqlOutcome {
  readonly answer: Answer;
  readonly points: number;
}

const free = (body: Answer): GraphqlOutcome => ({ answer: body, points: 0 });
const mostIds = 100;

export function answerGraphql(
  state: GitHubState,
  limits: Limits,
  caller: Caller,
  query: SeenRequest['graphql'],
): GraphqlOutcome {
  if (caller.badToken) return free(unauthorised('Bad credentials'));
  if (caller.token === null) return free(unauthorised('This endpoint requires you to be authenticated.'));
  if (query === null) return free(refused(400, 'A query attribute must be specified and must be a string.'));
  if (limits.budget(caller.client, 'graphql').remaining === 0) {
    return free(
      failed([new FieldError('RATE_LIMITED', `API rate limit exceeded for user ID ${caller.token.user.id}.`)]),
    );
  }
  const schema = schemaFor(state.features);
  const document = parsed(query.document);
  if (document instanceof GraphQLError) return { answer: failed([document]), points: 1 };
  const problems = problemsOf(schema, document);
  const operation = document.definitions.find(
    (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
  );
  if (problems.length > 0 || operation === undefined) return { answer: failed(problems), points: 1 };
  let cost: QueryCost;
  try {
    cost = costOf(schema, document, operation, query.variables);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { answer: failed([error]), points: 1 };
  }
  if (cost.nodes > limits.nodes) {
    const message = `This query asks for up to ${cost.nodes} nodes, which is more than ${limits.nodes}.`;
    return { answer: failed([new FieldError('MAX_NODE_LIMIT_EXCEEDED', message)]), points: 1 };
  }
  const { data, errors } = executeSync({
    schema,
    document,
    variableValues: query.variables,
    rootValue: root(state, limits, caller, cost),
  });
  const body = { ...(data !== undefined && { data }), ...(errors !== undefined && { errors: errors.map(errorBody) }) };
  return { answer: answer(body), points: cost.points };
}

function parsed(text: string): DocumentNode | GraphQLError {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/** Errors and nothing else come with 200 as well. */
const failed = (errors: readonly (GraphQLError | FieldError)[]): Answer => answer({ errors: errors.map(errorBody) });

function errorBody(error: GraphQLError | FieldError): object {
  const cause = error instanceof FieldError ? error : error.originalError;
  const extensions = cause instanceof FieldError ? cause.extensions : (error as GraphQLError).extensions;
  return {
    ...(cause instanceof FieldError && { type: cause.type }),
    ...(error instanceof GraphQLError && { path: error.path, locations: error.locations }),
    ...(extensions !== null && Object.keys(extensions).length > 0 && { extensions }),
    message: error.message,
  };
}

function root(state: GitHubState, limits: Limits, caller: Caller, cost: QueryCost): Fields {
  const reading: Reading = { state, caller, repository: (of) => repositoryFields(of, reading) };
  const node = (id: string): Fields => {
    const thread = state.threads.get(id);
    if (thread !== undefined && sees(state, caller, thread)) return threadFields(thread, reading);
    const repository = state.repositories.find((one) => repositoryNodeId(one) === id);
    if (repository !== undefined && refusal(state, caller, repository) === null) {
      return repositoryFields(repository, reading);
    }
    throw new FieldError('NOT_FOUND', `There is no node with the global id '${id}'.`);
  };
  return {
    viewer: () => caller.token !== null && userFields(caller.token.user, reading),
    rateLimit: () => {
      const { limit, used, remaining, resetAtMs } = limits.budget(caller.client, 'graphql');
      // The query that asks is counted already.
      const { points } = cost;
      const left = { used: Math.min(limit, used + points), remaining: Math.max(0, remaining - points) };
      return { cost: points, limit, ...left, nodeCount: cost.nodes, resetAt: momentOf(resetAtMs) };
    },
    repository: ({ owner, name, followRenames }: { owner: string; name: string; followRenames?: boolean | null }) => {
      const found = state.repository(owner, name) ?? (followRenames === false ? null : former(state, owner, name));
      const refused = found === null ? 'unseen' : refusal(state, caller, found);
      if (found === null || refused === 'unseen') {
        throw new FieldError('NOT_FOUND', `There is no repository with the name '${owner}/${name}'.`);
      }
      if (refused === 'sso') {
        throw new FieldError('FORBIDDEN', 'Resource protected by organization SAML enforcement.', {
          saml_failure: true,
        });
      }
      return repositoryFields(found, reading);
    },
    node: ({ id }: { id: string }) => node(id),
    nodes: ({ ids }: { ids: readonly string[] }) => {
      if (ids.length > mostIds) {
        throw new FieldError('ARGUMENT_LIMIT', `At most ${mostIds} node ids, not ${ids.length}.`);
      }
      return ids.map((id) => attempt(() => node(id)));
    },
  };
}

const former = (state: GitHubState, owner: string, name: string): FakeRepository | null =>
  state.formerNames.get(`${owner}/${name}`.toLowerCase()) ?? null;

/** An error among the nodes of a list is one of its place: the others are answered. */
function attempt(read: () => Fields): Fields | Error {
  try {
    return read();
  } catch (error) {
    if (error instanceof FieldError) return error;
    throw error;
  }
}
