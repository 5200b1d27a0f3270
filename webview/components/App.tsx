/** Answers for the panel from top to bottom, in the order of attention. */
import {
  useCallback,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react';
import { ListModel } from '../state/listModel';
import type { Observable } from '../state/observable';
import { outlookOf } from '../state/outlook';
import { Announcer } from './Announcer';
import { Banners } from './Banners';
import { FilterLine } from './FilterLine';
import { Header } from './Header';
import { IssueTree, type ListHandle } from './IssueTree';
import { KeySheet } from './KeySheet';
import { usePanel } from './panel';
import { useArranged } from './useArranged';
import { StatePage } from './StatePage';
import type { FieldHandle } from './useFilterKeys';
import { useHeights } from './useHeights';
import { useKeyboardReturn } from './useKeyboardReturn';
import { useMenuAtRow } from './useMenuAtRow';
import { usePanelKeys } from './usePanelKeys';

export function App({
  notice,
  onRendered,
  onShown,
}: {
  /** What the host refused last, as a sentence. */
  readonly notice: Observable<string | null>;
  /** Hears of the first rendering, before it is painted. */
  readonly onRendered?: () => void;
  /** Hears of each revision after it is in the page. */
  readonly onShown: (revision: number) => void;
}) {
  const { store, view, preview, now } = usePanel();
  const data = useSyncExternalStore(store.data.subscribe, store.data.get);
  const connectionFailure = useSyncExternalStore(store.connectionFailure.subscribe, store.connectionFailure.get);
  const { filter, grouping, sorting, collapsed, collapsedInFilter } = useSyncExternalStore(view.subscribe, view.get);
  const query = useDeferredValue(filter);
  const list = useArranged(data, { query, grouping, sorting });
  const model = useMemo(
    () => (list === null ? null : new ListModel(list.data, list.arranged, { collapsed, collapsedInFilter })),
    [list, collapsed, collapsedInFilter],
  );
  const heights = useHeights();
  const outlook = outlookOf(data, model, connectionFailure, now.get());
  const field = useRef<FieldHandle>(null);
  const tree = useRef<ListHandle>(null);
  const keepField = useCallback((handle: FieldHandle | null) => {
    field.current = handle;
  }, []);
  const keepList = useCallback((handle: ListHandle | null) => {
    tree.current = handle;
  }, []);
  const leaveFilter = useCallback(() => tree.current?.focus(), []);
  usePanelKeys(field);
  useKeyboardReturn('.tree', '.filter-input, .state-page vscode-button', outlook.kind === 'list');
  useMenuAtRow();
  const isEmptied = outlook.kind === 'noMatch';
  useEffect(() => {
    // A card belongs to its row.
    if (isEmptied) preview.set(null);
  }, [isEmptied, preview]);

  useLayoutEffect(() => onRendered?.(), [onRendered]);

  const revision = list?.data.revision ?? null;
  useEffect(() => {
    if (revision !== null) onShown(revision);
  }, [revision, onShown]);

  const hasIssues = model !== null && model.total > 0;
  return (
    <div className="panel" data-revision={revision ?? undefined}>
      {data !== null && <Header header={data.header} />}
      <Banners data={data} connectionFailure={connectionFailure} hasIssues={hasIssues} notice={notice} />
      {data !== null && list !== null && hasIssues && (
        <FilterLine
          data={data}
          filter={filter}
          arranged={list.arranged}
          matching={model.matching}
          total={model.total}
          onLeave={leaveFilter}
          handle={keepField}
        />
      )}
      {list !== null && model !== null && outlook.kind === 'list' ? (
        <IssueTree
          data={list.data}
          model={model}
          heights={heights}
          order={`${list.wish.grouping} ${list.wish.sorting} ${list.wish.query.trim()}`}
          handle={keepList}
        />
      ) : (
        outlook.kind !== 'list' && (
          <StatePage
            outlook={outlook}
            filter={list?.wish.query ?? query}
            total={model?.total ?? 0}
            onClearFilter={() => {
              view.setFilter('');
              field.current?.focus();
            }}
          />
        )
      )}
      {model !== null && <Announcer model={model} />}
      <KeySheet />
    </div>
  );
}
