/** Answers for what becomes of one request to the loopback GitHub: who asks, faults, limits, the answer, its headers. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { callerOf, type Caller } from './access';
import type { Fault, Faults } from './faults';
import type { GitHubState } from './gitHubState';
import { answerGraphql } from './graphql';
import type { Limits, Resource } from './limits';
import { answerRest } from './rest';
import { refused, type Answer } from './restAnswer';
import type { SeenRequest, SeenRequests } from './seenRequests';
import { etagOf, spoilt, written, type Sendable } from './sending';

export interface Outcome {
  readonly seen: SeenRequest;
  readonly fault: Fault | null;
  readonly answer: Sendable;
}

interface Parts {
  readonly state: GitHubState;
  readonly limits: Limits;
  readonly requests: SeenRequests;
  readonly faults: Faults;
  readonly origin: string;
}

const limitsPage = 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api';

export class Office {
  constructor(private readonly parts: Parts) {}

  take(request: IncomingMessage, body: string, concurrent: number): Outcome {
    const { state, requests, faults, origin } = this.parts;
    const url = new URL(request.url ?? '/', origin);
    const path = url.pathname.replace(/^\/api\/v3(?=\/|$)/, '').replace(/^\/api\/graphql$/, '/graphql');
    const graphql = path === '/graphql' && request.method === 'POST';
    const seen = requests.add({
      method: request.method ?? 'GET',
      path,
      query: Object.fromEntries(url.searchParams),
      headers: request.headers as Record<string, string>,
      graphql: graphql ? graphqlOf(body) : null,
      resource: graphql ? 'graphql' : path.startsWith('/search/') ? 'search' : path === '/rate_limit' ? null : 'core',
      atMs: state.nowMs(),
    });
    const fault = faults.take(seen);
    seen.faulty = fault !== null;
    const caller = callerOf(state, request.headers.authorization, request.socket.remoteAddress ?? '');
    if (fault?.status !== undefined || fault?.garbage === 'html') {
      const instead: Sendable = { status: fault.status ?? 200, headers: this.headers(seen, caller), text: '' };
      const plain = { ...instead, headers: { ...instead.headers, 'content-type': 'application/json; charset=utf-8' } };
      return { seen, fault, answer: spoilt(plain, fault, url.href) };
    }
    const prefix = url.pathname.startsWith('/api/v3') ? '/api/v3' : '';
    // What is to be changed has to be there.
    const isWhole = fault?.rewrite !== undefined;
    const answer = this.answer(seen, caller, `${origin}${prefix}`, concurrent, isWhole);
    return { seen, fault, answer: fault === null ? answer : spoilt(answer, fault, url.href) };
  }

  private answer(seen: SeenRequest, caller: Caller, api: string, concurrent: number, isWhole: boolean): Sendable {
    const { state, limits } = this.parts;
    const { resource } = seen;
    const retryAfterSeconds =
      resource === null ? null : limits.secondary(caller.client, resource, seen.method, concurrent);
    if (retryAfterSeconds !== null) return this.finished(seen, caller, secondaryLimit(retryAfterSeconds));
    if (resource === 'graphql') {
      const { answer, points } = answerGraphql(state, limits, caller, seen.graphql);
      seen.points = points;
      limits.use(caller.client, resource, points);
      return this.finished(seen, caller, answer);
    }
    const signedIn = caller.token !== null;
    if (resource !== null && limits.budget(caller.client, resource, signedIn).remaining === 0) {
      const message = `API rate limit exceeded for ${caller.token === null ? caller.client : `user ID ${caller.token.user.id}`}.`;
      return this.finished(seen, caller, refused(403, message, {}, limitsPage));
    }
    const { method, path, query } = seen;
    const answer = written(answerRest(state, limits, { method, path, query, caller, api }));
    const etag = answer.status === 200 ? etagOf(answer.text) : null;
    const unchanged = !isWhole && etag !== null && (seen.headers['if-none-match'] ?? '').split(/,\s*/).includes(etag);
    seen.points = resource === null || (unchanged && signedIn) ? 0 : 1;
    if (resource !== null) limits.use(caller.client, resource, seen.points);
    return {
      status: unchanged ? 304 : answer.status,
      headers: {
        ...this.headers(seen, caller),
        ...answer.headers,
        ...(etag !== null && {
          etag,
          'cache-control': signedIn ? 'private, max-age=60, s-maxage=60' : 'public, max-age=60, s-maxage=60',
        }),
      },
      text: unchanged ? '' : answer.text,
    };
  }

  private finished(seen: SeenRequest, caller: Caller, answer: Answer): Sendable {
    const { status, headers, text } = written(answer);
    return { status, headers: { ...this.headers(seen, caller), ...headers }, text };
  }

  /** Those every answer has. */
  private headers(seen: SeenRequest, caller: Caller): Record<string, string> {
    const { state, limits } = this.parts;
    const { enterpriseVersion } = state.features;
    const { token } = caller;
    return {
      date: new Date(state.nowMs()).toUTCString(),
      server: 'github.com',
      vary: 'Accept, Authorization, Cookie, X-GitHub-OTP, Accept-Encoding',
      'x-github-media-type': 'github.v3; format=json',
      'x-github-request-id': randomUUID(),
      ...(enterpriseVersion !== null && { 'x-github-enterprise-version': enterpriseVersion }),
      ...(token !== null && { 'x-oauth-scopes': token.scopes.join(', '), 'x-accepted-oauth-scopes': 'repo' }),
      ...rateHeaders(limits, caller, seen.resource ?? 'core'),
    };
  }
}

function rateHeaders(limits: Limits, caller: Caller, resource: Resource): Record<string, string> {
  const { limit, used, remaining, resetAtMs } = limits.budget(caller.client, resource, caller.token !== null);
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(resetAtMs / 1000),
    'x-ratelimit-resource': resource,
  };
}

/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits */
const secondaryLimit = (retryAfterSeconds: number): Answer =>
  refused(
    403,
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    { 'retry-after': String(retryAfterSeconds) },
    `${limitsPage}#about-secondary-rate-limits`,
  );

function graphqlOf(body: string): SeenRequest['graphql'] {
  try {
    const { query, variables } = JSON.parse(body) as { query?: unknown; variables?: unknown };
    if (typeof query !== 'string') return null;
    const known = typeof variables === 'object' && variables !== null ? variables : {};
    return { document: query, variables: known as Record<string, unknown> };
  } catch {
    return null;
  }
}
