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
  const activeIndex = useMemo(() => (activeId === null ? -1 : model.indexOf(activeId)), [model, activeId]);
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
        scroller.current?.focus();
      },
    });
    return () => {
      handle(null);
    };
  });
  const onKeyDown = useListKeys({ data, model, heights, activeIndex, list, scroll });
  const onPointer = useListPointer(model, scroller, list, scroll);

  const wish = useSyncExternalStore(store.reveal.subscribe, store.reveal.get);
  useEffect(() => {
    if (wish === null) return;
    store.reveal.set(null);
    list.reveal(wish.key);
    scroller.current?.focus();
  });

  const activeEntry = model.entryAt(activeIndex);
  const activeRow = activeEntry?.kind === 'row' ? data.rows.get(activeEntry.key) : undefined;
  const activeSource = activeRow === undefined ? undefined : sources.get(activeRow.source);
  const context = {
    writable: activeSource !== undefined && isWritable(activeSource),
    selectedKeys: selection.keys,
  };
  const entryAt = (index: number, slot: number, top: number | null, stuck: boolean) => (
    <ListEntry
      key={slot}
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
      className={selection.keys.length > 0 ? 'issue-list choosing' : 'issue-list'}
      onKeyDown={onKeyDown}
      {...onPointer}
      onFocus={(event) => {
        if (event.target !== scroller.current) return;
        // What was chosen a moment ago, and is not rendered yet, is not to be replaced.
        if (activeIndex < 0 && view.get().activeId === activeId) list.activate(scroll.firstOnScreen(), 'keep');
      }}
    >
      {model.pinned.length > 0 && (
        <div className="pinned-rows" role="presentation">
          {model.pinned.map((_key, index) => entryAt(index, index, null, false))}
        </div>
      )}
      {/* What scrolls has to take the keyboard itself, and what takes it has to be the tree: the pinned rows belong to it. */}
      <div
        ref={scroller}
        className="tree scroller"
        role="tree"
        tabIndex={0}
        aria-label={strings.list}
        aria-multiselectable={true}
        aria-owns={model.pinned.length > 0 ? model.pinned.map((_key, at) => itemElementId(at)).join(' ') : undefined}
        aria-activedescendant={activeIndex >= 0 ? itemElementId(activeIndex) : undefined}
        data-vscode-context={activeRow === undefined ? undefined : rowContext(activeRow, context)}
      >
        <div role="presentation" className="rows" style={{ height: scroll.totalHeight }}>
          {scroll.items.map(({ index, slot, start, stuck }) => entryAt(index, slot, start, stuck))}
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
