/** Answers for which answers say that a limit was reached. */
import type { HttpResponse } from '../../ports/httpClient';
import { retryAfterMs } from './serverTime';

export interface Limit {
  /** Not the hourly budget, but too many at once or a minute. */
  readonly secondary: boolean;
  /** Epoch milliseconds; null where the answer itself names none. */
  readonly retryAtMs: number | null;
}

/**
 * The phrase GitHub documents for a secondary limit. Needed where such an answer has neither `Retry-After` nor the
 * address of a page on limits, which is allowed to happen:
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
const secondaryPhrase = /secondary rate limit/i;

/**
 * Null: not about a limit. A 403 is about one only where it says so: with `Retry-After`, with the address of a page on
 * limits, or with nothing remaining and no address of another page.
 */
export function limitOf(response: HttpResponse, nowMs: number): Limit | null {
  switch (response.status) {
    case 429:
    case 403:
      return limitOfRefusal(response, nowMs);
    case 200:
      return limitOfQuery(response, nowMs);
    default:
      return null;
  }
}

function limitOfRefusal(response: HttpResponse, nowMs: number): Limit | null {
  const retryAtMs = retryAfterMs(response.headers, nowMs);
  const body = parsed(response.body);
  const page = textOf(body.documentation_url);
  const usedUp = response.headers['x-ratelimit-remaining'] === '0';
  if (retryAtMs !== null) return { secondary: true, retryAtMs };
  if (/secondary|abuse/.test(page) || secondaryPhrase.test(textOf(body.message))) return { secondary: true, retryAtMs };
  if (usedUp && (page === '' || page.includes('rate-limit'))) return { secondary: false, retryAtMs };
  if (response.status === 429 || page.includes('rate-limit')) return { secondary: !usedUp, retryAtMs };
  return null;
}

/**
 * A query beyond a limit is answered with 200, no data and an error that names the limit:
 * https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#exceeding-the-rate-limit
 */
function limitOfQuery(response: HttpResponse, nowMs: number): Limit | null {
  // Looked at closely only where it may be one: answers are large.
  if (!response.body.trimStart().startsWith('{"') || !/rate.?limit/i.test(response.body.slice(0, 2000))) return null;
  const { data, errors } = parsed(response.body);
  if (!Array.isArray(errors) || (data !== undefined && data !== null)) return null;
  const retryAtMs = retryAfterMs(response.headers, nowMs);
  const first = fieldsOf(errors[0]);
  if (secondaryPhrase.test(textOf(first.message))) return { secondary: true, retryAtMs };
  const type = textOf(first.type);
  if (type !== 'RATE_LIMITED' && type !== 'RATE_LIMIT') return null;
  return { secondary: response.headers['x-ratelimit-remaining'] !== '0', retryAtMs };
}

/** The fields of a body that is a JSON object; none where it is anything else. */
function parsed(body: string): Readonly<Record<string, unknown>> {
  try {
    return fieldsOf(JSON.parse(body));
  } catch {
    return {};
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
