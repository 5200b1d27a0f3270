import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atOnce, sortedInSteps } from '../../../src/protocol/steps';

const ascending = (one: number, other: number): number => one - other;

describe('sortedInSteps', () => {
  it('sorts as the language does, be there several runs to put together', () => {
    const several = fc
      .tuple(fc.integer({ min: 1, max: 9_000 }), fc.integer({ min: 1, max: 10_007 }))
      .map(([count, factor]) => Array.from({ length: count }, (_, at) => (at * factor) % 10_007));
    fc.assert(
      fc.property(several, (numbers) => {
        expect(atOnce(sortedInSteps(numbers, ascending))).toEqual(numbers.toSorted(ascending));
      }),
      { numRuns: 30 },
    );
    expect(atOnce(sortedInSteps([], ascending))).toEqual([]);
  });

  it('looks at a few thousand from one step to the next', () => {
    let compared = 0;
    const steps = sortedInSteps(
      Array.from({ length: 30_000 }, (_, at) => (at * 7_919) % 30_011),
      (one, other) => {
        compared++;
        return one - other;
      },
    );
    let most = 0;
    for (let before = 0; steps.next().done !== true; before = compared) most = Math.max(most, compared - before);
    expect(most).toBeLessThan(30_000);
  });
});
