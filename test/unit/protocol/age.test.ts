import { describe, expect, it } from 'vitest';
import { formatAge } from '../../../src/protocol/age';

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
