/** Answers for which entries are in the page while the list is scrolled, and for bringing one into view. */
import { useEffect, useLayoutEffect, useState, useSyncExternalStore, type RefObject } from 'react';
import { openingOffset } from '../state/anchor';
import type { ListModel } from '../state/listModel';
import { ListPlace } from '../state/listPlace';
import { windowAt, windowItems, type WindowItem } from '../state/listWindow';
import type { Heights } from '../state/section';
import { usePanel } from './panel';
import { useAnchoring } from './useAnchoring';

/** How long after the last leap the list counts as left alone. */
const restMs = 100;

export interface ListScroll {
  readonly totalHeight: number;
  /** Entries to put in the page. */
  readonly items: readonly WindowItem[];
  /** Scrolls this entry into view, now or as soon as the list has it. */
  show(id: string): void;
  /** The pointer is over this entry. */
  hover(id: string | null): void;
  viewHeight(): number;
  /** Index of the first entry that is wholly on the screen, below the header that sticks there; pinned ones always are. */
  firstOnScreen(): number;
}

/** @param order see {@link useAnchoring} */
export function useListScroll(
  scroller: RefObject<HTMLDivElement | null>,
  model: ListModel,
  heights: Heights,
  activeIndex: number,
  order: string,
): ListScroll {
  const { view } = usePanel();
  // The first rendering is of the place the list is scrolled to right after it.
  const [place] = useState(
    () => new ListPlace(windowAt(model, heights, openingOffset(view, model, heights), window.innerHeight)),
  );
  const shown = useSyncExternalStore(place.window.subscribe, place.window.get);

  useAnchoring(model, heights, order, scroller, place);
  useLayoutEffect(() => {
    place.showWanted(scroller.current, model, heights);
    place.look(scroller.current, model, heights);
  }, [place, scroller, model, heights]);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const look = (): void => {
      place.look(element, model, heights);
    };
    element.addEventListener('scroll', look, { passive: true });
    const sized = new ResizeObserver(look);
    sized.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      sized.disconnect();
    };
  }, [place, scroller, model, heights]);
  useEffect(() => {
    if (!shown.leaping) return undefined;
    const timer = setTimeout(() => {
      place.rest();
    }, restMs);
    return () => {
      clearTimeout(timer);
    };
  }, [place, shown]);

  return {
    totalHeight: model.heightOfAll(heights),
    items: windowItems(model, heights, shown, activeIndex),
    show: (id) => {
      place.show(id, scroller.current, model, heights);
    },
    hover: (id) => {
      place.hover(id);
    },
    viewHeight: () => scroller.current?.clientHeight ?? window.innerHeight,
    firstOnScreen: () => {
      const scrollTop = scroller.current?.scrollTop ?? 0;
      if (scrollTop === 0) return 0;
      const top = scrollTop + heights.header;
      const cut = model.indexAt(top, heights);
      return model.offsetAt(cut, heights) < top ? Math.min(cut + 1, model.count - 1) : cut;
    },
  };
}
