/** Answers for what all entries of the list have in common: their place on the screen and among their like. */
import type { CSSProperties } from 'react';

export interface ItemPlace {
  readonly index: number;
  readonly position: number;
  readonly of: number;
  /** The keyboard is on it. */
  readonly active: boolean;
  /** A command would act on it: it is chosen, or nothing is and the keyboard is on it. */
  readonly selected: boolean;
  /** It is chosen with others. */
  readonly chosen: boolean;
  /** Pixels from the top of the list; null for entries that stand in the flow of the page. */
  readonly top: number | null;
  readonly height: number;
}

/** The DOM id of the entry at `index`, for `aria-activedescendant`. */
export function itemElementId(index: number): string {
  return `entry-${index}`;
}

/** Where the entry stands, as a style. */
export function itemStyle({ top, height }: Pick<ItemPlace, 'top' | 'height'>): CSSProperties {
  return top === null ? { height } : { position: 'absolute', top: 0, height, transform: `translateY(${top}px)` };
}

/** Attributes that tell place and state to assistive technology and to the list's own event handlers. */
export function itemAttributes(place: ItemPlace) {
  return {
    id: itemElementId(place.index),
    role: 'treeitem',
    style: itemStyle(place),
    'data-index': place.index,
    'aria-posinset': place.position,
    'aria-setsize': place.of,
    'aria-selected': place.selected,
    // Chosen with others: there the keyboard may be elsewhere.
    'data-chosen': place.chosen ? true : undefined,
  } as const;
}
