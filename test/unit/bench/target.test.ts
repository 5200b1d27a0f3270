/** Answers for targets: what they ask for, and when a figure has met one. */
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../bench/figure';
import { isMet, limitOf } from '../../bench/target';

const figure = (changes: Partial<Figure>): Figure => ({
  figure: 'start',
  value: 10,
  unit: 'ms',
  yardstick: null,
  target: '',
  ...changes,
});
const yardstick = { name: 'nothing', value: 8 };

describe('a target', () => {
  it.each([
    ['20 ms', null, 20],
    ['about 150 ms', null, 150],
    ['less than 2 ms', null, 2],
    ['1.5x', yardstick, 12],
    ['+25 ms', yardstick, 33],
    ['5 ms', yardstick, 5],
    ['', yardstick, null],
  ] as const)('of "%s" beside %o is %s', (target, beside, limit) => {
    expect(limitOf(figure({ target, yardstick: beside }))).toBe(limit);
  });

  it('of a count has no unit', () => {
    expect(limitOf(figure({ target: '0', unit: 'count' }))).toBe(0);
  });

  it.each([
    ['no number', 'quick', yardstick],
    ['another unit', '20 KB', null],
    ['no unit', '20', null],
    ['nothing to multiply', '2x', null],
    ['nothing to add to', '+25 ms', null],
  ] as const)('with %s is a mistake', (_, target, beside) => {
    expect(() => limitOf(figure({ target, yardstick: beside }))).toThrow(/target/);
  });
});

describe('a figure', () => {
  it('meets its target when it is not above it', () => {
    expect(isMet(figure({ value: 20, target: '20 ms' }))).toBe(true);
    expect(isMet(figure({ value: 20.1, target: '20 ms' }))).toBe(false);
  });

  it('without a target neither meets nor misses it', () => {
    expect(isMet(figure({}))).toBeNull();
  });

  it('that was not measured does not meet its target', () => {
    expect(isMet(figure({ value: null, target: '20 ms' }))).toBe(false);
  });
});
