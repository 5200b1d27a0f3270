/** Answers for what is on the screen before the board's program is: where things will be, without claiming anything. */
import { boardColumns } from '../../protocol/boardColumns';
import { attribute } from '../panel/panelHtml';

const cards = 6;

/**
 * Markup for the root of the page; it has no text a tracker gave.
 * @param reading what is under way, to be spoken
 */
export function boardSight(reading: string): string {
  const card = '<div class="board-ghost"></div>';
  const column = `<div class="board-column"><div class="board-ghost-head"></div>${card.repeat(cards)}</div>`;
  return [
    `<div class="board board-loading" data-state="loading" role="status" aria-busy="true" aria-label="${attribute(reading)}">`,
    `<div class="board-columns">${column.repeat(boardColumns.length)}</div>`,
    `<div class="board-detail"></div>`,
    `</div>`,
  ].join('');
}
