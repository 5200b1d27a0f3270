import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  confirmAgainAfterMs,
  defaultFreshnessPolicy,
  freshnessLimits,
  freshnessOf,
  nextFreshnessChangeAtMs,
  staleAtMs,
  worstFreshness,
  type Fact,
  type FactKind,
  type Freshness,
  type FreshnessPolicy,
} from '../../../src/domain/freshness';

const confirmedAtMs = 1_000_000;
const kinds = Object.keys(defaultFreshnessPolicy.periodsMs) as readonly FactKind[];
const fact = (more: Partial<Fact> = {}): Fact => ({ kind: 'remoteTracker', live: false, confirmedAtMs, ...more });
const after = (ageMs: number, more: Partial<Fact> = {}): Freshness =>
  freshnessOf(fact(more), defaultFreshnessPolicy, confirmedAtMs + ageMs);

describe('freshness', () => {
  it.each([
    [-5_000, 'fresh'],
    [0, 'fresh'],
    [299_999, 'fresh'],
    [300_000, 'ageing'],
    [899_999, 'ageing'],
    [900_000, 'stale'],
  ])('of issues on a server after %i ms is %s', (ageMs, expected) => {
    expect(after(ageMs)).toBe(expected);
  });

  it.each<[FactKind, number]>([
    ['conflicts', 5],
    ['repositoryState', 5],
    ['status', 30],
    ['trackerFiles', 30],
    ['branch', 300],
    ['remotes', 300],
    ['remoteTracker', 300],
  ])('of %s turns after one and after three periods of %i seconds', (kind, seconds) => {
    expect(freshnessLimits(kind, defaultFreshnessPolicy)).toEqual({
      ageingAfterMs: seconds * 1_000,
      staleAfterMs: 3 * seconds * 1_000,
    });
    expect(after(seconds * 1_000 - 1, { kind })).toBe('fresh');
    expect(after(seconds * 1_000, { kind })).toBe('ageing');
    expect(after(3 * seconds * 1_000, { kind })).toBe('stale');
  });

  it('does not age while a watcher confirms it', () => {
    expect(after(10_000_000, { live: true })).toBe('live');
    expect(nextFreshnessChangeAtMs(fact({ live: true }), defaultFreshnessPolicy, confirmedAtMs)).toBeNull();
    expect(staleAtMs(fact({ live: true }), defaultFreshnessPolicy, confirmedAtMs)).toBeNull();
  });

  it('is never before the first reading, watched or not', () => {
    expect(after(0, { confirmedAtMs: null })).toBe('never');
    expect(after(0, { confirmedAtMs: null, live: true })).toBe('never');
    expect(nextFreshnessChangeAtMs(fact({ confirmedAtMs: null }), defaultFreshnessPolicy, 0)).toBeNull();
  });

  it('of several is that of the worst', () => {
    expect(worstFreshness(['live', 'ageing', 'fresh'])).toBe('ageing');
    expect(worstFreshness(['stale', 'never'])).toBe('never');
    expect(worstFreshness([])).toBe('live');
  });

  it('is confirmed again before it could look old', () => {
    for (const kind of kinds) {
      const againMs = confirmAgainAfterMs(kind, defaultFreshnessPolicy);
      expect(againMs).toBeLessThan(freshnessLimits(kind, defaultFreshnessPolicy).ageingAfterMs);
      expect(againMs).toBeGreaterThan(defaultFreshnessPolicy.periodsMs[kind] / 2);
    }
  });
});

const policies: fc.Arbitrary<FreshnessPolicy> = fc
  .record({
    seconds: fc.tuple(...kinds.map(() => fc.integer({ min: 1, max: 86_400 }))),
    thresholds: fc.tuple(fc.double({ min: 0.1, max: 20, noNaN: true }), fc.double({ min: 0.1, max: 20, noNaN: true })),
  })
  .map(({ seconds, thresholds: [one, other] }) => ({
    periodsMs: Object.fromEntries(kinds.map((kind, at) => [kind, (seconds[at] ?? 1) * 1_000])) as Record<
      FactKind,
      number
    >,
    ageingAfterPeriods: Math.min(one, other),
    staleAfterPeriods: Math.max(one, other),
  }));
const facts: fc.Arbitrary<Fact> = fc.record({
  kind: fc.constantFrom(...kinds),
  live: fc.boolean(),
  confirmedAtMs: fc.option(fc.integer({ min: 0, max: 2_000_000_000_000 })),
});
const moments = fc.integer({ min: 0, max: 2_100_000_000_000 });
const rank: readonly Freshness[] = ['live', 'fresh', 'ageing', 'stale', 'never'];

describe('freshness, whatever the policy', () => {
  it('only gets worse as time passes', () => {
    fc.assert(
      fc.property(facts, policies, moments, moments, (one, policy, a, b) => {
        const at = (nowMs: number): number => rank.indexOf(freshnessOf(one, policy, nowMs));
        expect(at(Math.min(a, b))).toBeLessThanOrEqual(at(Math.max(a, b)));
      }),
    );
  });

  it('is never worse for a later confirmation', () => {
    fc.assert(
      fc.property(facts, policies, moments, fc.nat(), (one, policy, nowMs, byMs) => {
        fc.pre(one.confirmedAtMs !== null);
        const later = { ...one, confirmedAtMs: one.confirmedAtMs + byMs };
        const worse = rank.indexOf(freshnessOf(one, policy, nowMs));
        expect(rank.indexOf(freshnessOf(later, policy, nowMs))).toBeLessThanOrEqual(worse);
      }),
    );
  });

  it('changes at the moment that was announced, and at none before', () => {
    fc.assert(
      fc.property(facts, policies, moments, (one, policy, nowMs) => {
        const next = nextFreshnessChangeAtMs(one, policy, nowMs);
        const now = freshnessOf(one, policy, nowMs);
        if (next === null) {
          expect(freshnessOf(one, policy, nowMs + 1e12)).toBe(now);
          return;
        }
        expect(next).toBeGreaterThan(nowMs);
        expect(freshnessOf(one, policy, next)).not.toBe(now);
        const between = nowMs + (next - nowMs) / 2;
        if (between < next) expect(freshnessOf(one, policy, between)).toBe(now);
      }),
    );
  });

  it('is stale from the moment that is told on', () => {
    fc.assert(
      fc.property(facts, policies, (one, policy) => {
        const at = staleAtMs(one, policy, 0);
        fc.pre(at !== null && one.confirmedAtMs !== null);
        expect(freshnessOf(one, policy, at)).toBe('stale');
        expect(freshnessOf(one, policy, at - 1)).not.toBe('stale');
      }),
    );
  });
});
