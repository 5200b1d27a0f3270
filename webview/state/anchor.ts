/** Answers for where the list must be scrolled to after a change, so that what the person looks at stays put. */
import type { Heights, ListModel } from './listModel';
import type { ScrollAnchor } from '../../src/protocol/arrangement';

/** How many visible entries are remembered as candidates; one of them nearly always survives a change. */
const maxCandidates = 60;

/** The entries that may hold the list in place, best first, with their distance above the viewport's top. */
export type Anchors = readonly ScrollAnchor[];

/**
 * Entries on screen at `scrollTop`, the one under the pointer first.
 * @param hoveredId entry under the pointer, null when it is elsewhere.
 */
export function anchorsOf(
  model: ListModel,
  heights: Heights,
  scrollTop: number,
  viewHeight: number,
  hoveredId: string | null,
): Anchors {
  const anchors: ScrollAnchor[] = [];
  for (let index = firstVisible(model, heights, scrollTop); index < model.count; index++) {
    const top = model.offsetAt(index, heights);
    if (top >= scrollTop + viewHeight || anchors.length >= maxCandidates) break;
    const entry = model.entryAt(index);
    if (!entry?.section) continue;
    const anchor = { section: entry.section.key, id: entry.id, offset: scrollTop - top };
    if (entry.id === hoveredId) anchors.unshift(anchor);
    else anchors.push(anchor);
  }
  return anchors;
}

/** Where to scroll in the changed `model`, or null when nothing that was on screen is left. */
export function scrollTopFor(model: ListModel, heights: Heights, anchors: Anchors): number | null {
  for (const { section, id, offset } of anchors) {
    const index = model.indexOf(id);
    // A row that went to another section took its own way; the list must not run after it.
    if (index < 0 || model.sectionAt(index)?.key !== section) continue;
    return Math.max(0, model.offsetAt(index, heights) + offset);
  }
  return null;
}

function firstVisible(model: ListModel, heights: Heights, scrollTop: number): number {
  let low = model.pinned.length;
  let high = model.count - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (model.offsetAt(middle, heights) + model.heightAt(middle, heights) > scrollTop) high = middle;
    else low = middle + 1;
  }
  return low;
}
