/** Answers for what the clients are given, and for every number they keep to. */
import type { Clock } from '../../ports/clock';
import type { RequestPriority } from '../../ports/httpClient';
import type { Log } from '../../ports/log';
import type { Random } from '../../ports/random';

/** A bucket that holds `burst` points, filled by `perSecond`; every request takes one. */
export interface PointRate {
  readonly burst: number;
  readonly perSecond: number;
}

export interface HttpLimits {
  /** For one whole answer, redirects included. */
  readonly timeoutMs: number;
  /** Decoded bytes of one answer. */
  readonly maxBodyBytes: number;
  /** How many requests of refresh and backlog are under way at once, at most. */
  readonly maxWindow: number;
  /** How many requests a person waits for are under way at once, beside the window. */
  readonly userConcurrency: number;
  /** How many may wait for their turn; one more is refused (`busy`). */
  readonly maxWaiting: Readonly<Record<RequestPriority, number>>;
  /** A request fails when what it waits for is further away than this. */
  readonly patienceMs: Readonly<Record<RequestPriority, number>>;
  /**
   * GitHub allows 900 points in any minute and 100 requests at once. What a person waits for is taken from both
   * buckets, so that all together stay below 100 + 60 + 60 × 12 = 880.
   * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
   */
  readonly points: PointRate;
  readonly userPoints: PointRate;
  /** When a limit names no time: the first pause; each further one is twice as long. */
  readonly unnamedPauseMs: number;
  /** Before a failed server is asked once more; half of it again by chance. */
  readonly serverRetryMs: number;
  readonly circuit: {
    /** Failures in a row that open it. */
    readonly failures: number;
    /** Waits before each probe in turn; the last one stays. */
    readonly probeAfterMs: readonly number[];
  };
  /** Listeners to the status hear at most this often. */
  readonly statusEveryMs: number;
}

export const defaultHttpLimits: HttpLimits = {
  timeoutMs: 30_000,
  maxBodyBytes: 20 * 1024 * 1024,
  maxWindow: 24,
  userConcurrency: 8,
  maxWaiting: { user: 200, refresh: 2000, backlog: 2000 },
  patienceMs: { user: 0, refresh: 60_000, backlog: Infinity },
  points: { burst: 100, perSecond: 12 },
  userPoints: { burst: 60, perSecond: 12 },
  unnamedPauseMs: 60_000,
  serverRetryMs: 1000,
  circuit: { failures: 5, probeAfterMs: [5000, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000] },
  statusEveryMs: 250,
};

export interface HttpOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: Random;
  /** Sent with every request that names none itself. */
  readonly userAgent: string;
  /** The global one where absent, looked up at each request: the editor replaces it to go through proxies. */
  readonly fetch?: typeof fetch;
  readonly limits?: Partial<HttpLimits>;
}
