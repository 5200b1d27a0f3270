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
import { StatePage } from './StatePage';
import type { FieldHandle } from './useFilterKeys';
import { useHeights } from './useHeights';
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
  const { store, view, now, arrange } = usePanel();
  const data = useSyncExternalStore(store.data.subscribe, store.data.get);
  const connectionFailure = useSyncExternalStore(store.connectionFailure.subscribe, store.connectionFailure.get);
  const { filter, grouping, sorting, collapsed, collapsedInFilter } = useSyncExternalStore(view.subscribe, view.get);
  const query = useDeferredValue(filter);
  const arranged = useMemo(
    () => (data === null ? null : arrange(data, { query, grouping, sorting, nowMs: now.get() })),
    [data, query, grouping, sorting, arrange, now],
  );
  const model = useMemo(
    () => (data === null || arranged === null ? null : new ListModel(data, arranged, { collapsed, collapsedInFilter })),
    [data, arranged, collapsed, collapsedInFilter],
  );
  const heights = useHeights();
  const outlook = outlookOf(data, model, connectionFailure, now.get());
  const field = useRef<FieldHandle>(null);
  const list = useRef<ListHandle>(null);
  const keepField = useCallback((handle: FieldHandle | null) => {
    field.current = handle;
  }, []);
  const keepList = useCallback((handle: ListHandle | null) => {
    list.current = handle;
  }, []);
  const leaveFilter = useCallback(() => list.current?.focus(), []);
  usePanelKeys(field);

  useLayoutEffect(() => onRendered?.(), [onRendered]);

  const revision = data?.revision ?? null;
  useEffect(() => {
    if (revision !== null) onShown(revision);
  }, [revision, onShown]);

  const hasIssues = model !== null && model.total > 0;
  return (
    <div className="panel" data-revision={revision ?? undefined}>
      {data !== null && <Header header={data.header} />}
      <Banners data={data} connectionFailure={connectionFailure} hasIssues={hasIssues} notice={notice} />
      {data !== null && arranged !== null && hasIssues && (
        <FilterLine
          data={data}
          filter={filter}
          arranged={arranged}
          matching={model.matching}
          total={model.total}
          onLeave={leaveFilter}
          handle={keepField}
        />
      )}
      {data !== null && model !== null && outlook.kind === 'list' ? (
        <IssueTree
          data={data}
          model={model}
          heights={heights}
          order={`${grouping} ${sorting} ${query.trim()}`}
          handle={keepList}
        />
      ) : (
        outlook.kind !== 'list' && (
          <StatePage
            outlook={outlook}
            filter={query}
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
