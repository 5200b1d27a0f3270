/** Answers for the order of the list, before all rows are here and after. */
import type { PanelOpening } from '../../src/protocol/messages';
import { arrange } from '../../src/protocol/view/arrange';
import type { Arranged, ArrangeWish } from '../../src/protocol/view/arranged';
import { arrangedOfOpening, type PanelData } from './panelData';

/** A page that brings a part of the rows brings them arranged: as long as that is what is wanted, there is no better. */
export function arrangerFor(opening: PanelOpening): (data: PanelData, wish: ArrangeWish) => Arranged {
  const { list } = opening;
  const opened = opening.whole || list === undefined ? null : arrangedOfOpening(opening);
  return (data, wish) => {
    const isOpened =
      data.isPart &&
      list?.wish.query === wish.query &&
      list.wish.grouping === wish.grouping &&
      list.wish.sorting === wish.sorting;
    return isOpened && opened !== null ? opened : arrange(data, wish);
  };
}
