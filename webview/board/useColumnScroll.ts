/** Answers for which cards of a column are on the screen, and for keeping them in place when the column changes. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useBoard } from './boardContext';
import type { ColumnModel } from './boardModel';
import type { ColumnAnchor } from './boardView';

/** Cards kept ready above and below the visible ones. */
const overscan = 4;

/** So many cards from the top of the screen on are tried as what holds a column in place. */
const maxCandidates = 30;

export interface ColumnScroll {
  readonly totalHeight: number;
  readonly items: readonly { readonly index: number; readonly start: number }[];
  show(index: number): void;
  /** Index of the first card on the screen. */
  topIndex(): number;
  /** Cards that fit on the screen, at least one. */
  pageLength(): number;
}

export function useColumnScroll(
  scroller: RefObject<HTMLDivElement | null>,
  column: ColumnModel,
  cardHeight: number,
  activeIndex: number,
): ColumnScroll {
  const { view } = useBoard();
  const { id, keys } = column;
  const [initialOffset] = useState(() => offsetOf(view.anchors[id], keys, cardHeight));
  const rangeExtractor = useCallback(
    (range: Range) => {
      const indexes = defaultRangeExtractor(range);
      // The chosen card stays in the page: assistive technology is pointed to it.
      if (activeIndex < 0 || activeIndex >= range.count || indexes.includes(activeIndex)) return indexes;
      return [...indexes, activeIndex].sort((one, other) => one - other);
    },
    [activeIndex],
  );
  // eslint-disable-next-line react-hooks/incompatible-library -- The virtualizer changes within; nothing here is memoised on it.
  const virtualizer = useVirtualizer({
    count: keys.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => cardHeight,
    rangeExtractor,
    overscan,
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    initialOffset,
    useFlushSync: false,
  });
  useLayoutEffect(() => {
    virtualizer.measure();
  }, [virtualizer, cardHeight]);
  useAnchor(scroller, column, cardHeight);
  return {
    totalHeight: virtualizer.getTotalSize(),
    items: virtualizer.getVirtualItems(),
    show: (index) => {
      virtualizer.scrollToIndex(index, { align: 'auto' });
    },
    topIndex: () => Math.floor((scroller.current?.scrollTop ?? 0) / cardHeight),
    pageLength: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / cardHeight)),
  };
}

function offsetOf(anchor: ColumnAnchor | undefined, keys: readonly string[], cardHeight: number): number {
  if (anchor === undefined) return 0;
  const index = keys.indexOf(anchor.key);
  return (index >= 0 ? index : anchor.index) * cardHeight + anchor.offset;
}

/** The first of the cards on the screen that is still in the column stays where it is. */
function useAnchor(scroller: RefObject<HTMLDivElement | null>, { id, keys }: ColumnModel, cardHeight: number): void {
  const { view } = useBoard();
  const shown = useRef<{ readonly keys: readonly string[]; readonly cardHeight: number } | null>(null);
  const scrollTop = useRef(0);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const before = shown.current;
    shown.current = { keys, cardHeight };
    if (before?.keys === keys && before.cardHeight === cardHeight) return;
    const target =
      before === null
        ? offsetOf(view.anchors[id], keys, cardHeight)
        : keptOffset(before.keys, keys, scrollTop.current, before.cardHeight, cardHeight);
    if (target !== null && target !== element.scrollTop) element.scrollTo({ top: target });
    scrollTop.current = element.scrollTop;
  }, [scroller, id, keys, cardHeight, view]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const onScroll = (): void => {
      scrollTop.current = element.scrollTop;
      const index = Math.min(keys.length - 1, Math.floor(element.scrollTop / cardHeight));
      const key = keys[index];
      if (key === undefined || key === '') return;
      view.anchors[id] = { key, index, offset: element.scrollTop - index * cardHeight };
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller, id, keys, cardHeight, view]);
}

/** Where to scroll to; null when nothing that was on the screen is left, or the top was there. */
function keptOffset(
  before: readonly string[],
  now: readonly string[],
  scrollTop: number,
  heightBefore: number,
  height: number,
): number | null {
  // Who looks at the top of a column wants to see what comes there.
  if (scrollTop === 0) return null;
  const first = Math.floor(scrollTop / heightBefore);
  for (let index = first; index < Math.min(before.length, first + maxCandidates); index++) {
    const key = before[index];
    const target = key === undefined || key === '' ? -1 : now.indexOf(key);
    if (target >= 0) return Math.max(0, target * height + (scrollTop - index * heightBefore));
  }
  return null;
}
