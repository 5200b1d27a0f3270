/** The list of a state, as the page makes it. */
import type { PanelState } from '../../src/protocol/messages';
import { arrange } from '../../src/protocol/view/arrange';
import type { Grouping, Sorting } from '../../src/protocol/view/view';
import { ListModel } from '../../webview/state/listModel';
import { dataOfState, type PanelData } from '../../webview/state/panelData';

export interface SampleArrangement {
  readonly filter?: string;
  readonly grouping?: Grouping;
  readonly sorting?: Sorting;
  readonly collapsed?: readonly string[];
  readonly collapsedInFilter?: readonly string[];
}

/** With all groups open, by status, unless it says otherwise. */
export function listOfData(data: PanelData, arrangement: SampleArrangement = {}): ListModel {
  const { filter = '', grouping = 'status', sorting = 'priority' } = arrangement;
  const { collapsed = [], collapsedInFilter = [] } = arrangement;
  const arranged = arrange(data, { query: filter, grouping, sorting, nowMs: data.header.snapshotAtMs });
  return new ListModel(data, arranged, { collapsed, collapsedInFilter });
}

export const listOf = (state: PanelState, arrangement?: SampleArrangement): ListModel =>
  listOfData(dataOfState(state), arrangement);

/** Ids of all entries, in order. */
export const entryIds = (model: ListModel): readonly (string | undefined)[] =>
  Array.from({ length: model.count }, (_, index) => model.entryAt(index)?.id);
