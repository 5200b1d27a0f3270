import { describe, expect, it } from 'vitest';
import { nextPollAtMs, soonestPollAtMs, type PollFacts } from '../../../src/app/pollPlan';
import type { Failure } from '../../../src/domain/failure';
import { defaultFreshnessPolicy, freshnessLimits, type FreshnessPolicy } from '../../../src/domain/freshness';
import type { AttentionLevel } from '../../../src/ports/attention';

const host = 'github.example';
const lastAttemptAtMs = 1_000_000;
const minute = 60_000;

const facts = (more: Partial<PollFacts> = {}): PollFacts => ({
  lastAttemptAtMs,
  failure: null,
  failures: 0,
  cancelled: false,
  readAgainInMs: null,
  ...more,
});

const failed = (failure: Failure, failures = 1): PollFacts => facts({ failure, failures });
const offline: Failure = { kind: 'offline', host, detail: 'no network' };
const limited = (retryAtMs: number): Failure => ({
  kind: 'rateLimited',
  host,
  resource: 'core',
  secondary: false,
  retryAtMs,
});
const unauthorized: Failure = { kind: 'unauthorized', host, account: 'dana' };

const policy = defaultFreshnessPolicy;

/** Without spread. */
const waitOf = (known: PollFacts, level: AttentionLevel): number =>
  nextPollAtMs(known, level, 0.5, policy) - lastAttemptAtMs;

describe('nextPollAtMs', () => {
  it.each<[AttentionLevel, number]>([
    ['watching', minute],
    ['near', 4 * minute],
    ['away', 13 * minute],
  ])('asks a healthy source that somebody is %s of after %d ms', (level, waitMs) => {
    expect(waitOf(facts(), level)).toBe(waitMs);
  });

  it('spreads the moments by ten per cent', () => {
    expect(nextPollAtMs(facts(), 'watching', 0, policy) - lastAttemptAtMs).toBe(54_000);
    expect(nextPollAtMs(facts(), 'watching', 0.999_999, policy) - lastAttemptAtMs).toBe(66_000);
  });

  it('lets no healthy source look worse than it is', () => {
    const latest = (level: AttentionLevel): number => nextPollAtMs(facts(), level, 0.999_999, policy) - lastAttemptAtMs;
    const { ageingAfterMs, staleAfterMs } = freshnessLimits('remoteTracker', policy);
    expect(latest('near')).toBeLessThan(ageingAfterMs);
    expect(latest('away')).toBeLessThan(staleAfterMs);
  });

  it('keeps to another period, and never closer than requests may be', () => {
    const every = (seconds: number): FreshnessPolicy => ({
      ...policy,
      periodsMs: { ...policy.periodsMs, remoteTracker: seconds * 1_000 },
    });
    const wait = (seconds: number, level: AttentionLevel): number =>
      nextPollAtMs(facts(), level, 0.5, every(seconds)) - lastAttemptAtMs;
    expect([wait(30, 'watching'), wait(30, 'near'), wait(30, 'away')]).toEqual([24_000, 24_000, 78_000]);
    expect(wait(3_600, 'watching')).toBe(minute);
    expect(wait(5, 'near')).toBe(10_000);
  });

  it('asks again when the reading itself said so, if that is sooner', () => {
    expect(waitOf(facts({ readAgainInMs: 3_000 }), 'near')).toBe(3_000);
    expect(waitOf(facts({ readAgainInMs: 10 * minute }), 'near')).toBe(4 * minute);
  });

  it.each([
    [1, 5_000],
    [2, 10_000],
    [4, 40_000],
    [7, 300_000],
    [60, 300_000],
  ])('waits longer with each failure: after %d, %d ms', (failures, waitMs) => {
    expect(waitOf(failed(offline, failures), 'watching')).toBe(waitMs);
  });

  it('asks a failing server even less while nobody is there', () => {
    expect(waitOf(failed(offline, 60), 'away')).toBe(13 * minute);
  });

  it.each<AttentionLevel>(['watching', 'near', 'away'])(
    'never asks before the moment the server named, be somebody %s',
    (level) => {
      const namedMs = lastAttemptAtMs + 42 * minute;
      for (const chance of [0, 0.3, 0.999]) {
        const atMs = nextPollAtMs(failed(limited(namedMs)), level, chance, policy);
        expect(atMs).toBeGreaterThanOrEqual(namedMs);
        expect(atMs).toBeLessThanOrEqual(namedMs + 2_000);
      }
    },
  );

  it('does not ask sooner than usual what lasts until somebody does something', () => {
    expect(waitOf(failed(unauthorized), 'watching')).toBe(minute);
    expect(waitOf(failed(unauthorized), 'away')).toBe(13 * minute);
  });

  it('leaves a source alone for long when a person cancelled', () => {
    expect(waitOf(facts({ cancelled: true }), 'watching')).toBe(13 * minute);
  });
});

describe('soonestPollAtMs', () => {
  const longAfterMs = lastAttemptAtMs + minute;

  it('asks at once for news, and no more often than every ten seconds', () => {
    expect(soonestPollAtMs(facts(), 'news', longAfterMs)).toBe(longAfterMs);
    expect(soonestPollAtMs(facts(), 'news', lastAttemptAtMs + 1)).toBe(lastAttemptAtMs + 10_000);
  });

  it('asks at once when there may be a connection again', () => {
    expect(soonestPollAtMs(failed(offline, 9), 'connection', longAfterMs)).toBe(longAfterMs);
  });

  it('keeps to its plan where the sign is about something else', () => {
    expect(soonestPollAtMs(failed(offline), 'news', longAfterMs)).toBeNull();
    expect(soonestPollAtMs(failed(unauthorized), 'connection', longAfterMs)).toBeNull();
    expect(soonestPollAtMs(failed(limited(longAfterMs + 1)), 'connection', longAfterMs)).toBeNull();
    expect(soonestPollAtMs(facts({ cancelled: true }), 'news', longAfterMs)).toBeNull();
  });
});
