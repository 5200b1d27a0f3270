/** Answers for where the list must be scrolled to after a change, so that what the person looks at stays put. */
import type { ScrollAnchor } from '../../src/protocol/arrangement';
import type { ListModel } from './listModel';
import type { Heights } from './section';
import type { ViewStore } from './viewState';

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
  for (let index = model.indexAt(scrollTop, heights); index < model.count; index++) {
    const top = model.offsetAt(index, heights);
    if (top >= scrollTop + viewHeight || anchors.length >= maxCandidates) break;
    const entry = model.entryAt(index);
    if (!entry?.section) continue;
    const anchor = { group: entry.section.id, id: entry.id, offset: scrollTop - top };
    if (entry.id === hoveredId) anchors.unshift(anchor);
    else anchors.push(anchor);
  }
  return anchors;
}

/** Where to scroll in the changed `model`, or null when nothing that was on screen is left. */
export function scrollTopFor(model: ListModel, heights: Heights, anchors: Anchors): number | null {
  for (const { group, id, offset } of anchors) {
    const index = model.indexOf(id);
    // A row that went to another group took its own way; the list must not run after it.
    if (index < 0 || model.sectionAt(index)?.id !== group) continue;
    return Math.max(0, model.offsetAt(index, heights) + offset);
  }
  return null;
}

/** Where the list of a new page stands, in pixels: where its first frame was left, or the page before it. */
export function openingOffset({ anchor, scrolledTo }: ViewStore, model: ListModel, heights: Heights): number {
  return scrolledTo ?? (anchor === null ? null : scrollTopFor(model, heights, [anchor])) ?? 0;
}
