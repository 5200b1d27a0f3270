/** Answers for what a GraphQL answer says: data, data with errors, or a failure as a whole. */
import type { Failure } from '../../../domain/failure';
import { err, ok, type Result } from '../../../domain/result';
import type { GraphqlAnswer, GraphqlError } from './api';
import { absence, refusal, type Asked } from './failures';
import { isRecord } from './json';

type Headers = Readonly<Record<string, string>>;

/** Where a limit says not until when. See https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api */
const unsaidPauseMs = 60_000;
const MAX_MESSAGE = 200;

/** Of a place in an answer: errors inside it, errors of all that it belongs to, or none. */
export type Troubles = 'inside' | 'around' | 'none';

/** Of what is gone, or not for this account: nothing that another try would get. */
const final: ReadonlySet<string> = new Set(['NOT_FOUND', 'FORBIDDEN', 'INSUFFICIENT_SCOPES']);

/** What the server did not get through at this place; what it refuses is no trouble. */
export function troublesAt({ errors }: GraphqlAnswer, place: GraphqlError['path']): Troubles {
  const passing = errors.filter(({ type }) => type === null || !final.has(type));
  const concerns = passing.filter(({ path }) => place.every((step, at) => at >= path.length || path[at] === step));
  if (concerns.length === 0) return 'none';
  return concerns.some(({ path }) => path.length >= place.length) ? 'inside' : 'around';
}

/** @param body as parsed */
export function readGraphqlAnswer(
  body: unknown,
  asked: Asked,
  headers: Headers,
  nowMs: number,
): Result<GraphqlAnswer, Failure> {
  const what = `The GraphQL answer of ${asked.host.name}`;
  if (!isRecord(body)) return err({ kind: 'malformed', what, detail: 'it is no object' });
  const errors = Array.isArray(body.errors) ? (body.errors as readonly unknown[]).map(readError) : [];
  const [first] = errors;
  const saysNothing = isRecord(body.data) && Object.values(body.data).every((value) => value === null);
  if (isRecord(body.data) && !(saysNothing && first !== undefined && isOfAll(first))) {
    return ok({ data: body.data, errors });
  }
  if (first === undefined) return err({ kind: 'malformed', what, detail: 'it has neither data nor errors' });
  return err(failureOfError(first, asked, headers, nowMs));
}

function failureOfError({ type, message }: GraphqlError, asked: Asked, headers: Headers, nowMs: number): Failure {
  const host = asked.host.name;
  // A secondary limit is told by its header, whatever the error calls itself.
  if (headers['retry-after'] !== undefined) return limit(host, headers, nowMs);
  switch (type) {
    case 'RATE_LIMITED':
    case 'RATE_LIMIT':
      return limit(host, headers, nowMs);
    case 'FORBIDDEN':
    case 'INSUFFICIENT_SCOPES':
      return refusal(headers, asked);
    case 'NOT_FOUND':
      return absence(404, headers, asked);
    case null:
      // It breaks off what takes too long, and names no kind for that.
      return { kind: 'serverFailed', host, status: 200, retryAtMs: null };
    default:
      return { kind: 'malformed', what: `The question to ${host}`, detail: `${type}: ${message}` };
  }
}

/** What is missing, or not allowed, is so of what was asked for; the others are of the whole question. */
const isOfAll = ({ type }: GraphqlError): boolean => type === null || type === 'RATE_LIMITED' || type === 'RATE_LIMIT';

function limit(host: string, headers: Headers, nowMs: number): Failure {
  const afterSeconds = wholeNumber(headers['retry-after']);
  const resetSeconds = wholeNumber(headers['x-ratelimit-reset']);
  const retryAtMs =
    afterSeconds !== null
      ? nowMs + afterSeconds * 1000
      : Math.max(nowMs, resetSeconds === null ? nowMs + unsaidPauseMs : resetSeconds * 1000);
  return { kind: 'rateLimited', host, resource: 'graphql', secondary: afterSeconds !== null, retryAtMs };
}

function readError(error: unknown): GraphqlError {
  if (!isRecord(error)) return { type: null, path: [], message: '' };
  const { type, path, message, extensions } = error;
  const code = isRecord(extensions) ? extensions.code : undefined;
  return {
    type: typeof type === 'string' ? type : typeof code === 'string' ? code : null,
    path: Array.isArray(path) ? (path as readonly unknown[]).filter(isStep) : [],
    message: typeof message === 'string' ? message.slice(0, MAX_MESSAGE) : '',
  };
}

const isStep = (step: unknown): step is string | number => typeof step === 'string' || typeof step === 'number';

const wholeNumber = (text: string | undefined): number | null => (/^\d{1,12}$/.test(text ?? '') ? Number(text) : null);
