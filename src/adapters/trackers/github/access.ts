/** What a source is given to reach its repository: who acts there, and which repository it is. */
import type { Failure } from '../../../domain/failure';
import type { HostStatus } from '../../../domain/requests';
import type { Result } from '../../../domain/result';
import type { Disposable } from '../../../ports/disposable';
import type { AskOptions, GitHubApi } from './api';
import type { GraphqlFeatures } from './graphqlFeatures';
import type { GitHubHost } from './hosts';

/** Which repository issues are read of. */
export interface ChosenRepository {
  /** `owner/name` as the server writes it today. */
  readonly repository: string;
  /** Sentences people are told: that it is a fork and its upstream is read, that it has another name now. */
  readonly notes: readonly string[];
  /** Open issues and pull requests, as the server counted them when it was asked; missing: it did not tell. */
  readonly openCount?: number;
}

export interface RepositoryAccess {
  readonly host: GitHubHost;
  /** `owner/name` as the remote's address says. Part of what a checkpoint is good for. */
  readonly remote: string;
  /** As the account of this moment, or as nobody. @throws the signal's reason when aborted. */
  api(signal: AbortSignal): Promise<GitHubApi>;
  /** Asks the server, once, what the account that acts is called there. Nobody waits for it. */
  introduce(signal: AbortSignal): void;
  /**
   * Asks the server which repository that is: where the remote is a fork without issues of its own, and where it was
   * renamed, another one. One request.
   * @throws the signal's reason when aborted.
   */
  choose(api: GitHubApi, options: AskOptions): Promise<Result<ChosenRepository, Failure>>;
  /**
   * Which fields GraphQL has there: asked once a host, whatever the number of sources; sets are empty where there is no
   * GraphQL or nobody is signed in.
   * @throws the signal's reason when aborted.
   */
  features(signal: AbortSignal): Promise<Result<GraphqlFeatures, Failure>>;
  /** Budgets and pauses of the account that acted last; null before anything was asked. */
  readonly requests: HostStatus | null;
  /** Another account may act from now on, or `requests` changed. */
  onDidChange(listener: () => void): Disposable;
  /** The server may be there again. */
  probe(): void;
}
