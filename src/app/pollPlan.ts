/** Answers for when a source on a server is asked next: as closely as a person looks, and never against its will. */
import { retryAtMs, type Failure } from '../domain/failure';
import { freshnessLimits, type FreshnessPolicy } from '../domain/freshness';
import type { AttentionLevel } from '../ports/attention';

/** How the last attempt went. */
export interface PollFacts {
  /** Epoch milliseconds. */
  readonly lastAttemptAtMs: number;
  /** Why it failed; null: it did not. */
  readonly failure: Failure | null;
  /** Failed attempts in a row. */
  readonly failures: number;
  /** A person ended it, and did not do that to see it begin again. */
  readonly cancelled: boolean;
  /** The reading itself asked to be repeated after this; null: it did not. */
  readonly readAgainInMs: number | null;
}

/** A person who watches waits no longer than this for news. */
const watchingMs = 60_000;

/**
 * A healthy source has been asked again before its data is ageing while a person is there, and before it is stale when
 * nobody is, the spread included.
 */
function intervalsMs(policy: FreshnessPolicy): Readonly<Record<AttentionLevel, number>> {
  const { ageingAfterMs, staleAfterMs } = freshnessLimits('remoteTracker', policy);
  const near = Math.max(leastDistanceMs, ageingAfterMs * 0.8);
  return { watching: Math.min(watchingMs, near), near, away: Math.max(near, (staleAfterMs * 13) / 15) };
}

/** First retry after 5 s, doubling up to 5 minutes; nobody being there, up to their interval. */
const firstRetryMs = 5_000;
const longestRetryMs = 300_000;

/**
 * What a sign tells: `news`: the server has something new. `connection`: it may be there again. `look`: somebody looks
 * elsewhere, as closely as if it were here.
 */
export type Sign = 'news' | 'connection' | 'look';

/** However many signs there are that asking is worth while, requests are this far apart. */
const leastDistanceMs = 10_000;
/** Where somebody looks elsewhere, requests are hardly closer than if it were here. */
const lookDistanceMs = 0.9 * watchingMs;

/** What many windows wait for together they do not ask for together. */
const longestDelayAfterRetryMs = 2_000;

/** When the source is asked next, if nothing happens. @param chance at least 0, below 1: spreads the moments */
export function nextPollAtMs(facts: PollFacts, level: AttentionLevel, chance: number, policy: FreshnessPolicy): number {
  const intervalMs = intervalsMs(policy);
  const { lastAttemptAtMs, failure, failures, cancelled, readAgainInMs } = facts;
  if (cancelled) return lastAttemptAtMs + Math.round(intervalMs.away * spread(chance));
  if (failure === null) {
    const waitMs = intervalMs[level] * spread(chance);
    return lastAttemptAtMs + Math.round(readAgainInMs === null ? waitMs : Math.min(waitMs, readAgainInMs));
  }
  const backoffMs = Math.min(firstRetryMs * 2 ** (failures - 1), Math.max(longestRetryMs, intervalMs[level]));
  const waitMs = waitsForPerson(failure) ? Math.max(backoffMs, intervalMs[level]) : backoffMs;
  const atMs = lastAttemptAtMs + Math.round(waitMs * spread(chance));
  const namedMs = retryAtMs(failure);
  return namedMs === null ? atMs : Math.max(atMs, namedMs + Math.round(chance * longestDelayAfterRetryMs));
}

/** When the source is asked after a sign; null: the sign changes nothing. */
export function soonestPollAtMs(facts: PollFacts, sign: Sign, nowMs: number): number | null {
  const { lastAttemptAtMs, failure, cancelled } = facts;
  if (cancelled) return null;
  const soonestMs = Math.max(nowMs, lastAttemptAtMs + (sign === 'look' ? lookDistanceMs : leastDistanceMs));
  if (failure === null) return soonestMs;
  return sign === 'connection' && mayBeOver(failure) ? soonestMs : null;
}

/** Ten per cent about one. */
const spread = (chance: number): number => 0.9 + 0.2 * chance;

/** Whether it lasts until somebody does something. */
function waitsForPerson(failure: Failure): boolean {
  switch (failure.kind) {
    case 'unauthorized':
    case 'refused':
    case 'absent':
    case 'redirectedAway':
    case 'insecure':
    case 'unusable':
      return true;
    default:
      return false;
  }
}

/** Whether it may be over because the network is another one by now. */
function mayBeOver(failure: Failure): boolean {
  switch (failure.kind) {
    case 'offline':
    case 'timeout':
    case 'insecure':
    case 'notTheServer':
    case 'circuitOpen':
      return true;
    default:
      return false;
  }
}
