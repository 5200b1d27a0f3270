/** Answers for which entries are on screen, and for keeping them in place when the list changes. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { anchorsOf, scrollTopFor } from '../state/anchor';
import type { Heights, ListModel } from '../state/listModel';
import type { ViewStore } from '../state/viewState';
import { usePanel } from './panel';

/** Entries kept ready above and below the visible ones. */
const overscan = 8;

export interface ListScroll {
  readonly totalHeight: number;
  /** Entries to put in the page. `start` is null for the header that sticks to the top. */
  readonly items: readonly { readonly index: number; readonly start: number | null; readonly stuck: boolean }[];
  /** Scrolls this entry into view, now or as soon as the list has it. */
  show(id: string): void;
  /** The pointer is over this entry. */
  hover(id: string | null): void;
  viewHeight(): number;
}

export function useListScroll(
  scroller: RefObject<HTMLDivElement | null>,
  model: ListModel,
  heights: Heights,
  activeIndex: number,
): ListScroll {
  const { view } = usePanel();
  // The first rendering is of the place the list is scrolled to right after it.
  const [initialOffset] = useState(() => openingOffset(view, model, heights));
  const hovered = useRef<string | null>(null);
  const wanted = useRef<string | null>(null);
  const first = model.pinned.length;

  const stuckAt = useCallback((index: number) => model.sectionAt(index + first)?.start ?? null, [model, first]);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const indexes = new Set(defaultRangeExtractor(range));
      const stuck = stuckAt(range.startIndex);
      if (stuck !== null) indexes.add(stuck - first);
      // The active entry stays in the page: assistive technology is pointed to it.
      if (activeIndex >= first && activeIndex < model.count) indexes.add(activeIndex - first);
      return [...indexes].sort((one, other) => one - other);
    },
    [stuckAt, first, activeIndex, model],
  );
  // A new function for each list makes the virtualizer measure anew: heights move without the count moving.
  const getItemKey = useCallback((index: number) => index + 0 * (model.count + heights.row), [model, heights]);
  // eslint-disable-next-line react-hooks/incompatible-library -- The virtualizer changes within; nothing here is memoised on it.
  const virtualizer = useVirtualizer({
    count: model.count - first,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => model.heightAt(index + first, heights),
    getItemKey,
    rangeExtractor,
    overscan,
    scrollPaddingStart: heights.header,
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    initialOffset,
    useFlushSync: false,
  });

  const showWanted = useCallback(() => {
    const index = wanted.current === null ? -1 : model.indexOf(wanted.current);
    if (index < 0) return;
    wanted.current = null;
    if (index < first) return;
    virtualizer.scrollToIndex(index - first, { align: 'auto' });
  }, [model, first, virtualizer]);

  useAnchoring(model, heights, scroller, hovered);
  useLayoutEffect(showWanted, [showWanted]);

  const items = virtualizer.getVirtualItems();
  const topIndex = virtualizer.range?.startIndex ?? 0;
  const stuckIndex = stuckAt(topIndex);
  return {
    totalHeight: virtualizer.getTotalSize(),
    items: items.map(({ index, start }) => ({
      index: index + first,
      start: index + first === stuckIndex ? null : start,
      stuck: index + first === stuckIndex && index !== topIndex,
    })),
    show: (id) => {
      wanted.current = id;
      showWanted();
    },
    hover: (id) => {
      hovered.current = id;
    },
    viewHeight: () => scroller.current?.clientHeight ?? window.innerHeight,
  };
}

/** Where the list of a new page stands, in pixels: where its first frame was left, or the page before it. */
function openingOffset({ anchor, scrolledTo }: ViewStore, model: ListModel, heights: Heights): number {
  return scrolledTo ?? (anchor === null ? null : scrollTopFor(model, heights, [anchor])) ?? 0;
}

/** Keeps what is on screen where it is when the list changes, and remembers the place for the next life of the page. */
function useAnchoring(
  model: ListModel,
  heights: Heights,
  scroller: RefObject<HTMLDivElement | null>,
  hovered: RefObject<string | null>,
): void {
  const { view } = usePanel();
  const scrollTop = useRef(0);
  const shown = useRef<{ readonly model: ListModel; readonly heights: Heights } | null>(null);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const before = shown.current;
    shown.current = { model, heights };
    if (before?.model === model && before.heights === heights) return;
    const target =
      before === null
        ? openingOffset(view, model, heights)
        : scrollTopFor(
            model,
            heights,
            anchorsOf(before.model, before.heights, scrollTop.current, element.clientHeight, hovered.current),
          );
    if (target !== null && target !== element.scrollTop) element.scrollTo({ top: target });
    scrollTop.current = element.scrollTop;
  }, [model, heights, scroller, hovered, view]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const onScroll = (): void => {
      scrollTop.current = element.scrollTop;
      view.anchor = anchorsOf(model, heights, element.scrollTop, 1, null)[0] ?? null;
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      element.removeEventListener('scroll', onScroll);
    };
  }, [model, heights, scroller, view]);
}
