/** Answers for the keyboard in the columns: within one and across, and what is done with the chosen issue. */
import { useState, type KeyboardEvent } from 'react';
import { usePanel } from '../components/panel';
import { commandKeys } from '../state/commandKeys';
import { TypeAhead } from '../state/navigation';
import type { PanelData } from '../state/panelData';
import { useBoard } from './boardContext';
import type { ColumnModel } from './boardModel';
import type { ColumnScroll } from './useColumnScroll';

export interface ColumnMoves {
  readonly data: PanelData;
  readonly column: ColumnModel;
  /** -1: the chosen issue is not in this column. */
  readonly activeIndex: number;
  /** Where the keyboard was last in this column; -1: it was not. */
  readonly lastIndex: () => number;
  readonly scroll: ColumnScroll;
  readonly choose: (index: number) => void;
  /** To the column beside this one, at the height of the card `index`. */
  readonly aside: (step: 1 | -1, index: number) => void;
}

export function useColumnKeys(moves: ColumnMoves): (event: KeyboardEvent) => void {
  const { view } = useBoard();
  const { deeds } = usePanel();
  const [typeAhead] = useState(() => new TypeAhead());
  const { data, column, activeIndex, scroll, choose, aside } = moves;
  const { keys } = column;
  const last = keys.length - 1;
  const go = (index: number): true => {
    if (keys.length > 0) choose(Math.max(0, Math.min(last, index)));
    return true;
  };
  const typeLetter = (event: KeyboardEvent): boolean => {
    const isLetter = Array.from(event.key).length === 1 && event.key !== '/' && event.key !== '?';
    if (!isLetter || (event.key === ' ' && !typeAhead.isTyping(event.timeStamp))) return false;
    const word = typeAhead.add(event.key, event.timeStamp);
    const found = findTitle(data, keys, activeIndex, word);
    if (found >= 0) choose(found);
    return true;
  };
  const handle = (event: KeyboardEvent): boolean => {
    const active = keys[activeIndex];
    // A card that went away leaves its place to the next one.
    const from = activeIndex >= 0 ? activeIndex : Math.min(moves.lastIndex(), last);
    if (event.altKey) {
      const command = event.shiftKey || event.ctrlKey || event.metaKey ? undefined : commandKeys[event.code];
      if (command === undefined) return false;
      // Also where there is no issue: the key would open a menu of the window.
      if (active !== undefined) deeds.run(command, [active]);
      return true;
    }
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() !== 'c' || event.shiftKey || active === undefined) return false;
      deeds.run('copyIssueKey', [active]);
      return true;
    }
    if (typeLetter(event)) return true;
    if (event.key !== 'Shift') typeAhead.end();
    switch (event.key) {
      case 'ArrowDown':
        return go(activeIndex >= 0 ? from + 1 : Math.max(0, from));
      case 'ArrowUp':
        return go(from - 1);
      case 'Home':
        return go(0);
      case 'End':
        return go(last);
      case 'PageDown':
        return go(Math.max(0, from) + scroll.pageLength());
      case 'PageUp':
        return go(from - scroll.pageLength());
      case 'ArrowLeft':
      case 'ArrowRight':
        aside(event.key === 'ArrowRight' ? 1 : -1, Math.max(0, from));
        return true;
      case ' ':
        return go(Math.max(0, from));
      case 'Enter':
        if (active !== undefined && data.rows.get(active)?.openable === true) deeds.run('openIssue', [active]);
        return true;
      case 'Escape':
        if (view.get().query === '') return false;
        view.setQuery('');
        return true;
      default:
        return false;
    }
  };
  return (event) => {
    if (!handle(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** The next card from `index` on, round the end, whose title begins with `word`; -1 when none does. */
function findTitle({ rows }: PanelData, keys: readonly string[], index: number, word: string): number {
  const first = Array.from(word).length === 1 ? index + 1 : Math.max(0, index);
  for (let distance = 0; distance < keys.length; distance++) {
    const candidate = (first + distance) % keys.length;
    const row = rows.get(keys[candidate] ?? '');
    if (row?.title.toLowerCase().startsWith(word) === true) return candidate;
  }
  return -1;
}
