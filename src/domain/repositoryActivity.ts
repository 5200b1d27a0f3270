/** Answers for how much a repository is used: what timers read of it, and how long what was read is kept. */

/**
 * `active`: used a moment ago. `idle`: used a while ago. `top`: neither, but one of the most used. `cold`: none of
 * these; it is read when somebody asks, and never by a timer.
 */
export type ActivityTier = 'active' | 'idle' | 'top' | 'cold';

export interface ActivityPolicy {
  /** A repository used less than so long ago is active. */
  readonly activeMs: number;
  /** One used less than so long ago is idle; not less than `activeMs`. */
  readonly idleMs: number;
  /** How long what was read of an active one is kept in memory from its last use on. */
  readonly activeKeptMs: number;
  /** How long it is kept of any other from its last confirmation on. */
  readonly idleKeptMs: number;
  /** So many of the most used are kept for good. */
  readonly topCount: number;
}

const minuteMs = 60_000;

export const defaultActivityPolicy: ActivityPolicy = {
  activeMs: 10 * minuteMs,
  idleMs: 60 * minuteMs,
  activeKeptMs: 120 * minuteMs,
  idleKeptMs: 30 * minuteMs,
  topCount: 10,
};

/** How a repository was used. */
export interface RepositoryUse {
  /** Epoch milliseconds; null: never. */
  readonly lastUsedAtMs: number | null;
  /** How many repositories are used more. */
  readonly rank: number;
}

const isTop = ({ rank }: RepositoryUse, { topCount }: ActivityPolicy): boolean => rank < topCount;

export function tierOf(use: RepositoryUse, policy: ActivityPolicy, nowMs: number): ActivityTier {
  const idleForMs = use.lastUsedAtMs === null ? Infinity : nowMs - use.lastUsedAtMs;
  if (idleForMs < policy.activeMs) return 'active';
  if (idleForMs < policy.idleMs) return 'idle';
  return isTop(use, policy) ? 'top' : 'cold';
}

/**
 * Until when what no watch confirms is kept, epoch milliseconds; null: for good. From the last use on it is kept as of an
 * active repository, from its confirmation on as of an idle one, whichever is longer.
 * @param confirmedAtMs null: never
 */
export function keptUntilMs(use: RepositoryUse, confirmedAtMs: number | null, policy: ActivityPolicy): number | null {
  if (isTop(use, policy)) return null;
  return Math.max(
    (use.lastUsedAtMs ?? -Infinity) + policy.activeKeptMs,
    (confirmedAtMs ?? -Infinity) + policy.idleKeptMs,
  );
}

/** How often a repository was used, each use counting half after {@link useHalfLifeMs}. */
export interface UseCount {
  /** As of `lastUsedAtMs`. */
  readonly score: number;
  readonly lastUsedAtMs: number;
}

/** A use counts half after three days. */
export const useHalfLifeMs = 3 * 24 * 60 * minuteMs;

/** Uses closer to each other than this are one: saving every second is no more use than saving now and then. */
const oneUseMs = minuteMs;

/** What the count is worth at a moment. */
export const scoreAt = ({ score, lastUsedAtMs }: UseCount, nowMs: number): number =>
  score * 2 ** (-Math.max(0, nowMs - lastUsedAtMs) / useHalfLifeMs);

/** The count with a use at `nowMs`. @param count null: there was none before */
export function withUse(count: UseCount | null, nowMs: number): UseCount {
  if (count === null) return { score: 1, lastUsedAtMs: nowMs };
  const sinceMs = nowMs - count.lastUsedAtMs;
  // A clock that was set back makes no new use of every call.
  const isSame = sinceMs >= 0 && sinceMs < oneUseMs;
  return { score: scoreAt(count, nowMs) + (isSame ? 0 : 1), lastUsedAtMs: nowMs };
}

/** How many of the others are used more, by name; of those used alike the one used last, then the one named first, is. */
export function ranksOf(
  names: readonly string[],
  countOf: (name: string) => UseCount | null,
  nowMs: number,
): ReadonlyMap<string, number> {
  const counted = names.map((name, at) => {
    const count = countOf(name);
    return {
      name,
      at,
      score: count === null ? 0 : scoreAt(count, nowMs),
      lastUsedAtMs: count?.lastUsedAtMs ?? -Infinity,
    };
  });
  counted.sort((one, other) => {
    if (one.score !== other.score) return other.score - one.score;
    if (one.lastUsedAtMs !== other.lastUsedAtMs) return other.lastUsedAtMs - one.lastUsedAtMs;
    return one.at - other.at;
  });
  return new Map(counted.map(({ name }, rank) => [name, rank]));
}
