import { describe, expect, it } from 'vitest';
import { readArrangement, type PanelArrangement } from '../../../src/protocol/arrangement';
import { groupings, sortings } from '../../../src/protocol/view/view';
import type { PanelOpening, PanelState } from '../../../src/protocol/messages';
import { openingOf } from '../../../src/vscode/panel/panelOpening';
import { atOnce } from '../../../src/protocol/steps';
import { stepsFor } from '../../../webview/state/arranging';
import { ListModel } from '../../../webview/state/listModel';
import { dataOfOpening, dataOfState, type PanelData } from '../../../webview/state/panelData';
import { largeState, sampleRow, sampleState, shopState } from '../../fakes/panelState';

const untouched = readArrangement(null);
const heights = { header: 22, row: 44 };
const tallScreen = 90;

/** The list of the page that this opening is put into. */
function modelOf(data: PanelData, arrangement: PanelArrangement, opening: PanelOpening): ListModel {
  const { filter: query, grouping, sorting } = arrangement;
  const arranged = atOnce(stepsFor(opening)(data, { query, grouping, sorting, nowMs: data.header.snapshotAtMs }));
  return new ListModel(data, arranged, arrangement);
}

/** Ids of what stands on a screen whose top is the entry at `top`; empty where nothing could be painted. */
function screen(model: ListModel, data: PanelData, top: number): readonly string[] {
  return Array.from({ length: Math.min(tallScreen, model.count - top) }, (_, at) => {
    const entry = model.entryAt(top + at);
    return entry?.kind === 'row' && data.rows.get(entry.key) === undefined ? '' : (entry?.id ?? '');
  });
}

/** @param entry id of what stands at the top of the screen; default: the first of all */
function expectSameScreen(state: PanelState, arrangement: PanelArrangement, entry?: string): void {
  const opening = openingOf(state, arrangement);
  const [part, whole] = [dataOfOpening(opening), dataOfState(state)];
  const [partial, full] = [modelOf(part, arrangement, opening), modelOf(whole, arrangement, opening)];
  const top = entry === undefined ? 0 : full.indexOf(entry);
  expect(top).toBeGreaterThanOrEqual(0);
  expect(screen(partial, part, top)).toEqual(screen(full, whole, top));
  const shape = ({ sections, total, matching }: ListModel) => [
    total,
    matching,
    sections.map(({ id, length, facts }) => [id, facts.total, facts.matching, length]),
  ];
  expect(shape(partial)).toEqual(shape(full));
  expect(partial.heightOfAll(heights)).toBe(full.heightOfAll(heights));
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

  it('leaves it to the page to arrange very many otherwise than they stand', () => {
    const state = largeState(20_001);
    for (const otherwise of [{ filter: 'issue' }, { grouping: 'label' }, { sorting: 'updated' }] as const) {
      const opening = openingOf(state, { ...untouched, ...otherwise });
      expect([opening.list, opening.rows, opening.whole]).toEqual([undefined, [], false]);
    }
    expect(openingOf(state, { ...untouched, filter: ' ' }).list?.total).toBe(20_001);
  });

  it('has the rows below closed sections', () => {
    expectSameScreen(largeState(10_000), { ...untouched, collapsed: ['status:inProgress', 'status:ready'] });
    expectSameScreen(largeState(10_000), {
      ...untouched,
      collapsed: ['status:inProgress', 'status:ready', 'status:blocked'],
    });
  });

  it('has the rows of the place the list was left at', () => {
    const state = largeState(10_000);
    const key = state.order.blocked[2_000] ?? '';
    const arrangement: PanelArrangement = {
      ...untouched,
      anchor: { group: 'status:blocked', id: `row:${key}`, offset: 3 },
    };
    expectSameScreen(state, arrangement, `row:${key}`);
  });

  it('begins at the section when the row it was left at is gone', () => {
    const state = largeState(10_000);
    const arrangement: PanelArrangement = {
      ...untouched,
      anchor: { group: 'status:blocked', id: 'row:gone', offset: 0 },
    };
    expectSameScreen(state, arrangement, 'section:status:blocked');
  });

  it('has the issue the branch names, however far down its section it is', () => {
    const state = largeState(10_000);
    const rows = state.rows.map((row, at) => (at === 8_001 ? { ...row, current: true } : row));
    expectSameScreen({ ...state, rows }, untouched);
  });

  it.each(['number 777', 'issue', 'is:blocked', 'unblocks:>100000'])(
    'has the first screen of what a filter leaves, and how much it leaves: %s',
    (filter) => {
      const opening = openingOf(largeState(10_000), { ...untouched, filter });
      expect(opening.rows.length).toBeLessThanOrEqual(100);
      expectSameScreen(largeState(10_000), { ...untouched, filter });
    },
  );

  it.each(groupings)('has the first screen of the groups by %s, in any order', (grouping) => {
    const rows = largeState(1_000).rows.map((row, at) => ({
      ...row,
      labels: at % 3 === 0 ? [`l${at % 7}`] : [],
      assignees: at % 5 === 0 ? [`p${at % 4}`] : [],
      parentKey: at % 2 === 0 ? `beads:shop#big-${at % 10}` : null,
      current: at === 501,
    }));
    for (const sorting of sortings) expectSameScreen(sampleState(rows), { ...untouched, grouping, sorting });
  });

  it('tells of some hundred groups at most, those around the place the list was left at', () => {
    const rows = largeState(3_000).rows.map((row, at) => ({ ...row, labels: [`label ${at}`] }));
    const state = sampleState(rows);
    const all = openingOf(state, { ...untouched, grouping: 'label' });
    expect(all.list?.groups).toHaveLength(300);
    expect(all.rows.length).toBeLessThanOrEqual(100);
    const key = rows[2_000]?.key ?? '';
    const anchor = { group: 'label:label 2000', id: `row:${key}`, offset: 0 };
    const left = openingOf(state, { ...untouched, grouping: 'label', anchor });
    expect(left.list?.groups.map(({ id }) => id)).toContain('label:label 2000');
    expect(left.rows.map((row) => row.key)).toContain(key);
  });

  it('keeps in step with a state that has fewer rows than a screen', () => {
    const rows = Array.from({ length: 300 }, (_, at) => sampleRow(`d${at}`, { status: at < 3 ? 'ready' : 'deferred' }));
    expectSameScreen(sampleState(rows), untouched);
  });
});
