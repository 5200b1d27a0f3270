import { describe, expect, it } from 'vitest';
import { formatAge } from '../../../src/domain/age';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('formatAge', () => {
  it.each([
    [-hour, 'now'],
    [0, 'now'],
    [minute - 1, 'now'],
    [3 * minute, '3m'],
    [hour - 1, '59m'],
    [2 * hour, '2h'],
    [day - 1, '23h'],
    [9 * day, '9d'],
    [14 * day - 1, '13d'],
    [14 * day, '2w'],
    [36 * day, '5w'],
    [63 * day - 1, '8w'],
    [63 * day, '2mo'],
    [430 * day, '14mo'],
    [730.5 * day - 1, '23mo'],
    [730.5 * day, '2y'],
    [4_000 * day, '10y'],
  ])('writes %i ms as %s', (ms, text) => {
    expect(formatAge(ms)).toBe(text);
  });
});
