/** Answers for how old a fact is allowed to be before a person is told. */

/** `live`: a working watcher confirms it; `never`: not read yet. */
export type Freshness = 'live' | 'fresh' | 'ageing' | 'stale' | 'never';

/** The ages at which polled facts turn. */
export interface FreshnessPolicy {
  /** From this age on a fact is ageing. */
  readonly ageingAfterMs: number;
  /** From this age on it is stale; not less than `ageingAfterMs`. */
  readonly staleAfterMs: number;
}

/**
 * For remote trackers, and for files whose watcher is broken: ageing after 5 minutes, by when a healthy
 * source has been polled again, stale after 15, by when several polls must have failed.
 */
export const defaultFreshnessPolicy: FreshnessPolicy = { ageingAfterMs: 300_000, staleAfterMs: 900_000 };

/** One fact at one moment. */
export interface FreshnessInput extends FreshnessPolicy {
  /** Whether a working watcher confirms the fact; such a fact does not age. */
  readonly live: boolean;
  /** When the fact was last confirmed with its tracker; null: never. */
  readonly confirmedAtMs: number | null;
  readonly nowMs: number;
}

/** How fresh a fact is. One confirmed in the future (the clock was set back) is fresh. */
export function freshnessOf({ live, confirmedAtMs, nowMs, ageingAfterMs, staleAfterMs }: FreshnessInput): Freshness {
  if (confirmedAtMs === null) return 'never';
  if (live) return 'live';
  const ageMs = nowMs - confirmedAtMs;
  if (ageMs >= staleAfterMs) return 'stale';
  return ageMs >= ageingAfterMs ? 'ageing' : 'fresh';
}

/** The first moment after `nowMs` at which the answer changes by itself; null when it never does. */
export function nextFreshnessChangeAtMs(input: FreshnessInput): number | null {
  if (input.confirmedAtMs === null) return null;
  switch (freshnessOf(input)) {
    case 'fresh':
      return input.confirmedAtMs + input.ageingAfterMs;
    case 'ageing':
      return input.confirmedAtMs + input.staleAfterMs;
    case 'live':
    case 'stale':
    case 'never':
      return null;
  }
}
