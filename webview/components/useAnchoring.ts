/** Answers for keeping what is on screen where it is when the list changes, and for remembering the place. */
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { anchorsOf, openingOffset, scrollTopFor } from '../state/anchor';
import type { ListModel } from '../state/listModel';
import type { ListPlace } from '../state/listPlace';
import type { Heights } from '../state/section';
import { usePanel } from './panel';

/** What is in the page. */
interface Shown {
  readonly model: ListModel;
  readonly heights: Heights;
  readonly order: string;
}

/**
 * @param order tells one order of the issues from another: what the person arranged anew begins at its top
 * @param place knows the entry under the pointer
 */
export function useAnchoring(
  model: ListModel,
  heights: Heights,
  order: string,
  scroller: RefObject<HTMLDivElement | null>,
  place: ListPlace,
): void {
  const { view } = usePanel();
  const scrollTop = useRef(0);
  const shown = useRef<Shown | null>(null);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const before = shown.current;
    shown.current = { model, heights, order };
    if (before?.model === model && before.heights === heights) return;
    let target: number | null;
    if (before === null) target = openingOffset(view, model, heights);
    else if (before.order !== order) target = 0;
    else {
      const { clientHeight } = element;
      const anchors = anchorsOf(before.model, before.heights, scrollTop.current, clientHeight, place.hovered);
      target = scrollTopFor(model, heights, anchors);
    }
    if (target !== null && target !== element.scrollTop) element.scrollTo({ top: target });
    scrollTop.current = element.scrollTop;
  }, [model, heights, order, scroller, place, view]);

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
