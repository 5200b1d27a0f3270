import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../../src/protocol/messages';
import { compileQuery } from '../../../../src/protocol/query/compileQuery';
import { parseQuery } from '../../../../src/protocol/query/parseQuery';
import { arrange, prepareToArrange } from '../../../../src/protocol/view/arrange';
import type { ArrangeableData, ArrangeWish } from '../../../../src/protocol/view/arranged';
import { groupings, sortings } from '../../../../src/protocol/view/view';
import { anyQuery, anyRow, anyRows, arrangeable } from './arrangeableRows';

const anyWish: fc.Arbitrary<ArrangeWish> = fc.record({
  query: anyQuery,
  grouping: fc.constantFrom(...groupings),
  sorting: fc.constantFrom(...sortings),
  nowMs: fc.constant(10),
});

const listedKeys = (rows: Iterable<Row>): readonly string[] =>
  [...rows].filter(({ status }) => status !== 'done').map(({ key }) => key);

describe('However a list is arranged', () => {
  it('each issue stands in it once, and is counted once', () => {
    fc.assert(
      fc.property(anyRows, anyWish, (rows, wish) => {
        const { groups, total, matching } = arrange(arrangeable(rows), { ...wish, query: '' });
        expect(groups.flatMap(({ keys }) => keys).toSorted()).toEqual(listedKeys(rows).toSorted());
        expect([total, matching]).toEqual([listedKeys(rows).length, listedKeys(rows).length]);
        expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length);
      }),
    );
  });

  it('a query leaves the issues that match it one by one, whatever the groups', () => {
    fc.assert(
      fc.property(anyRows, anyWish, (rows, wish) => {
        const data = arrangeable(rows);
        const { sources, repositories, me } = data.header;
        const query = compileQuery(parseQuery(wish.query), { nowMs: wish.nowMs, me, sources, repositories });
        const expected = listedKeys(rows.filter((row) => query.matches(row)));
        const { groups, total, matching } = arrange(data, wish);
        expect(groups.flatMap(({ keys }) => keys).toSorted()).toEqual(expected.toSorted());
        expect([total, matching]).toEqual([listedKeys(rows).length, expected.length]);
      }),
    );
  });
});

/** A row that comes or changes, or the id of one that goes. */
const change = fc.nat(35).chain((id) => fc.oneof(anyRow(`${id}`), fc.constant(`beads:shop#${id}`)));

/** The data after the change, on the same map of rows, as patches make it. */
function changed(data: ArrangeableData, next: Row | string): ArrangeableData {
  const rows = data.rows as Map<string, Row>;
  if (typeof next === 'string') rows.delete(next);
  else rows.set(next.key, next);
  return { ...arrangeable([...rows.values()]), rows };
}

describe('A list that changes in place', () => {
  it('is arranged as one that is new, whatever was asked of it before', () => {
    fc.assert(
      fc.property(
        anyRows,
        fc.array(fc.tuple(change, anyWish), { maxLength: 12 }),
        fc.boolean(),
        (rows, steps, ahead) => {
          let data = arrangeable(rows);
          if (ahead) prepareToArrange(data.rows, [...data.rows.values()]);
          for (const [next, wish] of steps) {
            data = changed(data, next);
            const anew = arrange(arrangeable([...data.rows.values()]), wish);
            expect(arrange(data, wish)).toEqual(anew);
            expect(arrange(data, wish)).toEqual(anew);
          }
        },
      ),
    );
  });
});
