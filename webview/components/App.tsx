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
import type { Observable } from '../state/observable';
import { ListModel } from '../state/listModel';
import { outlookOf } from '../state/outlook';
import { Banners } from './Banners';
import { FilterLine } from './FilterLine';
import { Header } from './Header';
import { IssueTree, type ListHandle } from './IssueTree';
import { usePanel } from './panel';
import { StatePage } from './StatePage';
import type { TextFieldHandle } from './toolkit/TextField';
import { useHeights } from './useHeights';

export function App({
  notice,
  onRendered,
  onShown,
  partial = false,
}: {
  /** What the host refused last, as a sentence. */
  readonly notice: Observable<string | null>;
  /** Hears of the first rendering, before it is painted. */
  readonly onRendered?: () => void;
  /** Hears of each revision after it is in the page. */
  readonly onShown: (revision: number) => void;
  /** Not all rows are here yet: that the filter finds none of them says nothing. */
  readonly partial?: boolean;
}) {
  const { store, view, now } = usePanel();
  const data = useSyncExternalStore(store.data.subscribe, store.data.get);
  const connectionFailure = useSyncExternalStore(store.connectionFailure.subscribe, store.connectionFailure.get);
  const { filter, collapsed, collapsedInFilter } = useSyncExternalStore(view.subscribe, view.get);
  const deferredFilter = useDeferredValue(filter);
  const model = useMemo(
    () => (data === null ? null : new ListModel(data, { filter: deferredFilter, collapsed, collapsedInFilter })),
    [data, deferredFilter, collapsed, collapsedInFilter],
  );
  const heights = useHeights();
  const outlook = outlookOf(data, model, connectionFailure, partial, now.get());
  const field = useRef<TextFieldHandle>(null);
  const list = useRef<ListHandle>(null);
  const keepField = useCallback((handle: TextFieldHandle | null) => {
    field.current = handle;
  }, []);
  const keepList = useCallback((handle: ListHandle | null) => {
    list.current = handle;
  }, []);
  const setFilter = useCallback(
    (typed: string) => {
      view.setFilter(typed);
    },
    [view],
  );
  const leaveFilter = useCallback(() => list.current?.focus(), []);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const find = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'f';
      const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey;
      const typing = event.target instanceof Element && event.target.localName === 'vscode-text-field';
      if (!find && !(slash && !typing)) return;
      if (field.current === null) return;
      event.preventDefault();
      field.current.focus();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);

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
      {hasIssues && (
        <FilterLine
          filter={filter}
          matching={model.matching}
          total={model.total}
          onFilter={setFilter}
          onLeave={leaveFilter}
          handle={keepField}
        />
      )}
      {data !== null && model !== null && outlook.kind === 'list' ? (
        <IssueTree
          data={data}
          model={model}
          heights={heights}
          filtering={deferredFilter.trim() !== ''}
          handle={keepList}
        />
      ) : (
        outlook.kind !== 'list' && (
          <StatePage
            outlook={outlook}
            filter={deferredFilter}
            total={model?.total ?? 0}
            onClearFilter={() => {
              view.setFilter('');
              field.current?.focus();
            }}
          />
        )
      )}
    </div>
  );
}
