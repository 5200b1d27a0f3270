/** Answers for the requests of one reading: by one account, of one priority, each counted under its reason. */
import type { Failure } from '../../../domain/failure';
import type { Result } from '../../../domain/result';
import type { AskOptions, GetAnswer, GetOptions, GitHubApi, GraphqlAnswer } from './api';

/** Why something is asked. */
export type Reason =
  'repository' | 'newest' | 'list' | 'changes' | 'branch' | 'details' | 'merged' | 'milestones' | 'others';

export class Run {
  private readonly counts = new Map<Reason, number>();

  constructor(
    readonly api: GitHubApi,
    readonly ask: AskOptions,
  ) {}

  /** Counted per reason, for the log: `list 30, details 2`; empty where nothing was asked. */
  get tally(): string {
    return [...this.counts].map(([reason, count]) => `${reason} ${count}`).join(', ');
  }

  count(reason: Reason): void {
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
  }

  get(
    reason: Reason,
    path: string,
    options: Pick<GetOptions, 'query' | 'etag'> = {},
  ): Promise<Result<GetAnswer, Failure>> {
    this.count(reason);
    return this.api.get(path, { ...this.ask, ...options });
  }

  graphql(
    reason: Reason,
    document: string,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<Result<GraphqlAnswer, Failure>> {
    this.count(reason);
    return this.api.graphql(document, variables, this.ask);
  }
}
