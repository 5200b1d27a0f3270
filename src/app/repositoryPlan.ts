/** Answers for when a repository is looked at again that nobody tells the moves of. */
import { confirmAgainAfterMs, type FreshnessPolicy } from '../domain/freshness';
import type { AttentionLevel } from '../ports/attention';
import { fingerprinted, isCounted, type RepositoryState } from './repositoryState';

/** A timer starts git no more often than this, whatever the periods are. */
const leastReadingMs = 30_000;

export interface RepositoryPlan {
  /** When its fingerprint is compared, which starts no program; null: a watch tells when it moves. */
  readonly lookAtMs: number | null;
  /** When git is read in full though nothing is known to have moved: changed files are no part of the fingerprint. Null: not. */
  readonly readAtMs: number | null;
}

const nothing: RepositoryPlan = { lookAtMs: null, readAtMs: null };

/** @param level null: nobody is there */
export function planRepository(
  state: RepositoryState,
  policy: FreshnessPolicy,
  level: AttentionLevel | null,
  nowMs: number,
): RepositoryPlan {
  const { home, watched, workTreeWatched, gitError, readAtMs, lastAttemptAtMs } = state;
  if (!home.isGit || readAtMs === null || lastAttemptAtMs === null) return nothing;
  // Where the clock was set back, no attempt is still to come.
  const since = (atMs: number): number => Math.min(atMs, nowMs);
  const lookEveryMs = Math.min(...fingerprinted.map((kind) => confirmAgainAfterMs(kind, policy)));
  const readEveryMs = Math.max(leastReadingMs, confirmAgainAfterMs('status', policy));
  const isThere = level !== null && level !== 'away';
  const needsReading = gitError !== null || (isCounted(state) && !(watched && workTreeWatched));
  return {
    // What cannot be read is no better for being compared.
    lookAtMs: watched || gitError !== null ? null : since(lastAttemptAtMs) + lookEveryMs,
    readAtMs: isThere && needsReading ? since(readAtMs) + readEveryMs : null,
  };
}
