/** What the rest of this folder asks of GitHub: conditional REST reads and GraphQL, as one account. */
import type { Failure } from '../../../domain/failure';
import type { Result } from '../../../domain/result';
import type { Account } from '../../../ports/credentials';
import type { RequestPriority } from '../../../ports/httpClient';
import type { GitHubHost } from './hosts';

export interface AskOptions {
  readonly priority: RequestPriority;
  readonly signal: AbortSignal;
}

export interface GetOptions extends AskOptions {
  readonly query?: Readonly<Record<string, string | number>>;
  /** Of an earlier answer: if nothing changed since, the answer is `unchanged` and costs nothing of the budget. */
  readonly etag?: string | null;
}

export type GetAnswer =
  | { readonly kind: 'unchanged'; readonly etag: string | null }
  | {
      readonly kind: 'changed';
      /** The parsed body: whoever asks checks its shape. */
      readonly data: unknown;
      readonly etag: string | null;
      /** Page numbers the `Link` header names at this server; null where it names none. */
      readonly nextPage: number | null;
      readonly lastPage: number | null;
      /**
       * What the next page is asked for with (`after`) where the server pages by cursor; null where it does not. It does
       * so for lists of issues, names no last page then, and refuses (422) high page numbers without it.
       * See https://github.com/google/go-github/issues/3565 and https://github.com/google/go-github/issues/3564
       */
      readonly nextAfter: string | null;
      /** The server's clock, epoch milliseconds; null when it did not tell. */
      readonly serverTimeMs: number | null;
      /** `/repos/…` path after redirects (a renamed repository). */
      readonly path: string;
    };

/** What a query got: data may be there though some of it failed. */
export interface GraphqlAnswer {
  /** Whoever asks checks its shape. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors: readonly GraphqlError[];
}

export interface GraphqlError {
  /** `NOT_FOUND`, `FORBIDDEN`, `RATE_LIMITED`, …; null where the server named none. */
  readonly type: string | null;
  /** First the alias, then the fields below it. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** One account, or none, at one server. */
export interface GitHubApi {
  readonly host: GitHubHost;
  readonly account: Account | null;
  /** @param path begins with a slash: `/repos/o/r/issues`. @throws the signal's reason when aborted. */
  get(path: string, options: GetOptions): Promise<Result<GetAnswer, Failure>>;
  /**
   * Needs an account. Fails where the whole answer is an error.
   * @throws the signal's reason when aborted.
   */
  graphql(
    document: string,
    variables: Readonly<Record<string, unknown>>,
    options: AskOptions,
  ): Promise<Result<GraphqlAnswer, Failure>>;
}
