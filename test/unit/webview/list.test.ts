import { describe, expect, it } from 'vitest';
import type { PanelState } from '../../../src/protocol/messages';
import { anchorsOf, scrollTopFor } from '../../../webview/state/anchor';
import { ListModel, type ListArrangement } from '../../../webview/state/listModel';
import { findByTitle, movementFor, nearestIndex, TypeAhead } from '../../../webview/state/navigation';
import { dataOfState } from '../../../webview/state/panelData';
import { sampleRow, sampleState, shopRows, shopState } from '../../fakes/panelState';

const heights = { header: 22, row: 44 };

function listOf(state: PanelState, arrangement: Partial<ListArrangement> = {}): ListModel {
  return new ListModel(dataOfState(state), { filter: '', collapsed: [], collapsedInFilter: [], ...arrangement });
}

const ids = (model: ListModel): (string | undefined)[] =>
  Array.from({ length: model.count }, (_, index) => model.entryAt(index)?.id);

const small = sampleState([
  sampleRow('now', { status: 'inProgress', current: true }),
  sampleRow('a'),
  sampleRow('b'),
  sampleRow('c', { status: 'blocked' }),
]);

describe('ListModel', () => {
  it('pins the current issue and lists it nowhere else, but counts it', () => {
    const model = listOf(small);
    expect(ids(model)).toEqual([
      'row:beads:shop#now',
      'section:inProgress',
      'section:ready',
      'row:beads:shop#a',
      'row:beads:shop#b',
      'section:blocked',
      'row:beads:shop#c',
    ]);
    expect(model.sections.map(({ total }) => total)).toEqual([1, 2, 1]);
    expect([model.matching, model.total]).toEqual([4, 4]);
  });

  it('finds every entry where it is, and its offset is the sum of the heights before it', () => {
    const model = listOf(shopState());
    let offset = 0;
    for (let index = 0; index < model.count; index++) {
      expect(model.indexOf(model.entryAt(index)?.id ?? '')).toBe(index);
      if (index < model.pinned.length) continue;
      expect(model.offsetAt(index, heights)).toBe(offset);
      offset += model.heightAt(index, heights);
    }
    expect(model.entryAt(model.count)).toBeNull();
    expect(model.entryAt(-1)).toBeNull();
  });

  it('holds only the header of a closed section', () => {
    const model = listOf(small, { collapsed: ['ready'] });
    expect(ids(model)).not.toContain('row:beads:shop#a');
    expect(model.indexOf('row:beads:shop#a')).toBe(-1);
  });

  it('filters by title, id, label and assignee, in any section', () => {
    const state = sampleState([
      sampleRow('x-1', { title: 'Orders API' }),
      sampleRow('orders-2', { status: 'blocked' }),
      sampleRow('x-3', { labels: ['Orders'], status: 'deferred' }),
      sampleRow('x-4', { assignees: ['ORDERS bot'], status: 'other' }),
      sampleRow('x-5', { title: 'Something else' }),
    ]);
    const model = listOf(state, { filter: '  oRDers ', collapsed: ['deferred', 'other'] });
    expect([model.matching, model.total]).toEqual([4, 5]);
    expect(ids(model).filter((id) => id?.startsWith('row:'))).toHaveLength(4);
  });

  it('shows no section in which the filter leaves nothing', () => {
    const model = listOf(small, { filter: 'issue c' });
    expect(ids(model)).toEqual(['section:blocked', 'row:beads:shop#c']);
  });

  it('does not match across two fields', () => {
    const model = listOf(sampleState([sampleRow('x-1', { title: 'Orders' })]), { filter: 'ordersx' });
    expect(model.matching).toBe(0);
  });

  it('says that nothing is ready when there is something that waits', () => {
    const waiting = listOf(sampleState([sampleRow('a', { status: 'blocked' })]));
    expect(waiting.sections.find(({ key }) => key === 'ready')?.note).toBe('nothingReady');
    expect(listOf(sampleState([])).sections.every(({ note }) => note === null)).toBe(true);
  });

  it('lists unreadable records and says when there are more', () => {
    const model = listOf(shopState({ problemCount: 16 }));
    expect(ids(model).slice(-3)).toEqual(['problem:0', 'problem:1', 'more:problems']);
    expect(model.sections.at(-1)?.total).toBe(16);
    const last = model.count - 1;
    expect(movementFor(model, last - 1, 'ArrowDown', 5)).toEqual({ kind: 'move', index: last });
    expect(model.entryAt(last)).toMatchObject({ kind: 'more', position: 3, of: 3 });
    expect(model.heightAt(last, heights)).toBe(heights.header);
  });

  it('leaves out Deferred and Other when they are empty', () => {
    expect(listOf(small).sections.map(({ key }) => key)).toEqual(['inProgress', 'ready', 'blocked']);
  });
});

