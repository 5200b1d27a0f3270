/** Measures finding: how long a keystroke in the filter takes until it is known which rows are left, in which order. */
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { portionRows, type PanelPatch, type Row } from '../../src/protocol/messages';
import { splicesBetween } from '../../src/protocol/sectionSplices';
import { arrange, prepareToArrange } from '../../src/protocol/view/arrange';
import type { Grouping, Sorting } from '../../src/protocol/view/view';
import { sampleState } from '../fakes/panelState';
import { applyPatch, dataOf, type PanelData } from '../../webview/state/panelData';
import { printFigures, type Figure } from './figure';
import { generatedRows } from './generatedRows';
import { highest } from './percentile';

const sizes = [10_000, 100_000] as const;
const targetMs = 50;
const rounds = 5;
const patches = 40;
const nowMs = Date.UTC(2026, 5, 15);

const typed = ['schema migration', 'shcema migartion', 'is:ready label:area-3 updated:<7d deploy', '-is:blocked #12'];

interface View {
  readonly grouping: Grouping;
  readonly sorting: Sorting;
}

const asOrdered: View = { grouping: 'status', sorting: 'priority' };
const byLabel: View = { grouping: 'label', sorting: 'updated' };

export function* searchFigures(): Generator<Figure> {
  for (const count of sizes) {
    const of = `${count.toLocaleString('en')} issues`;
    const portions: number[] = [];
    let data = received(generatedRows(count, nowMs), portions);
    yield figure(`taking in a portion of ${of}`, portions, `${portionRows} rows each, as the panel receives them.`);
    yield figure(`first keystroke, ${of}`, [keystroke(data, 's', asOrdered)], 'The first that anybody types.');
    yield figure(`keystroke, ${of}`, keystrokes(data, asOrdered), `Letter by letter: ${typed.join('; ')}.`);
    yield figure(`keystroke, ${of}, by label, last changed first`, keystrokes(data, byLabel));
    const afterPatch: number[] = [];
    for (let round = 0; round < patches; round++) {
      data = started(data, round);
      afterPatch.push(keystroke(data, 'schema migr', asOrdered));
    }
    yield figure(`first keystroke after a change, ${of}`, afterPatch, 'An issue went from ready to in progress.');
  }
}

/** As the page has them: made of text, put into the map portion by portion. */
function received(rows: readonly Row[], portionsMs: number[]): PanelData {
  const state = sampleState(rows);
  const order = JSON.parse(JSON.stringify(state.order)) as typeof state.order;
  const map = new Map<string, Row>();
  for (let from = 0; from < rows.length; from += portionRows) {
    const portion = JSON.parse(JSON.stringify(rows.slice(from, from + portionRows))) as readonly Row[];
    const startMs = performance.now();
    for (const row of portion) map.set(row.key, row);
    prepareToArrange(map, portion);
    portionsMs.push(performance.now() - startMs);
  }
  return dataOf({ ...state, order }, map);
}

function keystroke(data: PanelData, query: string, view: View): number {
  const startMs = performance.now();
  arrange(data, { query, ...view, nowMs });
  return performance.now() - startMs;
}

function keystrokes(data: PanelData, view: View): readonly number[] {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const text of typed) {
      for (let length = 1; length <= text.length; length++) times.push(keystroke(data, text.slice(0, length), view));
    }
  }
  return times;
}

/** The data after a ready issue was taken up. */
function started(data: PanelData, round: number): PanelData {
  const key = data.order.ready[round * 61] ?? '';
  const row = data.rows.get(key);
  if (row === undefined) throw new Error('There is no such issue.');
  const patch: PanelPatch = {
    baseRevision: data.revision,
    revision: data.revision + 1,
    header: data.header,
    order: splicesBetween(data.order, {
      ...data.order,
      ready: data.order.ready.filter((other) => other !== key),
      inProgress: [...data.order.inProgress, key],
    }),
    upserts: [{ ...row, status: 'inProgress', started: true }],
    removals: [],
  };
  const after = applyPatch(data, JSON.parse(JSON.stringify(patch)) as PanelPatch);
  if (after === null) throw new Error('The patch does not fit.');
  return after;
}

function figure(name: string, timesMs: readonly number[], note?: string): Figure {
  const worst = `The slowest of ${timesMs.length} took ${Math.max(...timesMs).toFixed(1)} ms.`;
  return {
    figure: `${name}, 95th percentile`,
    value: highest(timesMs, 0.95),
    unit: 'ms',
    yardstick: null,
    target: `less than ${targetMs} ms`,
    note: note === undefined ? worst : `${note} ${worst}`,
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) printFigures([...searchFigures()]);
