/** Answers for the keyboard in the list. */
import { useState, type KeyboardEvent } from 'react';
import type { Heights, ListModel } from '../state/listModel';
import { factsOf } from '../state/facts';
import { findByTitle, movementFor, TypeAhead } from '../state/navigation';
import type { PanelData } from '../state/panelData';
import { usePanel } from './panel';
import type { ListScroll } from './useListScroll';

export function useListKeys(list: {
  readonly data: PanelData;
  readonly model: ListModel;
  readonly heights: Heights;
  /** -1 when no entry is active. */
  readonly activeIndex: number;
  readonly activate: (index: number) => void;
  readonly open: (index: number, preview: boolean) => void;
  readonly reveal: (key: string) => void;
  readonly scroll: ListScroll;
}): (event: KeyboardEvent) => void {
  const { view, now, deeds } = usePanel();
  const [typeAhead] = useState(() => new TypeAhead());

  const copyKey = (): boolean => {
    const entry = list.model.entryAt(list.activeIndex);
    if (entry?.kind !== 'row') return false;
    deeds.copyIssueKey(entry.key);
    return true;
  };
  /** Follows the first fact of the active row that leads somewhere; with `second`, the one after it. */
  const follow = (second: boolean): boolean => {
    const entry = list.model.entryAt(list.activeIndex);
    const row = entry?.kind === 'row' ? list.data.rows.get(entry.key) : undefined;
    if (row === undefined) return false;
    const leading = factsOf(row, null, now.get()).filter(({ target, link }) => target !== null || link !== null);
    const fact = leading[second ? 1 : 0];
    if (fact === undefined) return false;
    if (fact.target !== null) list.reveal(fact.target);
    else if (fact.link !== null) deeds.openLink(row.key, fact.link);
    return true;
  };
  const move = (key: string): boolean => {
    const pageLength = Math.max(1, Math.floor(list.scroll.viewHeight() / list.heights.row) - 1);
    const movement = movementFor(list.model, list.activeIndex, key, pageLength);
    if (movement?.kind === 'move') list.activate(movement.index);
    else if (movement?.kind === 'expand') view.setExpanded(movement.section, movement.expanded);
    return movement !== null;
  };
  const typeLetter = (event: KeyboardEvent): boolean => {
    const isLetter = Array.from(event.key).length === 1 && event.key !== '/';
    if (!isLetter || (event.key === ' ' && !typeAhead.isTyping(event.timeStamp))) return false;
    const word = typeAhead.add(event.key, event.timeStamp);
    const found = findByTitle(list.model, list.data.rows, list.activeIndex, word);
    if (found >= 0) list.activate(found);
    return true;
  };
  const handle = (event: KeyboardEvent): boolean => {
    const modified = event.ctrlKey || event.metaKey;
    if (modified) return event.key.toLowerCase() === 'c' && !event.shiftKey && copyKey();
    if (event.altKey) return event.key === 'Enter' && follow(event.shiftKey);
    if (typeLetter(event)) return true;
    if (event.key !== 'Shift') typeAhead.end();
    switch (event.key) {
      case 'Enter':
      case ' ':
        list.open(list.activeIndex, event.key === ' ');
        return true;
      case 'Escape':
        if (view.get().filter === '') return false;
        view.setFilter('');
        return true;
      default:
        return move(event.key);
    }
  };
  return (event) => {
    if (!handle(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
