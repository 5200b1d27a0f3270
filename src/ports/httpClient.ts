/** The role of talking to one server with one account: paced, bounded, cancellable, and honest about its limits. */
import type { Failure } from '../domain/failure';
import type { HostStatus, RequestStatistics } from '../domain/requests';
import type { Result } from '../domain/result';
import type { Disposable } from './disposable';

/** What is asked first when not everything can be: what a person waits for, then keeping current, then the backlog. */
export type RequestPriority = 'user' | 'refresh' | 'backlog';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Absolute; of the client's own origin. */
  readonly url: string;
  /** Names in lower case. The authorisation is among them where there is one. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly priority: RequestPriority;
  /** Which budget it is counted in, as the server names it in `x-ratelimit-resource`: `core`, `graphql`, `search`. */
  readonly resource: string;
}

/** An answer the server meant: also 304 and every status that is about what was asked. */
export interface HttpResponse {
  readonly status: number;
  /** Where the answer came from, after redirects. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded, at most the client's limit long; empty where there is none. */
  readonly body: string;
}

/** Talks to one origin with one account. */
export interface HttpClient {
  /** Scheme, host and port. No request, and no redirect, leads anywhere else. */
  readonly origin: string;
  /** As given to {@link HttpClients.client}. */
  readonly account: string | null;
  readonly status: HostStatus;
  readonly statistics: RequestStatistics;
  onDidChangeStatus(listener: () => void): Disposable;
  /**
   * Sends when it is the request's turn and the budget allows. Failures of the network, of the server (5xx) and
   * limits are failures (`offline`, `insecure`, `timeout`, `serverFailed`, `rateLimited`, `circuitOpen`, `busy`,
   * `tooLarge`, `redirectedAway`, `endless`, `notTheServer`, `malformed`, `closed`); every other status is an answer.
   * @throws the signal's reason when aborted, at once, also while the request waits for its turn.
   */
  send(request: HttpRequest, signal: AbortSignal): Promise<Result<HttpResponse, Failure>>;
  /** There is reason to think that the server can be reached again (focus, waking up): an open circuit is probed at once. */
  probe(): void;
}

/** All clients of a process: everything that talks to one origin with one account shares one. */
export interface HttpClients {
  /**
   * @param origin scheme, host and port
   * @param account stands for the account in keys and logs; null: without any. Never a token.
   */
  client(origin: string, account: string | null): HttpClient;
  readonly all: readonly HttpClient[];
  /** A client came, or the status of one changed. */
  onDidChange(listener: () => void): Disposable;
}
