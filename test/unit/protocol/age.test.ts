import { describe, expect, it } from 'vitest';
import { formatAge, formatWait } from '../../../src/protocol/age';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('formatAge', () => {
  it.each([
    [-5 * minute, 'now'],
    [0, 'now'],
    [minute - 1, 'now'],
    [minute, '1m'],
    [hour - 1, '59m'],
    [hour, '1h'],
    [day - 1, '23h'],
    [45 * day, '45d'],
    [365 * day, '365d'],
    [366 * day, '1y'],
    [900 * day, '2y'],
  ])('writes %d ms as %s', (ageMs, text) => {
    expect(formatAge(ageMs)).toBe(text);
  });
});

describe('formatWait', () => {
  it.each([
    [-1, null],
    [0, null],
    [1, '1s'],
    [40_000, '40s'],
    [minute, '60s'],
    [minute + 1, '2m'],
    [12 * minute, '12m'],
    [hour + 1, '61m'],
    [2 * hour + 1, '3h'],
  ])('writes %d ms as %s, never too short', (waitMs, text) => {
    expect(formatWait(waitMs)).toBe(text);
  });
});
