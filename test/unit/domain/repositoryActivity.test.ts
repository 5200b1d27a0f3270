import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultActivityPolicy,
  keptUntilMs,
  ranksOf,
  scoreAt,
  tierOf,
  useHalfLifeMs,
  withUse,
  type ActivityPolicy,
  type ActivityTier,
  type RepositoryUse,
  type UseCount,
} from '../../../src/domain/repositoryActivity';

const minute = 60_000;
const usedAtMs = 10_000_000;
const use = (more: Partial<RepositoryUse> = {}): RepositoryUse => ({ lastUsedAtMs: usedAtMs, rank: 99, ...more });
const after = (ageMs: number, more: Partial<RepositoryUse> = {}): ActivityTier =>
  tierOf(use(more), defaultActivityPolicy, usedAtMs + ageMs);

describe('the activity of a repository', () => {
  it.each<[number, ActivityTier]>([
    [-minute, 'active'],
    [0, 'active'],
    [10 * minute - 1, 'active'],
    [10 * minute, 'idle'],
    [60 * minute - 1, 'idle'],
    [60 * minute, 'cold'],
  ])('%i ms after its last use is %s', (ageMs, tier) => {
    expect(after(ageMs)).toBe(tier);
  });

  it('is top for the ten most used, once nobody was there for an hour', () => {
    expect(after(60 * minute, { rank: 9 })).toBe('top');
    expect(after(60 * minute, { rank: 10 })).toBe('cold');
    expect(after(0, { rank: 0 })).toBe('active');
    expect(tierOf({ lastUsedAtMs: null, rank: 0 }, defaultActivityPolicy, 0)).toBe('top');
    expect(tierOf({ lastUsedAtMs: null, rank: 10 }, defaultActivityPolicy, 0)).toBe('cold');
  });

  it('keeps what was read two hours after the last use, half an hour after a confirmation, and for good at the top', () => {
    const kept = (more: Partial<RepositoryUse>, confirmedAtMs: number | null): number | null =>
      keptUntilMs(use(more), confirmedAtMs, defaultActivityPolicy);
    expect(kept({}, usedAtMs)).toBe(usedAtMs + 120 * minute);
    expect(kept({}, usedAtMs + 100 * minute)).toBe(usedAtMs + 130 * minute);
    expect(kept({ lastUsedAtMs: null }, usedAtMs)).toBe(usedAtMs + 30 * minute);
    expect(kept({ rank: 9 }, usedAtMs)).toBeNull();
  });
});

describe('the count of uses', () => {
  it('takes uses within a minute as one', () => {
    let count: UseCount | null = null;
    for (let second = 0; second < 59; second++) count = withUse(count, usedAtMs + second * 1_000);
    expect(count?.score).toBeCloseTo(1, 3);
    expect(withUse(count, usedAtMs + 3 * minute).score).toBeCloseTo(2, 3);
  });

  it('counts half after three days', () => {
    const count = withUse(null, usedAtMs);
    expect(scoreAt(count, usedAtMs + useHalfLifeMs)).toBeCloseTo(0.5);
    expect(scoreAt(count, usedAtMs - minute)).toBe(1);
  });

  it('ranks what is used more before what is used less, then the later, then the one named first', () => {
    const often: UseCount = { score: 5, lastUsedAtMs: usedAtMs - minute };
    const earlier: UseCount = { score: 0, lastUsedAtMs: usedAtMs - minute };
    const counts = new Map([
      ['often', often],
      ['once', withUse(null, usedAtMs)],
      ['gone', earlier],
    ]);
    const ranks = ranksOf(['b', 'a', 'gone', 'once', 'often'], (name) => counts.get(name) ?? null, usedAtMs);
    expect([...ranks].sort(([, one], [, other]) => one - other).map(([name]) => name)).toEqual([
      'often',
      'once',
      'gone',
      'b',
      'a',
    ]);
  });
});

const tiers: readonly ActivityTier[] = ['active', 'idle', 'top', 'cold'];
const policies: fc.Arbitrary<ActivityPolicy> = fc
  .record({
    spans: fc.tuple(fc.nat(10_000_000), fc.nat(10_000_000)),
    activeKeptMs: fc.nat(10_000_000),
    idleKeptMs: fc.nat(10_000_000),
    topCount: fc.nat(20),
  })
  .map(({ spans: [one, other], ...rest }) => ({
    ...rest,
    activeMs: Math.min(one, other),
    idleMs: Math.max(one, other),
  }));
const uses: fc.Arbitrary<RepositoryUse> = fc.record({
  lastUsedAtMs: fc.option(fc.nat(50_000_000)),
  rank: fc.nat(30),
});
const confirmations = fc.option(fc.nat(50_000_000));
const orInfinity = (atMs: number | null): number => atMs ?? Infinity;

describe('activity, whatever the policy', () => {
  it('only cools as time passes, except into the top', () => {
    fc.assert(
      fc.property(uses, policies, fc.nat(), fc.nat(), (one, policy, a, b) => {
        const at = (nowMs: number): number => tiers.indexOf(tierOf(one, policy, nowMs));
        expect(at(Math.min(a, b))).toBeLessThanOrEqual(at(Math.max(a, b)));
      }),
    );
  });

  it('is never colder, nor let go sooner, for a later use, a better rank or a later confirmation', () => {
    fc.assert(
      fc.property(uses, policies, confirmations, fc.nat(), fc.nat(), fc.nat(), (one, policy, confirmedAtMs, ...by) => {
        const [nowMs, laterMs, moreUsed] = by;
        const more: RepositoryUse = {
          lastUsedAtMs: (one.lastUsedAtMs ?? 0) + laterMs,
          rank: Math.max(0, one.rank - moreUsed),
        };
        expect(tiers.indexOf(tierOf(more, policy, nowMs))).toBeLessThanOrEqual(
          tiers.indexOf(tierOf(one, policy, nowMs)),
        );
        const kept = orInfinity(keptUntilMs(one, confirmedAtMs, policy));
        expect(orInfinity(keptUntilMs(more, confirmedAtMs, policy))).toBeGreaterThanOrEqual(kept);
        const confirmed = keptUntilMs(one, (confirmedAtMs ?? 0) + laterMs, policy);
        expect(orInfinity(confirmed)).toBeGreaterThanOrEqual(kept);
      }),
    );
  });

  it('turns exactly at its boundaries', () => {
    fc.assert(
      fc.property(policies, fc.nat(), (policy, atMs) => {
        const one: RepositoryUse = { lastUsedAtMs: atMs, rank: policy.topCount };
        const tier = (ageMs: number): ActivityTier => tierOf(one, policy, atMs + ageMs);
        if (policy.activeMs > 0) expect(tier(policy.activeMs - 1)).toBe('active');
        if (policy.idleMs > policy.activeMs) expect(tier(policy.activeMs)).toBe('idle');
        expect(tier(policy.idleMs)).toBe('cold');
      }),
    );
  });

  it('has every repository at the top where there are no more than that', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 10 }), fc.nat(), (names, seed) => {
        const counts = new Map(names.map((name, at) => [name, { score: (seed * (at + 1)) % 7, lastUsedAtMs: at }]));
        const ranks = ranksOf(names, (name) => counts.get(name) ?? null, 1_000);
        for (const name of names) {
          const rank = ranks.get(name) ?? Infinity;
          expect(tierOf({ lastUsedAtMs: null, rank }, defaultActivityPolicy, 0)).toBe('top');
        }
      }),
    );
  });
});
