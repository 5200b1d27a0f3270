/** Answers for the rows being ready to be searched before anybody types. */
import type { Row } from '../../src/protocol/messages';
import { arranging, prepareToArrange } from '../../src/protocol/view/arrange';
import type { Grouping, Sorting } from '../../src/protocol/view/view';
import type { PanelData } from './panelData';
import type { PanelStore } from './panelStore';

/** Rows at a time: a few milliseconds. */
const sliceRows = 400;

/** Steps of a first search at a time, likewise. */
const sliceSteps = 4;

/** What is looked for stands in every key, so that all of the search is gone through once. */
const firstQuery = 'e';

/**
 * @param view how the list is arranged
 * @param whenIdle calls back when there is nothing better to do
 */
export function prepareFinding(
  store: PanelStore,
  view: () => { readonly grouping: Grouping; readonly sorting: Sorting },
  whenIdle: (callback: () => void) => void,
): void {
  let prepared: ReadonlyMap<string, Row> | null = null;
  const follow = (): void => {
    const data = store.data.get();
    if (data === null || data.isPart || data.rows === prepared) return;
    const { rows } = data;
    prepared = rows;
    const work = preparing(data, view);
    const goOn = (): void => {
      const now = store.data.get();
      // What changed in between is found anew by the search itself.
      if (now?.rows === rows && work.next(now).done !== true) whenIdle(goOn);
    };
    whenIdle(goOn);
  };
  store.data.subscribe(follow);
  follow();
}

/** Hears with each step which data there is now; it is given up when that is of other rows. */
function* preparing(
  { rows }: PanelData,
  view: Parameters<typeof prepareFinding>[1],
): Generator<undefined, void, PanelData> {
  const all = [...rows.values()];
  let now: PanelData = yield;
  for (let from = 0; from < all.length; from += sliceRows) {
    prepareToArrange(rows, all.slice(from, from + sliceRows));
    now = yield;
  }
  const { revision, header } = now;
  const search = arranging(now, { query: firstQuery, ...view(), nowMs: header.snapshotAtMs });
  for (let step = 1; search.next().done !== true; step++) {
    if (step % sliceSteps === 0) now = yield;
    if (now.revision !== revision) return;
  }
}
