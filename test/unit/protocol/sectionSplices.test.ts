import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SectionOrder } from '../../../src/protocol/messages';
import { splicedOrder, splicesBetween } from '../../../src/protocol/sectionSplices';

const empty: SectionOrder = { inProgress: [], ready: [], blocked: [], deferred: [], other: [] };
const numbered = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `beads:shop#${at}`);

const anyKeys = fc.uniqueArray(
  fc.nat(60).map((number) => `k${number}`),
  { maxLength: 60 },
);

/** Keys, and what became of them: few changes, or none that could be told from new ones. */
const anyChange = fc
  .tuple(anyKeys, anyKeys, fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { maxLength: 4 }))
  .map(([before, other, moves]): readonly [readonly string[], readonly string[]] => {
    if (moves.length === 0) return [before, other];
    const after = [...before];
    for (const [from, to] of moves) after.splice(to % (after.length + 1), 0, ...after.splice(from, 1));
    return [before, after];
  });

describe('The splices between two orders', () => {
  it('make the one into the other, whatever the two', () => {
    fc.assert(
      fc.property(anyChange, anyChange, ([ready, readyNow], [blocked, blockedNow]) => {
        const before = { ...empty, ready, blocked };
        const after = { ...empty, ready: readyNow, blocked: blockedNow };
        expect(splicedOrder(before, splicesBetween(before, after))).toEqual(after);
        expect(splicesBetween(after, structuredClone(after))).toEqual([]);
      }),
    );
  });

  it('tell of one issue among a hundred thousand that went elsewhere in two of them', () => {
    const before = { ...empty, ready: numbered(100_000), inProgress: ['beads:shop#mine'] };
    const key = before.ready[31_000] ?? '';
    const after = {
      ...before,
      ready: before.ready.filter((each) => each !== key),
      inProgress: [...before.inProgress, key],
    };
    expect(splicesBetween(before, after)).toEqual([
      { section: 'inProgress', at: 1, removed: 0, keys: [key] },
      { section: 'ready', at: 31_000, removed: 1, keys: [] },
    ]);
  });

  it('tell of a few far from each other one by one', () => {
    const ready = numbered(10_000);
    const gone = new Set([ready[10], ready[5_000], ready[9_990]]);
    const after = { ...empty, ready: ready.filter((key) => !gone.has(key)) };
    const splices = splicesBetween({ ...empty, ready }, after);
    expect(splices).toHaveLength(3);
    expect(splices.flatMap(({ keys }) => keys)).toEqual([]);
  });

  it('leave a section alone in which nothing changed', () => {
    const before = { ...empty, ready: numbered(3), blocked: ['beads:shop#b'] };
    const after = splicedOrder(before, [{ section: 'blocked', at: 0, removed: 1, keys: [] }]);
    expect(after.ready).toBe(before.ready);
    expect(after.blocked).toEqual([]);
  });
});
