/** Answers for where the card of an issue stands: below its row or above it, never over it, never beside the page. */

/** CSS pixels from the top left corner of the page. */
export interface RowBox {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
}

export interface Extent {
  readonly width: number;
  readonly height: number;
}

export interface Placement {
  readonly side: 'below' | 'above';
  /** Distance of the card's near edge from the page's top (`below`) or bottom (`above`). */
  readonly offset: number;
  readonly left: number;
  readonly width: number;
  /** What is higher is scrolled. */
  readonly maxHeight: number;
}

/** Between card and page. */
const margin = 4;

/** A wider card has lines too long to read. */
const maxWidth = 480;

/** Where the page is wider than that, the card begins where the words of its row do. */
const indent = 28;

export function cardWidth(page: number): number {
  return Math.max(0, Math.min(maxWidth, page - 2 * margin));
}

/** @param height of the card when nothing is cut off */
export function placeCard(row: RowBox, height: number, page: Extent): Placement {
  const width = cardWidth(page.width);
  const left = Math.max(margin, Math.min(row.left + indent, page.width - width - margin));
  const rowTop = within(row.top, page.height);
  const rowBottom = within(row.bottom, page.height);
  const below = page.height - rowBottom - margin;
  const above = rowTop - margin;
  const side = height <= below || below >= above ? 'below' : 'above';
  return side === 'below'
    ? { side, offset: rowBottom, left, width, maxHeight: Math.max(0, below) }
    : { side, offset: page.height - rowTop, left, width, maxHeight: Math.max(0, above) };
}

/** A row that is scrolled away stands at the edge behind which it is. */
const within = (at: number, height: number): number => Math.min(Math.max(0, at), height);
