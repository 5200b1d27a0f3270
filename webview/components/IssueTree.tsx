/** Answers for the list as a whole: one tab stop, keys, clicks, and only the entries on screen in the page. */
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { SourceChip } from '../../src/protocol/messages';
import { rowEntryId } from '../../src/protocol/arrangement';
import type { Heights, ListModel } from '../state/listModel';
import { isWritable } from '../state/chips';
import type { PanelData } from '../state/panelData';
import { nearestIndex } from '../state/navigation';
import { strings } from '../strings';
import { issueContext } from './IssueRow';
import { itemElementId } from './itemPlace';
import { ListEntry } from './ListEntry';
import { usePanel } from './panel';
import { useListKeys } from './useListKeys';
import { useListScroll } from './useListScroll';

export interface ListHandle {
  /** Puts the keyboard on the list; while a filter is set, on the first issue it leaves. */
  focus(): void;
}

export function IssueTree({
  data,
  model,
  heights,
  filtering,
  handle,
}: {
  readonly data: PanelData;
  readonly model: ListModel;
  readonly heights: Heights;
  readonly filtering: boolean;
  readonly handle: (handle: ListHandle | null) => void;
}) {
  const { store, view, deeds } = usePanel();
  const activeId = useSyncExternalStore(view.subscribe, () => view.get().activeId);
  const activeIndex = activeId === null ? -1 : model.indexOf(activeId);
  const tree = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const scroll = useListScroll(scroller, model, heights, activeIndex);
  const sources = useMemo(
    () => new Map<string, SourceChip>(data.header.sources.map((source) => [source.id, source])),
    [data.header.sources],
  );

  const lastActiveIndex = useRef(activeIndex);
  useEffect(() => {
    if (activeIndex >= 0) {
      lastActiveIndex.current = activeIndex;
    } else if (activeId !== null && !filtering) {
      view.setActive(model.entryAt(nearestIndex(model, lastActiveIndex.current))?.id ?? null);
    }
  }, [activeIndex, activeId, filtering, model, view]);

  const activate = (index: number): void => {
    const entry = model.entryAt(index);
    if (entry === null || entry.kind === 'note') return;
    view.setActive(entry.id);
    scroll.show(entry.id);
  };
  useEffect(() => {
    handle({
      focus: () => {
        if (filtering) activate(firstRow(model));
        tree.current?.focus();
      },
    });
    return () => {
      handle(null);
    };
  });
  const reveal = (key: string): void => {
    const row = data.rows.get(key);
    if (row === undefined) return;
    if (model.indexOf(rowEntryId(key)) < 0) {
      view.setFilter('');
      if (row.status !== 'done') view.setExpanded(row.status, true);
    }
    view.setActive(rowEntryId(key));
    scroll.show(rowEntryId(key));
  };
  const open = (index: number, preview: boolean): void => {
    const entry = model.entryAt(index);
    const problem = entry?.kind === 'problem' ? data.header.problems[entry.index] : undefined;
    if (problem !== undefined) deeds.openProblem(problem);
    else if (entry?.kind === 'more') deeds.act('showProblems');
    else if (entry?.kind === 'section') view.setExpanded(entry.section.key, !entry.section.expanded);
    else if (entry?.kind === 'row' && data.rows.get(entry.key)?.openable === true) deeds.openIssue(entry.key, preview);
  };
  const onKeyDown = useListKeys({ data, model, heights, activeIndex, activate, open, reveal, scroll });

  const wish = useSyncExternalStore(store.reveal.subscribe, store.reveal.get);
  useEffect(() => {
    if (wish === null) return;
    store.reveal.set(null);
    reveal(wish.key);
    tree.current?.focus();
  });

  const indexOfEvent = (event: { readonly target: EventTarget }): number => {
    const item = event.target instanceof Element ? event.target.closest('[data-index]') : null;
    return item instanceof HTMLElement ? Number(item.dataset.index) : -1;
  };
  const onClick = (event: React.MouseEvent): void => {
    const fact = event.target instanceof Element ? event.target.closest('[data-target], [data-link]') : null;
    const { target, link } = fact instanceof HTMLElement ? fact.dataset : {};
    const index = indexOfEvent(event);
    if (target !== undefined) {
      reveal(target);
      tree.current?.focus({ preventScroll: true });
      return;
    }
    if (link !== undefined) {
      activate(index);
      tree.current?.focus({ preventScroll: true });
      const entry = model.entryAt(index);
      if (entry?.kind === 'row' && event.detail < 2) deeds.openLink(entry.key, link);
      return;
    }
    activate(index);
    // The press gave the focus to what scrolls, which takes no part in the tree that is spoken.
    tree.current?.focus({ preventScroll: true });
    // The second click of a double click must not ask for a preview once more.
    if (event.detail < 2) open(index, true);
  };
  const onDoubleClick = (event: React.MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('[data-target], [data-link]') !== null) return;
    const entry = model.entryAt(indexOfEvent(event));
    if (entry?.kind === 'row') open(indexOfEvent(event), false);
  };

  const activeEntry = model.entryAt(activeIndex);
  const activeRow = activeEntry?.kind === 'row' ? data.rows.get(activeEntry.key) : undefined;
  const activeSource = activeRow === undefined ? undefined : sources.get(activeRow.source);
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
      filtering={filtering}
    />
  );
  return (
    <div
      ref={tree}
      className="tree"
      role="tree"
      tabIndex={0}
      aria-label={strings.list}
      aria-activedescendant={activeIndex >= 0 ? itemElementId(activeIndex) : undefined}
      data-vscode-context={
        activeRow === undefined
          ? undefined
          : issueContext(activeRow, activeSource !== undefined && isWritable(activeSource))
      }
      onKeyDown={onKeyDown}
      onClick={onClick}
      onDoubleClick={onDoubleClick}
      onContextMenu={(event) => {
        const entry = model.entryAt(indexOfEvent(event));
        if (entry !== null && entry.kind !== 'note') view.setActive(entry.id);
      }}
      onFocus={(event) => {
        // A press on what scrolls chooses its own entry when it becomes a click.
        if (event.target !== tree.current) return;
        // What was chosen a moment ago, and is not rendered yet, is not to be replaced.
        if (activeIndex < 0 && view.get().activeId === activeId) activate(0);
      }}
      onPointerMove={(event) => {
        scroll.hover(model.entryAt(indexOfEvent(event))?.id ?? null);
      }}
      onPointerLeave={() => {
        scroll.hover(null);
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
