/** Answers for the board from edge to edge: columns, and beside or below them the chosen issue. */
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { boardColumns, type BoardColumnId } from '../../src/protocol/boardColumns';
import type { SourceChip } from '../../src/protocol/messages';
import { Banners } from '../components/Banners';
import { usePanel } from '../components/panel';
import { StatePage } from '../components/StatePage';
import { useKeyboardReturn } from '../components/useKeyboardReturn';
import { useMenuAtRow } from '../components/useMenuAtRow';
import type { Observable } from '../state/observable';
import { outlookOf } from '../state/outlook';
import { boardStrings } from '../strings/board';
import { BoardColumn, type ColumnHandle } from './BoardColumn';
import { useBoard, useBoardView } from './boardContext';
import { BoardModel } from './boardModel';
import { BoardSearch } from './BoardSearch';
import { ColumnTabs, columnPanelId, columnTabId } from './ColumnTabs';
import { IssueDetail } from './IssueDetail';
import { useLayout } from './useLayout';

export function IssueBoard({
  notice,
}: {
  /** What the host refused last, as a sentence. */
  readonly notice: Observable<string | null>;
}) {
  const { store, now } = usePanel();
  const { view, detail } = useBoard();
  const data = useSyncExternalStore(store.data.subscribe, store.data.get);
  const connectionFailure = useSyncExternalStore(store.connectionFailure.subscribe, store.connectionFailure.get);
  const { query, selected, column: current } = useBoardView();
  const deferredQuery = useDeferredValue(query);
  const model = useMemo(
    () => (data === null ? null : new BoardModel(data, deferredQuery, now.get())),
    [data, deferredQuery, now],
  );
  const sources = useMemo(
    () => new Map<string, SourceChip>(data?.header.sources.map((source) => [source.id, source])),
    [data?.header.sources],
  );
  const layout = useLayout();
  const [handles] = useState(() => new Map<BoardColumnId, ColumnHandle>());
  const wanted = useRef<BoardColumnId | null>(null);
  const keepHandle = useCallback(
    (id: BoardColumnId, handle: ColumnHandle | null) => {
      if (handle === null) handles.delete(id);
      else handles.set(id, handle);
    },
    [handles],
  );

  const revision = data?.revision ?? null;
  useEffect(() => {
    detail.show(selected);
  }, [detail, selected]);
  useEffect(() => {
    if (revision !== null) void detail.refresh();
  }, [detail, revision]);

  // The column that is to have the keyboard may only now be in the page.
  useEffect(() => {
    if (wanted.current === null) return;
    const handle = handles.get(wanted.current);
    if (handle === undefined) return;
    wanted.current = null;
    handle.focus();
  });
  useFollowing(model, selected, current, layout === 'narrow', (column) => {
    wanted.current = column;
    view.setColumn(column);
  });

  const aside = (from: BoardColumnId, step: 1 | -1, row: number): void => {
    if (model === null) return;
    const at = boardColumns.indexOf(from);
    const beside = boardColumns.filter((id, index) => (index - at) * step > 0 && model.column(id).keys.length > 0);
    const target = step === 1 ? beside[0] : beside.at(-1);
    if (target === undefined) return;
    const { keys } = model.column(target);
    const top = handles.get(target)?.topIndex ?? 0;
    const key = keys[Math.max(0, Math.min(keys.length - 1, top + row))];
    wanted.current = target;
    view.choose(key === undefined || key === '' ? view.get().selected : key, target);
  };

  // Whether the list is empty the panel's own states say; that nothing matches is said in the columns.
  const all = model && { total: model.total, matching: model.total };
  const outlook = outlookOf(data, all, connectionFailure, now.get());
  const hasIssues = model !== null && model.total > 0;
  useKeyboardReturn('.board-cards', '.board-state vscode-button', hasIssues);
  useMenuAtRow();
  return (
    <main className={`board board-${layout}`} aria-label={boardStrings.board} data-revision={revision ?? undefined}>
      <Banners data={data} connectionFailure={connectionFailure} hasIssues={hasIssues} notice={notice} />
      {data === null || model === null || (outlook.kind !== 'list' && !hasIssues) ? (
        outlook.kind !== 'list' && (
          <div className="board-state">
            <StatePage outlook={outlook} filter="" total={0} onClearFilter={() => undefined} />
          </div>
        )
      ) : (
        <>
          <BoardSearch
            model={model}
            header={data.header}
            onLeave={() => {
              handles.get(view.get().column)?.focus();
            }}
          />
          <div className="board-body">
            <div className="board-lists">
              {layout === 'narrow' && <ColumnTabs model={model} />}
              <div
                className="board-columns"
                {...(layout === 'narrow' && {
                  role: 'tabpanel',
                  id: columnPanelId,
                  'aria-labelledby': columnTabId(current),
                })}
              >
                {model.columns
                  .filter(({ id }) => layout !== 'narrow' || id === current)
                  .map((column) => (
                    <BoardColumn
                      key={column.id}
                      data={data}
                      column={column}
                      sources={sources}
                      filtering={model.filtering}
                      waiting={model.partial && model.filtering}
                      headless={layout === 'narrow'}
                      handle={keepHandle}
                      aside={aside}
                    />
                  ))}
              </div>
            </div>
            <IssueDetail rows={data.rows} columnOf={(key) => model.placeOf(key)?.column ?? null} />
          </div>
        </>
      )}
    </main>
  );
}

/** Where the keyboard is on the chosen card, it goes with the card to another column. */
function useFollowing(
  model: BoardModel | null,
  selected: string | null,
  current: BoardColumnId,
  narrow: boolean,
  go: (column: BoardColumnId) => void,
): void {
  const stood = useRef<{ readonly key: string | null; readonly column: BoardColumnId | null }>({
    key: null,
    column: null,
  });
  useEffect(() => {
    const column = selected === null ? null : (model?.placeOf(selected)?.column ?? null);
    const before = stood.current;
    stood.current = { key: selected, column };
    if (before.key !== selected || before.column === column || column === null || narrow) return;
    const list = document.activeElement?.closest('[data-column]');
    if (before.column === current && list?.getAttribute('data-column') === current) go(column);
  });
}
