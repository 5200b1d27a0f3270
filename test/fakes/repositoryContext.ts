/** A repository of which nothing is said but what the test says. */
import type { RepositoryContext } from '../../src/domain/context';

export const repositoryContextOf = (facts: Partial<RepositoryContext> = {}): RepositoryContext => ({
  root: '/w/shop',
  name: 'shop',
  project: null,
  git: null,
  gitError: null,
  gitErrorSinceMs: null,
  freshness: 'live',
  confirmedAtMs: null,
  lastAttemptAtMs: null,
  unwatched: null,
  currentIssue: null,
  phase: null,
  ...facts,
});
