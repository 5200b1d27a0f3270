import { describe, expect, it } from 'vitest';
import { placeCard, type Placement, type RowBox } from '../../../webview/card/placement';

const page = { width: 300, height: 700 };
const rowAt = (top: number): RowBox => ({ top, bottom: top + 40, left: 0 });

/** The pixels the card takes from top to bottom. */
function spanOf({ side, offset, maxHeight }: Placement, height: number, pageHeight: number): readonly [number, number] {
  const length = Math.min(height, maxHeight);
  return side === 'below' ? [offset, offset + length] : [pageHeight - offset - length, pageHeight - offset];
}

describe('the card of an issue', () => {
  it('stands below its row where it fits, else above it', () => {
    expect(placeCard(rowAt(100), 300, page)).toMatchObject({ side: 'below', offset: 140 });
    expect(placeCard(rowAt(600), 300, page)).toMatchObject({ side: 'above', offset: 100 });
  });

  it('is cut where there is more room when it fits nowhere', () => {
    expect(placeCard(rowAt(100), 2_000, page)).toMatchObject({ side: 'below', maxHeight: 556 });
    expect(placeCard(rowAt(500), 2_000, page)).toMatchObject({ side: 'above', maxHeight: 496 });
  });

  it('never covers its row nor leaves the page, however small that is', () => {
    for (const height of [40, 90, 200, 700]) {
      for (const width of [0, 120, 200, 260, 480, 1_600]) {
        for (let top = -80; top <= height + 40; top += 7) {
          for (const tall of [30, 150, 5_000]) {
            const row = rowAt(top);
            const placement = placeCard(row, tall, { width, height });
            const [from, to] = spanOf(placement, tall, height);
            expect(from >= 0 && to <= height).toBe(true);
            expect(to <= Math.max(0, row.top) || from >= Math.min(row.bottom, height)).toBe(true);
            expect(placement.left >= 0 && placement.left + placement.width <= Math.max(width, 4)).toBe(true);
          }
        }
      }
    }
  });

  it('takes the width of a narrow page, and no more than can be read of a wide one', () => {
    expect(placeCard(rowAt(0), 10, { width: 200, height: 400 })).toMatchObject({ left: 4, width: 192 });
    expect(placeCard(rowAt(0), 10, { width: 1_600, height: 400 })).toMatchObject({ left: 28, width: 480 });
  });
});
