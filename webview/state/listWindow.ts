/** Answers for which entries of the list are put in the page: those on screen, a few around them, and what must not go. */
import type { ListModel } from './listModel';
import type { Heights } from './section';

/** Entries kept ready above and below the visible ones. */
const overscan = 8;

export interface ListWindow {
  /** Distance of the screen's top from the list's, in pixels. */
  readonly scrollTop: number;
  readonly viewHeight: number;
  /** Only what is on the screen: while it leaps through the list, what is around it is gone before it is seen. */
  readonly leaping: boolean;
  /** Index of the entry in the slot 0. A leap takes the slots along, and what stood in them is filled anew. */
  readonly base: number;
}

/** The window of a list that is about to be scrolled to `offset`: as far as it can be. */
export function windowAt(model: ListModel, heights: Heights, offset: number, viewHeight: number): ListWindow {
  const scrollTop = Math.max(0, Math.min(offset, model.heightOfAll(heights) - viewHeight));
  return { scrollTop, viewHeight, leaping: false, base: 0 };
}

/** The window after the list was scrolled; the same one where the same entries are in the page, but for the active one. */
export function windowAfter(
  model: ListModel,
  heights: Heights,
  before: ListWindow,
  { scrollTop, viewHeight }: Pick<ListWindow, 'scrollTop' | 'viewHeight'>,
): ListWindow {
  const [top, bottom] = rangeOf(model, heights, before);
  const [topNow, bottomNow] = rangeOf(model, heights, { scrollTop, viewHeight });
  if (topNow === top && bottomNow === bottom) return before;
  if (topNow <= bottom && bottomNow >= top) return { ...before, scrollTop, viewHeight };
  return { scrollTop, viewHeight, leaping: true, base: before.base + topNow - top };
}

/** `start` is null for the header that sticks to the top; `stuck`: it lies over rows of its group. */
export interface WindowItem {
  readonly index: number;
  /** What tells its element in the page from the others; no two have the same. */
  readonly slot: number;
  readonly start: number | null;
  readonly stuck: boolean;
}

/** Indexes of the first and the last entry on the screen. */
function rangeOf(
  model: ListModel,
  heights: Heights,
  { scrollTop, viewHeight }: Pick<ListWindow, 'scrollTop' | 'viewHeight'>,
): readonly [number, number] {
  return [model.indexAt(scrollTop, heights), model.indexAt(scrollTop + viewHeight - 1, heights)];
}

/** In the order of the list. The active entry stays in the page: assistive technology is pointed to it. */
export function windowItems(
  model: ListModel,
  heights: Heights,
  window: ListWindow,
  activeIndex: number,
): readonly WindowItem[] {
  const first = model.pinned.length;
  if (model.count === first) return [];
  const [top, bottom] = rangeOf(model, heights, window);
  const stuck = model.sectionAt(top)?.start ?? top;
  const around = window.leaping ? 0 : overscan;
  const from = Math.max(first, top - around);
  const to = Math.min(model.count - 1, bottom + around);
  const indexes = [];
  for (let index = from; index <= to; index++) indexes.push(index);
  if (stuck < from) indexes.unshift(stuck);
  if (activeIndex >= first && activeIndex < model.count && !indexes.includes(activeIndex)) {
    if (activeIndex > to) indexes.push(activeIndex);
    else indexes.splice(activeIndex < stuck ? 0 : 1, 0, activeIndex);
  }
  return indexes.map((index) => ({
    index,
    slot: index - window.base,
    start: index === stuck ? null : model.offsetAt(index, heights),
    stuck: index === stuck && index !== top,
  }));
}

/** How far to scroll so that the entry at `index` is on the screen, below the header that sticks there; null: it is. */
export function scrollTopToShow(
  model: ListModel,
  heights: Heights,
  window: Pick<ListWindow, 'scrollTop' | 'viewHeight'>,
  index: number,
): number | null {
  const { scrollTop, viewHeight } = window;
  const top = model.offsetAt(index, heights);
  const bottom = top + model.heightAt(index, heights);
  const covered = model.sectionAt(index)?.start === index ? 0 : heights.header;
  if (top - covered < scrollTop) return top - covered;
  return bottom > scrollTop + viewHeight ? bottom - viewHeight : null;
}
