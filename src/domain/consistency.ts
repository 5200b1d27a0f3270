/** Answers for how far what a snapshot shows belongs to one moment. */
import type { Consistency, RepositoryContext, SourceContext } from './context';

export interface ConsistencyFacts {
  /** Whether all that was read in the workspace was so at one moment. */
  readonly ofOneMoment: boolean;
  /** Whether each source was asked since start; until then some of it is what an earlier run read. */
  readonly confirmed: boolean;
  readonly sources: readonly Pick<SourceContext, 'freshness' | 'error' | 'remote'>[];
  readonly repositories: readonly Pick<RepositoryContext, 'gitError'>[];
}

/** How old what is told of a repository is stands with it: here git counts by whether it stood still. */
export function consistencyOf({ ofOneMoment, confirmed, sources, repositories }: ConsistencyFacts): Consistency {
  const failed = sources.some(({ error }) => error !== null) || repositories.some(({ gitError }) => gitError !== null);
  const freshness = sources.map((source) => source.freshness);
  if (!confirmed || failed || freshness.includes('stale') || freshness.includes('never')) return 'cached';
  const isPart = sources.some(({ remote }) => remote !== null && remote.incomplete.length > 0);
  return ofOneMoment && !isPart && !freshness.includes('ageing') ? 'strict' : 'eventual';
}
