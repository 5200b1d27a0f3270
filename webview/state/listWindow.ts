/** Answers for which entries of the list are put in the page: those on screen, a few around them, and what must not go. */
import type { ListModel } from './listModel';
import type { Heights } from './section';

/** Entries kept ready above and below the visible ones. */
const overscan = 8;

export interface ListWindow {
  /** Distance of the screen's top from the list's, in pixels. */
  readonly scrollTop: number;
  readonly viewHeight: number;
}

/** The window of a list that is about to be scrolled to `offset`: as far as it can be. */
export function windowAt(model: ListModel, heights: Heights, offset: number, viewHeight: number): ListWindow {
  return { scrollTop: Math.max(0, Math.min(offset, model.heightOfAll(heights) - viewHeight)), viewHeight };
}

/** `start` is null for the header that sticks to the top; `stuck`: it lies over rows of its group. */
export interface WindowItem {
  readonly index: number;
  readonly start: number | null;
  readonly stuck: boolean;
}

/** Indexes of the first and the last entry on the screen. */
function rangeOf(model: ListModel, heights: Heights, { scrollTop, viewHeight }: ListWindow): readonly [number, number] {
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
  const from = Math.max(first, top - overscan);
  const to = Math.min(model.count - 1, bottom + overscan);
  const indexes = [];
  for (let index = from; index <= to; index++) indexes.push(index);
  if (stuck < from) indexes.unshift(stuck);
  if (activeIndex >= first && activeIndex < model.count && !indexes.includes(activeIndex)) {
    if (activeIndex > to) indexes.push(activeIndex);
    else indexes.splice(activeIndex < stuck ? 0 : 1, 0, activeIndex);
  }
  return indexes.map((index) => ({
    index,
    start: index === stuck ? null : model.offsetAt(index, heights),
    stuck: index === stuck && index !== top,
  }));
}

/** Whether the same entries are in the page for both, but for the active one. */
export function sameWindow(model: ListModel, heights: Heights, one: ListWindow, other: ListWindow): boolean {
  const [top, bottom] = rangeOf(model, heights, one);
  const [otherTop, otherBottom] = rangeOf(model, heights, other);
  return top === otherTop && bottom === otherBottom;
}

/** How far to scroll so that the entry at `index` is on the screen, below the header that sticks there; null: it is. */
export function scrollTopToShow(model: ListModel, heights: Heights, window: ListWindow, index: number): number | null {
  const { scrollTop, viewHeight } = window;
  const top = model.offsetAt(index, heights);
  const bottom = top + model.heightAt(index, heights);
  const covered = model.sectionAt(index)?.start === index ? 0 : heights.header;
  if (top - covered < scrollTop) return top - covered;
  return bottom > scrollTop + viewHeight ? bottom - viewHeight : null;
}
