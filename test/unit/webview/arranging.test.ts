import { describe, expect, it } from 'vitest';
import type { Steps } from '../../../src/protocol/steps';
import { arrange, arranging } from '../../../src/protocol/view/arrange';
import type { Arranged, ArrangeWish } from '../../../src/protocol/view/arranged';
import { patientArrange } from '../../../webview/state/arranging';
import { applyPatch, dataOfState } from '../../../webview/state/panelData';
import { largeState, patchWith, sampleRow } from '../../fakes/panelState';

const asOrdered: ArrangeWish = { query: '', grouping: 'status', sorting: 'priority', nowMs: 0 };
const state = largeState(10_000);

/** Each look at the clock is five milliseconds later than the one before. */
function steadyClock(): () => number {
  let nowMs = 0;
  return () => (nowMs += 5);
}

describe('patientArrange', () => {
  it('has the first list at once, and of the next ones what is there until they are done', () => {
    const data = dataOfState(state);
    const begin = patientArrange(arranging, steadyClock());
    const first = begin(data, asOrdered);
    expect([first.isDone, first.list?.arranged.matching]).toEqual([true, 10_000]);
    const wish = { ...asOrdered, query: 'generated issue number 77' };
    const next = begin(data, wish);
    expect([next.isDone, next.list]).toEqual([false, first.list]);
    let turns = 0;
    while (!next.goOn()) turns++;
    expect(turns).toBeGreaterThan(0);
    expect(next.list?.arranged).toEqual(arrange(dataOfState(state), wish));
  });

  it('shows the last list that was done, not one that was given up', () => {
    const data = dataOfState(state);
    const begin = patientArrange(arranging, steadyClock());
    const first = begin(data, asOrdered);
    begin(data, { ...asOrdered, query: 'g' }).goOn();
    const last = begin(data, { ...asOrdered, query: 'ge' });
    expect(last.list).toBe(first.list);
  });

  it('is right about data that changed while a list of the old one was under way', () => {
    const data = dataOfState(state);
    const begin = patientArrange(arranging, steadyClock());
    begin(data, asOrdered);
    const wish = { ...asOrdered, query: 'number 9', sorting: 'updated' } as const;
    const old = begin(data, wish);
    old.goOn();
    const patch = patchWith(state, sampleRow('big-3', { title: 'Generated number 9', updatedAtMs: 9 }));
    const after = applyPatch(data, patch);
    if (after === null) throw new Error('The patch does not fit.');
    const now = begin(after, wish);
    old.goOn();
    while (!now.goOn()) old.goOn();
    const { rows, order } = after;
    expect(now.list?.arranged).toEqual(arrange({ ...after, rows: new Map(rows), order }, wish));
    expect(arrange(after, wish)).toEqual(now.list?.arranged);
  });

  it('takes no time for what is done in a step', () => {
    const done = arrange(dataOfState(state), asOrdered);
    const begin = patientArrange(function* (): Steps<Arranged> {
      return done;
    }, steadyClock());
    const data = dataOfState(state);
    begin(data, asOrdered);
    expect(begin(data, { ...asOrdered, query: 'x' }).list?.arranged).toBe(done);
  });
});
