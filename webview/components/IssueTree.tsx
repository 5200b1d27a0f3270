/** Answers for the list as a whole: one tab stop, keys, clicks, and only the entries on screen in the page. */
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { SourceChip } from '../../src/protocol/messages';
import { isWritable } from '../state/chips';
import type { ListModel } from '../state/listModel';
import { nearestIndex } from '../state/navigation';
import type { PanelData } from '../state/panelData';
import { rowContext } from '../state/rowContext';
import type { Heights } from '../state/section';
import { listStrings as strings } from '../strings/list';
import { itemElementId } from './itemPlace';
import { ListEntry } from './ListEntry';
import { usePanel } from './panel';
import { useListDeeds } from './useListDeeds';
import { useListKeys } from './useListKeys';
import { useListPointer } from './useListPointer';
import { useListScroll } from './useListScroll';

export interface ListHandle {
  /** Puts the keyboard on the list; while a filter is set, on the first issue it leaves. */
  focus(): void;
}

export function IssueTree({
  data,
  model,
  heights,
  order,
  handle,
}: {
  readonly data: PanelData;
  readonly model: ListModel;
  readonly heights: Heights;
  /** Tells one order of the issues from another. */
  readonly order: string;
  readonly handle: (handle: ListHandle | null) => void;
}) {
  const { store, view, selection: selectionStore } = usePanel();
  const activeId = useSyncExternalStore(view.subscribe, () => view.get().activeId);
  const selection = useSyncExternalStore(selectionStore.subscribe, selectionStore.get);
  const activeIndex = activeId === null ? -1 : model.indexOf(activeId);
  const tree = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const scroll = useListScroll(scroller, model, heights, activeIndex, order);
  const list = useListDeeds(data, model, activeIndex, scroll);
  const sources = useMemo(
    () => new Map<string, SourceChip>(data.header.sources.map((source) => [source.id, source])),
    [data.header.sources],
  );

  const lastActiveIndex = useRef(activeIndex);
  useEffect(() => {
    if (activeIndex >= 0) {
      lastActiveIndex.current = activeIndex;
    } else if (activeId !== null && !model.filtering && !list.isAwaiting()) {
      view.setActive(model.entryAt(nearestIndex(model, lastActiveIndex.current))?.id ?? null);
    }
  });
  const wasFiltering = useRef(model.filtering);
  useEffect(() => {
    // Among all of them, what was found is looked for again.
    if (wasFiltering.current && !model.filtering && activeId !== null) scroll.show(activeId);
    wasFiltering.current = model.filtering;
  });
  useEffect(() => {
    selectionStore.keepOnly((key) => data.rows.has(key));
  }, [data, selectionStore]);

  useEffect(() => {
    handle({
      focus: () => {
        if (model.filtering) list.activate(firstRow(model));
        tree.current?.focus();
      },
    });
    return () => {
      handle(null);
    };
  });
  const onKeyDown = useListKeys({ data, model, heights, activeIndex, list, scroll });
  const onPointer = useListPointer(model, tree, list, scroll);

  const wish = useSyncExternalStore(store.reveal.subscribe, store.reveal.get);
  useEffect(() => {
    if (wish === null) return;
    store.reveal.set(null);
    list.reveal(wish.key);
    tree.current?.focus();
  });

  const activeEntry = model.entryAt(activeIndex);
  const activeRow = activeEntry?.kind === 'row' ? data.rows.get(activeEntry.key) : undefined;
  const activeSource = activeRow === undefined ? undefined : sources.get(activeRow.source);
  const context = {
    writable: activeSource !== undefined && isWritable(activeSource),
    selectedKeys: selection.keys,
  };
  const entryAt = (index: number, top: number | null, stuck: boolean) => (
    <ListEntry
      key={model.entryAt(index)?.id ?? index}
      data={data}
      model={model}
      sources={sources}
      heights={heights}
      index={index}
      top={top}
      stuck={stuck}
      active={index === activeIndex}
      selection={selection}
    />
  );
  return (
    <div
      ref={tree}
      className={selection.keys.length > 0 ? 'tree choosing' : 'tree'}
      role="tree"
      tabIndex={0}
      aria-label={strings.list}
      aria-multiselectable={true}
      aria-activedescendant={activeIndex >= 0 ? itemElementId(activeIndex) : undefined}
      data-vscode-context={activeRow === undefined ? undefined : rowContext(activeRow, context)}
      onKeyDown={onKeyDown}
      {...onPointer}
      onFocus={(event) => {
        // A press on what scrolls chooses its own entry when it becomes a click.
        if (event.target !== tree.current) return;
        // What was chosen a moment ago, and is not rendered yet, is not to be replaced.
        if (activeIndex < 0 && view.get().activeId === activeId) list.activate(0, 'keep');
      }}
    >
      {model.pinned.length > 0 && (
        <div className="pinned-rows" role="presentation">
          {model.pinned.map((_key, index) => entryAt(index, null, false))}
        </div>
      )}
      <div ref={scroller} className="scroller" role="presentation" tabIndex={-1}>
        <div role="presentation" className="rows" style={{ height: scroll.totalHeight }}>
          {scroll.items.map(({ index, start, stuck }) => entryAt(index, start, stuck))}
        </div>
      </div>
    </div>
  );
}

/** Index of the first issue in the list, or -1. */
function firstRow(model: ListModel): number {
  for (let index = 0; index < model.count; index++) {
    if (model.entryAt(index)?.kind === 'row') return index;
  }
  return -1;
}
