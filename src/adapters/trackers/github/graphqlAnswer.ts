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
  if (isRecord(body.data)) return ok({ data: body.data, errors });
  const [first] = errors;
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
