import { describe, expect, it } from 'vitest';
import {
  defaultFreshnessPolicy,
  freshnessOf,
  nextFreshnessChangeAtMs,
  type FreshnessInput,
} from '../../../src/domain/freshness';

const confirmedAtMs = 1_000_000;
const aged = (ageMs: number, more: Partial<FreshnessInput> = {}): FreshnessInput => ({
  live: false,
  confirmedAtMs,
  nowMs: confirmedAtMs + ageMs,
  ...defaultFreshnessPolicy,
  ...more,
});

describe('freshness', () => {
  it.each([
    [-5_000, 'fresh'],
    [0, 'fresh'],
    [299_999, 'fresh'],
    [300_000, 'ageing'],
    [899_999, 'ageing'],
    [900_000, 'stale'],
  ])('after %i ms is %s', (ageMs, expected) => {
    expect(freshnessOf(aged(ageMs))).toBe(expected);
  });

  it('does not age while a watcher confirms it', () => {
    expect(freshnessOf(aged(10_000_000, { live: true }))).toBe('live');
    expect(nextFreshnessChangeAtMs(aged(0, { live: true }))).toBeNull();
  });

  it('is never before the first reading, watched or not', () => {
    expect(freshnessOf(aged(0, { confirmedAtMs: null }))).toBe('never');
    expect(freshnessOf(aged(0, { confirmedAtMs: null, live: true }))).toBe('never');
    expect(nextFreshnessChangeAtMs(aged(0, { confirmedAtMs: null }))).toBeNull();
  });

  it('announces each change at the moment it happens', () => {
    for (const ageMs of [0, 299_999, 300_000, 899_999]) {
      const next = nextFreshnessChangeAtMs(aged(ageMs)) ?? NaN;
      expect(freshnessOf(aged(0, { nowMs: next - 1 }))).toBe(freshnessOf(aged(ageMs)));
      expect(freshnessOf(aged(0, { nowMs: next }))).not.toBe(freshnessOf(aged(ageMs)));
    }
    expect(nextFreshnessChangeAtMs(aged(900_000))).toBeNull();
  });
});
