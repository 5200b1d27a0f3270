/** Answers for how old a fact is allowed to be before a person is told: the one policy behind every badge. */

/** `live`: a working watcher confirms it; `never`: not read yet. */
export type Freshness = 'live' | 'fresh' | 'ageing' | 'stale' | 'never';

/**
 * What a fact is about. `conflicts`: unmerged paths. `repositoryState`: an unfinished operation. `status`: counts of
 * changed files. `branch`: HEAD and where it points. `remotes`: upstream, and the distance from it. `remoteTracker`:
 * issues on a server. `trackerFiles`: issues in the repository.
 */
export type FactKind =
  'conflicts' | 'repositoryState' | 'status' | 'branch' | 'remotes' | 'remoteTracker' | 'trackerFiles';

export interface FreshnessPolicy {
  /** How often a fact of each kind is confirmed where no watcher does, in milliseconds. */
  readonly periodsMs: Readonly<Record<FactKind, number>>;
  /** After so many of its periods a fact is ageing: it should have been confirmed again by then. */
  readonly ageingAfterPeriods: number;
  /** After so many it is stale: several attempts must have failed. Not less than `ageingAfterPeriods`. */
  readonly staleAfterPeriods: number;
}

export const defaultFreshnessPolicy: FreshnessPolicy = {
  periodsMs: {
    conflicts: 5_000,
    repositoryState: 5_000,
    status: 30_000,
    branch: 300_000,
    remotes: 300_000,
    remoteTracker: 300_000,
    trackerFiles: 30_000,
  },
  ageingAfterPeriods: 1,
  staleAfterPeriods: 3,
};

/** One fact. */
export interface Fact {
  readonly kind: FactKind;
  /** Whether a working watcher confirms it; such a fact does not age. */
  readonly live: boolean;
  /** When it was last confirmed, epoch milliseconds; null: never. */
  readonly confirmedAtMs: number | null;
}

/** The ages at which a fact turns. */
export interface FreshnessLimits {
  readonly ageingAfterMs: number;
  readonly staleAfterMs: number;
}

export function freshnessLimits(kind: FactKind, policy: FreshnessPolicy): FreshnessLimits {
  const periodMs = policy.periodsMs[kind];
  return {
    ageingAfterMs: periodMs * policy.ageingAfterPeriods,
    staleAfterMs: periodMs * policy.staleAfterPeriods,
  };
}

/** How fresh a fact is. One confirmed in the future (the clock was set back) is fresh. */
export function freshnessOf({ kind, live, confirmedAtMs }: Fact, policy: FreshnessPolicy, nowMs: number): Freshness {
  if (confirmedAtMs === null) return 'never';
  if (live) return 'live';
  const { ageingAfterMs, staleAfterMs } = freshnessLimits(kind, policy);
  // Compared as moments, as they are announced: a difference of two may round otherwise.
  if (nowMs >= confirmedAtMs + staleAfterMs) return 'stale';
  return nowMs >= confirmedAtMs + ageingAfterMs ? 'ageing' : 'fresh';
}

/** The first moment after `nowMs` at which the answer changes by itself; null when it never does. */
export function nextFreshnessChangeAtMs(fact: Fact, policy: FreshnessPolicy, nowMs: number): number | null {
  if (fact.confirmedAtMs === null) return null;
  const { ageingAfterMs, staleAfterMs } = freshnessLimits(fact.kind, policy);
  switch (freshnessOf(fact, policy, nowMs)) {
    case 'fresh':
      return fact.confirmedAtMs + Math.min(ageingAfterMs, staleAfterMs);
    case 'ageing':
      return fact.confirmedAtMs + staleAfterMs;
    case 'live':
    case 'stale':
    case 'never':
      return null;
  }
}

/** When the fact turns, or turned, stale; null while it does not age. One that was never confirmed counts from `nowMs`. */
export function staleAtMs(fact: Fact, policy: FreshnessPolicy, nowMs: number): number | null {
  if (fact.live && fact.confirmedAtMs !== null) return null;
  return (fact.confirmedAtMs ?? nowMs) + freshnessLimits(fact.kind, policy).staleAfterMs;
}

const worstFirst: readonly Freshness[] = ['never', 'stale', 'ageing', 'fresh', 'live'];

/** The worst of several; of none it is `live`, for nothing of it ages. */
export const worstFreshness = (all: readonly Freshness[]): Freshness =>
  worstFirst.find((freshness) => all.includes(freshness)) ?? 'live';

/** Read so much before the period is over, as a part of it, what is well never looks old. */
const earlyPart = 0.1;

/** How long after it was confirmed a fact that no watcher vouches for is to be confirmed again. */
export const confirmAgainAfterMs = (kind: FactKind, policy: FreshnessPolicy): number =>
  policy.periodsMs[kind] * (1 - earlyPart);
