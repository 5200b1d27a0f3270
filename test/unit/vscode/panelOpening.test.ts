import { describe, expect, it } from 'vitest';
import { readArrangement, type PanelArrangement } from '../../../src/protocol/arrangement';
import type { PanelState } from '../../../src/protocol/messages';
import { openingOf } from '../../../src/vscode/panel/panelOpening';
import { ListModel } from '../../../webview/state/listModel';
import { dataOfOpening, dataOfState, type PanelData } from '../../../webview/state/panelData';
import { largeState, sampleRow, sampleState, shopState } from '../../fakes/panelState';

const untouched = readArrangement(null);
const heights = { header: 22, row: 44 };
const tallScreen = 90;

const modelOf = (data: PanelData, arrangement: PanelArrangement): ListModel => new ListModel(data, arrangement);

/** Ids of what stands on a screen whose top is the entry at `top`; empty where nothing could be painted. */
function screen(data: PanelData, arrangement: PanelArrangement, top = 0): readonly string[] {
  const model = modelOf(data, arrangement);
  return Array.from({ length: Math.min(tallScreen, model.count - top) }, (_, at) => {
    const entry = model.entryAt(top + at);
    return entry?.kind === 'row' && data.rows.get(entry.key) === undefined ? '' : (entry?.id ?? '');
  });
}

function expectSameScreen(state: PanelState, arrangement: PanelArrangement, top = 0): void {
  const opening = dataOfOpening(openingOf(state, arrangement));
  const whole = dataOfState(state);
  expect(screen(opening, arrangement, top)).toEqual(screen(whole, arrangement, top));
  const [partial, full] = [modelOf(opening, arrangement), modelOf(whole, arrangement)];
  expect(partial.sections.map(({ total, matching, length }) => [total, matching, length])).toEqual(
    full.sections.map(({ total, matching, length }) => [total, matching, length]),
  );
  expect(partial.offsetAt(partial.count - 1, heights)).toBe(full.offsetAt(full.count - 1, heights));
}

describe('openingOf', () => {
  it('is the whole of a small state', () => {
    const state = shopState();
    const opening = openingOf(state, untouched);
    expect(opening.whole).toBe(true);
    expect(dataOfOpening(opening)).toEqual(dataOfState(state));
  });

  it('has the rows of the first screen of a large state, and no more than a hundred', () => {
    const state = largeState(10_000);
    const opening = openingOf(state, untouched);
    expect(opening.whole).toBe(false);
    expect(opening.rows.length).toBeLessThanOrEqual(100);
    expectSameScreen(state, untouched);
  });

  it('has the rows below closed sections', () => {
    expectSameScreen(largeState(10_000), { ...untouched, collapsed: ['inProgress', 'ready'] });
    expectSameScreen(largeState(10_000), { ...untouched, collapsed: ['inProgress', 'ready', 'blocked'] });
  });

  it('has the rows of the place the list was left at', () => {
    const state = largeState(10_000);
    const key = state.order.blocked[2_000] ?? '';
    const arrangement: PanelArrangement = { ...untouched, anchor: { section: 'blocked', id: `row:${key}`, offset: 3 } };
    expectSameScreen(state, arrangement, modelOf(dataOfState(state), arrangement).indexOf(`row:${key}`));
  });

  it('begins at the section when the row it was left at is gone', () => {
    const state = largeState(10_000);
    const arrangement: PanelArrangement = { ...untouched, anchor: { section: 'blocked', id: 'row:gone', offset: 0 } };
    expectSameScreen(state, arrangement, modelOf(dataOfState(state), arrangement).indexOf('section:blocked'));
  });

  it('has the issue the branch names, however far down its section it is', () => {
    const state = largeState(10_000);
    const rows = state.rows.map((row, at) => (at === 8_001 ? { ...row, current: true } : row));
    expectSameScreen({ ...state, rows }, untouched);
  });

  it('has all that a filter leaves, for its count is shown', () => {
    const arrangement = { ...untouched, filter: 'number 777' };
    expectSameScreen(largeState(10_000), arrangement);
  });

  it('has no rows when a filter leaves too many: a part would be counted wrong', () => {
    expect(openingOf(largeState(10_000), { ...untouched, filter: 'issue' }).rows).toEqual([]);
  });

  it('keeps in step with a state that has fewer rows than a screen', () => {
    const rows = Array.from({ length: 300 }, (_, at) => sampleRow(`d${at}`, { status: at < 3 ? 'ready' : 'deferred' }));
    expectSameScreen(sampleState(rows), untouched);
  });
});