describe('movementFor', () => {
  const model = listOf(sampleState(shopRows().filter(({ status }) => status === 'blocked')));
  const first = 3;

  it('steps over sentences that cannot be chosen', () => {
    expect(model.entryAt(2)?.kind).toBe('note');
    expect(movementFor(model, 1, 'ArrowDown', 5)).toEqual({ kind: 'move', index: 3 });
    expect(movementFor(model, 3, 'ArrowUp', 5)).toEqual({ kind: 'move', index: 1 });
  });

  it('stops at both ends', () => {
    expect(movementFor(model, 0, 'ArrowUp', 5)).toBeNull();
    expect(movementFor(model, model.count - 1, 'ArrowDown', 5)).toBeNull();
    expect(movementFor(model, first, 'Home', 5)).toEqual({ kind: 'move', index: 0 });
    expect(movementFor(model, first, 'End', 5)).toEqual({ kind: 'move', index: model.count - 1 });
    expect(movementFor(model, first, 'PageDown', 500)).toEqual({ kind: 'move', index: model.count - 1 });
    expect(movementFor(model, first, 'PageUp', 500)).toEqual({ kind: 'move', index: 0 });
  });

  it('goes left from a row to its header, then closes; right opens, then goes in', () => {
    expect(movementFor(model, first + 2, 'ArrowLeft', 5)).toEqual({ kind: 'move', index: first });
    expect(movementFor(model, first, 'ArrowLeft', 5)).toEqual({ kind: 'expand', section: 'blocked', expanded: false });
    expect(movementFor(model, first, 'ArrowRight', 5)).toEqual({ kind: 'move', index: first + 1 });
    expect(movementFor(model, first + 1, 'ArrowRight', 5)).toBeNull();
  });

  it('enters the list from nowhere', () => {
    expect(movementFor(model, -1, 'ArrowDown', 5)).toEqual({ kind: 'move', index: 0 });
    expect(movementFor(model, -1, 'ArrowUp', 5)).toEqual({ kind: 'move', index: model.count - 1 });
  });

  it('keeps to the neighbour of an entry that is gone', () => {
    expect(nearestIndex(model, 2)).toBe(1);
    expect(nearestIndex(model, 999)).toBe(model.count - 1);
    expect(nearestIndex(listOf(sampleState([])), 999)).toBe(2);
  });
});

describe('type-ahead', () => {
  it('begins a new word after a pause', () => {
    const typed = new TypeAhead();
    expect([typed.add('O', 0), typed.add('r', 500), typed.add('x', 2000)]).toEqual(['o', 'or', 'x']);
    expect([typed.isTyping(2100), typed.isTyping(9000)]).toEqual([true, false]);
  });

  it('finds titles by their beginning, going on past the active row with a first letter, round the end', () => {
    const state = sampleState([
      sampleRow('1', { title: 'Alpha' }),
      sampleRow('2', { title: 'Beta' }),
      sampleRow('3', { title: 'alpine' }),
    ]);
    const model = listOf(state);
    const { rows } = dataOfState(state);
    const at = (id: string): number => model.indexOf(`row:beads:shop#${id}`);
    expect(findByTitle(model, rows, at('1'), 'a')).toBe(at('3'));
    expect(findByTitle(model, rows, at('3'), 'a')).toBe(at('1'));
    expect(findByTitle(model, rows, at('3'), 'alpi')).toBe(at('3'));
    expect(findByTitle(model, rows, at('1'), 'zeta')).toBe(-1);
  });
});

describe('anchors', () => {
  const rows = Array.from({ length: 30 }, (_, index) => sampleRow(`r${index}`));
  const before = listOf(sampleState(rows));

  it('keep the first visible row where it is when rows come in above', () => {
    const anchors = anchorsOf(before, heights, 500, 400, null);
    const after = listOf(sampleState([sampleRow('new1'), sampleRow('new2'), ...rows]));
    expect(scrollTopFor(after, heights, anchors)).toBe(588);
  });

  it('keep the row under the pointer where it is when rows come in between', () => {
    const anchors = anchorsOf(before, heights, 500, 400, 'row:beads:shop#r15');
    const after = listOf(sampleState([...rows.slice(0, 14), sampleRow('new'), ...rows.slice(14)]));
    expect(scrollTopFor(after, heights, anchors)).toBe(544);
  });

  it('do not run after a row that moves to another section', () => {
    const anchors = anchorsOf(before, heights, 500, 400, 'row:beads:shop#r15');
    const after = listOf(sampleState(rows.map((row, at) => (at === 15 ? { ...row, status: 'inProgress' } : row))));
    // One row more above (in progress), and the rows before the moved one still hold.
    expect(scrollTopFor(after, heights, anchors)).toBe(544);
  });

  it('give up when nothing of the screen is left', () => {
    const anchors = anchorsOf(before, heights, 500, 400, null);
    expect(scrollTopFor(listOf(sampleState([sampleRow('z')])), heights, anchors)).toBeNull();
  });
});
