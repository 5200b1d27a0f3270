/** Answers for the part of the public JSON that comes from servers: account, budget, pull requests and drift. */
import type { SourceContext } from '../domain/context';
import type { Drift } from '../domain/drift';
import type { PullRequest } from '../domain/issue';
import type { DriftJson, PullRequestJson, SourceJson } from './contextScout';
import { driftSentence } from './driftText';
import { instant, instantOrNull } from './instant';
import { longestPause, scarcestBudget } from './sourceHealth';

export function remoteJson(
  { remote }: SourceContext,
  nowMs: number,
): Pick<SourceJson, 'account' | 'budget' | 'incomplete' | 'notes'> {
  if (remote === null) return { account: null, budget: null, incomplete: [], notes: [] };
  const { account, requests, incomplete, notes } = remote;
  return {
    account: account && { name: account.name, via: account.via },
    budget: requests && budgetJson(requests, nowMs),
    incomplete: [...incomplete],
    notes: [...notes],
  };
}

function budgetJson(
  { budgets, pauses }: NonNullable<NonNullable<SourceContext['remote']>['requests']>,
  nowMs: number,
): SourceJson['budget'] {
  const budget = scarcestBudget(budgets, nowMs);
  if (budget === null) return null;
  const { resource, limit, remaining, resetAtMs } = budget;
  const pausedUntil = instantOrNull(longestPause(pauses, nowMs)?.untilMs ?? null);
  return { resource, limit, remaining, resetAt: instant(resetAtMs), pausedUntil };
}

export const pullRequestJson = ({ id, title, url, state, review, mergedAtMs }: PullRequest): PullRequestJson => ({
  id,
  title,
  url,
  state,
  review,
  mergedAt: instantOrNull(mergedAtMs),
});

/** @param issue the issue's name as people write it, `#12` */
export const driftJson = (drift: Drift, issue: string): DriftJson => ({
  kind: drift.kind,
  message: driftSentence(drift, issue),
  url: 'url' in drift ? drift.url : null,
});
