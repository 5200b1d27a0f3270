import { describe, expect, it } from 'vitest';
import type { RequestBudget } from '../../../src/domain/requests';
import { holdingPauses, longestPause, scarcestBudget, troubleOf } from '../../../src/protocol/sourceHealth';

const budget = (resource: string, remaining: number, resetAtMs = 1_000): RequestBudget => ({
  resource,
  limit: 5_000,
  remaining,
  resetAtMs,
});

describe('scarcestBudget', () => {
  it('is the one with the smallest part left', () => {
    const search = { ...budget('search', 25), limit: 30 };
    expect(scarcestBudget([search, budget('core', 4_000), budget('graphql', 4_900)], 0)?.resource).toBe('core');
    expect(scarcestBudget([], 0)).toBeNull();
  });

  it('is one that was renewed only where no other is known', () => {
    const renewed = budget('core', 0, 500);
    expect(scarcestBudget([renewed, budget('graphql', 4_000)], 600)?.resource).toBe('graphql');
    expect(scarcestBudget([renewed], 600)).toBe(renewed);
  });
});

describe('longestPause', () => {
  it('forgets those that are over', () => {
    const pause = (untilMs: number) => ({ untilMs, because: 'limit', resource: null }) as const;
    expect(longestPause([pause(5), pause(20), pause(10)], 5)?.untilMs).toBe(20);
    expect(longestPause([pause(5)], 5)).toBeNull();
  });
});

it('knows which pauses hold up the reading of lists', () => {
  const pause = (resource: string | null) => ({ untilMs: 5, because: 'budget', resource }) as const;
  expect(holdingPauses([pause('graphql'), pause('core'), pause(null)])).toEqual([pause('core'), pause(null)]);
});

it('tells what ends by itself from what a person must mend', () => {
  const host = 'github.com';
  const advice = 'Do this.';
  expect(troubleOf({ kind: 'offline', host, detail: '' })).toBe('offline');
  expect(troubleOf({ kind: 'circuitOpen', host, retryAtMs: 0 })).toBe('notAnswering');
  expect(troubleOf({ kind: 'rateLimited', host, resource: 'core', secondary: true, retryAtMs: 0 })).toBe('limited');
  expect(troubleOf({ kind: 'unauthorized', host, account: null })).toBe('signIn');
  expect(troubleOf({ kind: 'absent', host, what: 'acme/shop', advice })).toBe('noAccess');
  expect(troubleOf({ kind: 'malformed', what: '', detail: '' })).toBe('failing');
});
