/** Answers for the rows being ready to be searched before anybody types. */
import type { Row } from '../../src/protocol/messages';
import { prepareToArrange } from '../../src/protocol/view/arrange';
import type { PanelStore } from './panelStore';

/** Rows at a time: a few milliseconds. */
const sliceRows = 400;

/** @param whenIdle calls back when there is nothing better to do */
export function prepareFinding(store: PanelStore, whenIdle: (callback: () => void) => void): void {
  let prepared: ReadonlyMap<string, Row> | null = null;
  const follow = (): void => {
    const data = store.data.get();
    if (data === null || data.isPart || data.rows === prepared) return;
    const { rows } = data;
    prepared = rows;
    const all = [...rows.values()];
    let from = 0;
    const goOn = (): void => {
      if (store.data.get()?.rows !== rows || from >= all.length) return;
      prepareToArrange(rows, all.slice(from, from + sliceRows));
      from += sliceRows;
      whenIdle(goOn);
    };
    whenIdle(goOn);
  };
  store.data.subscribe(follow);
  follow();
}
