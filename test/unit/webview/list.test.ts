import { describe, expect, it } from 'vitest';
import { anchorsOf, scrollTopFor } from '../../../webview/state/anchor';
import { findByTitle, movementFor, nearestIndex, TypeAhead } from '../../../webview/state/navigation';
import { dataOfState } from '../../../webview/state/panelData';
import { listOf } from '../../fakes/listModel';
import { sampleRow, sampleState, shopRows } from '../../fakes/panelState';

const heights = { header: 22, row: 44 };

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
    expect(movementFor(model, first, 'ArrowLeft', 5)).toEqual({
      kind: 'expand',
      group: 'status:blocked',
      expanded: false,
    });
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

  it('do not run after a row that moves to another group', () => {
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
