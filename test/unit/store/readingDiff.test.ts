import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Issue } from '../../../src/domain/issue';
import { changeLayout, emptyLayout, type Layout } from '../../../src/adapters/store/readingDiff';
import { issueOf } from '../../fakes/issues';

const pool = Array.from({ length: 10 }, (_, index) => issueOf(`shop-${index}`));
const anyList = fc.array(fc.constantFrom(...pool), { maxLength: 14 });

/** The table as the database would have it: row to place and issue. */
class Table {
  private readonly rows = new Map<number, { place: number; issue: Issue }>();
  layout: Layout = emptyLayout;

  apply(issues: readonly Issue[]): ReturnType<typeof changeLayout> {
    const change = changeLayout(this.layout, issues);
    for (const row of change.removes) expect(this.rows.delete(row)).toBe(true);
    for (let index = 0; index < change.moves.length; index += 2) {
      const entry = this.rows.get(change.moves[index] ?? -1);
      if (entry === undefined) throw new Error('a row that is not there was moved');
      entry.place = change.moves[index + 1] ?? -1;
    }
    for (const { row, place, issue } of change.puts) this.rows.set(row, { place, issue });
    this.layout = change.next;
    return change;
  }

  get issues(): readonly Issue[] {
    return [...this.rows.values()].sort((a, b) => a.place - b.place).map(({ issue }) => issue);
  }

  get places(): readonly number[] {
    return [...this.rows.values()].map(({ place }) => place).sort((a, b) => a - b);
  }
}

describe('changeLayout', () => {
  it('leads from any list to any other, each issue in its place', () => {
    fc.assert(
      fc.property(fc.array(anyList, { maxLength: 6 }), (lists) => {
        const table = new Table();
        for (const list of lists) {
          table.apply(list);
          expect(table.issues).toEqual(list);
          expect(table.places).toEqual(list.map((_, place) => place));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('puts only what is new, in the row of what it replaces', () => {
    const table = new Table();
    table.apply(pool);
    const next = pool.map((issue, place) => (place === 4 ? issueOf('shop-4', { title: 'Changed' }) : issue));
    const { puts, moves, removes } = table.apply(next);
    expect(puts).toEqual([{ row: 4, place: 4, issue: next[4] }]);
    expect([...moves, ...removes]).toEqual([]);
  });

  it('moves what stands behind an issue that left', () => {
    const table = new Table();
    table.apply(pool.slice(0, 4));
    const { puts, moves, removes } = table.apply([pool[0], pool[2], pool[3]].filter((issue) => issue !== undefined));
    expect(puts).toEqual([]);
    expect([...moves]).toEqual([2, 1, 3, 2]);
    expect([...removes]).toEqual([1]);
  });

  it('finds nothing to do for the same issues in another array', () => {
    const table = new Table();
    table.apply(pool);
    const { puts, moves, removes } = table.apply([...pool]);
    expect([puts.length, moves.length, removes.length]).toEqual([0, 0, 0]);
  });
});
