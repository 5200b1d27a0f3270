/**
 * Answers for how much a client of the loopback GitHub may ask.
 * Rules: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */

export type Resource = 'core' | 'graphql' | 'search';

export interface Budget {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  readonly resetAtMs: number;
}

interface Window {
  used: number;
  resetAtMs: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Everything here may be changed while the server runs. */
export class Limits {
  core = 5000;
  graphql = 5000;
  search = 30;
  /** An hour by address, for requests without a token. */
  anonymous = 60;
  /** Requests at one time, of one client. */
  concurrent = 100;
  /** Points a minute for REST: 1 for a read, 5 for a write. */
  restPointsPerMinute = 900;
  graphqlPointsPerMinute = 2000;
  /** What a secondary limit asks a client to wait. */
  retryAfterSeconds = 60;
  /** Nodes one query may ask for. */
  nodes = 500_000;

  private readonly windows = new Map<string, Window>();
  private readonly minutes = new Map<string, { atMs: number; points: number }[]>();
  private readonly pausedUntilMs = new Map<string, number>();

  constructor(private readonly nowMs: () => number) {}

  /** @param client a token's text, or an address */
  budget(client: string, resource: Resource, signedIn = true): Budget {
    const { used, resetAtMs } = this.window(client, resource);
    const limit = signedIn ? this[resource] : resource === 'graphql' ? 0 : this.anonymous;
    return { limit, used: Math.min(used, limit), remaining: Math.max(0, limit - used), resetAtMs };
  }

  /** Counts points; tests use it to leave little. */
  use(client: string, resource: Resource, points: number): void {
    this.window(client, resource).used += points;
  }

  /** Seconds to wait where a secondary limit is exceeded, otherwise null. Counts the request. */
  secondary(client: string, resource: Resource, method: string, concurrent: number): number | null {
    const nowMs = this.nowMs();
    const pausedUntilMs = this.pausedUntilMs.get(client) ?? 0;
    if (pausedUntilMs > nowMs) return Math.ceil((pausedUntilMs - nowMs) / 1000);
    const key = `${client} ${resource}`;
    const recent = (this.minutes.get(key) ?? []).filter(({ atMs }) => atMs > nowMs - minuteMs && atMs <= nowMs);
    recent.push({ atMs: nowMs, points: method === 'GET' || resource === 'graphql' ? 1 : 5 });
    this.minutes.set(key, recent);
    const points = recent.reduce((sum, one) => sum + one.points, 0);
    const most = resource === 'graphql' ? this.graphqlPointsPerMinute : this.restPointsPerMinute;
    if (points <= most && concurrent <= this.concurrent) return null;
    this.pausedUntilMs.set(client, nowMs + this.retryAfterSeconds * 1000);
    return this.retryAfterSeconds;
  }

  /** All budgets are whole again. */
  reset(): void {
    this.windows.clear();
    this.minutes.clear();
    this.pausedUntilMs.clear();
  }

  private window(client: string, resource: Resource): Window {
    const key = `${client} ${resource}`;
    const nowMs = this.nowMs();
    const known = this.windows.get(key);
    if (known !== undefined && known.resetAtMs > nowMs) return known;
    // Told in whole seconds: a window that ended within one would be counted on after its end.
    const lengthMs = resource === 'search' ? minuteMs : hourMs;
    const window = { used: 0, resetAtMs: Math.ceil((nowMs + lengthMs) / 1000) * 1000 };
    this.windows.set(key, window);
    return window;
  }
}
