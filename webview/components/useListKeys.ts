/** Answers for the keyboard in the list. */
import { useState, type KeyboardEvent } from 'react';
import { commandKeys } from '../state/commandKeys';
import { factsOf } from '../state/facts';
import type { ListModel } from '../state/listModel';
import { findByTitle, movementFor, TypeAhead } from '../state/navigation';
import type { PanelData } from '../state/panelData';
import type { Heights } from '../state/section';
import { usePanel } from './panel';
import type { Choosing, ListDeeds } from './useListDeeds';
import type { ListScroll } from './useListScroll';

export function useListKeys({
  data,
  model,
  heights,
  activeIndex,
  list,
  scroll,
}: {
  readonly data: PanelData;
  readonly model: ListModel;
  readonly heights: Heights;
  /** -1 when no entry is active. */
  readonly activeIndex: number;
  readonly list: ListDeeds;
  readonly scroll: ListScroll;
}): (event: KeyboardEvent) => void {
  const { view, now, deeds, keySheet } = usePanel();
  const [typeAhead] = useState(() => new TypeAhead());

  /** Follows the first fact of the active row that leads somewhere; with `second`, the one after it. */
  const follow = (second: boolean): boolean => {
    const entry = model.entryAt(activeIndex);
    const row = entry?.kind === 'row' ? data.rows.get(entry.key) : undefined;
    if (row === undefined) return false;
    const leading = factsOf(row, null, now.get()).filter(({ target, link }) => target !== null || link !== null);
    const fact = leading[second ? 1 : 0];
    if (fact === undefined) return false;
    if (fact.target !== null) list.reveal(fact.target);
    else if (fact.link !== null) deeds.openLink(row.key, fact.link);
    return true;
  };
  const move = (key: string, choosing: Choosing): boolean => {
    const pageLength = Math.max(1, Math.floor(scroll.viewHeight() / heights.row) - 1);
    const movement = movementFor(model, activeIndex, key, pageLength);
    if (movement?.kind === 'move') list.activate(movement.index, choosing);
    else if (movement?.kind === 'expand') view.setExpanded(movement.group, movement.expanded);
    return movement !== null;
  };
  const typeLetter = (event: KeyboardEvent): boolean => {
    const isLetter = Array.from(event.key).length === 1 && event.key !== '/' && event.key !== '?';
    if (!isLetter || (event.key === ' ' && !typeAhead.isTyping(event.timeStamp))) return false;
    const word = typeAhead.add(event.key, event.timeStamp);
    const found = findByTitle(model, data.rows, activeIndex, word);
    if (found >= 0) list.activate(found);
    return true;
  };
  const withControl = (event: KeyboardEvent): boolean => {
    const key = event.key.toLowerCase();
    if (event.altKey) return false;
    if (key === 'c' && !event.shiftKey) return list.run('copyIssueKey');
    if (key === 'a' && !event.shiftKey) list.chooseAll();
    else if (key === ' ') list.toggle(activeIndex);
    else return moveKeys.has(event.key) && move(event.key, event.shiftKey ? 'range' : 'keep');
    return true;
  };
  const withAlt = (event: KeyboardEvent): boolean => {
    if (event.key === 'Enter') return follow(event.shiftKey);
    const command = event.shiftKey ? undefined : commandKeys[event.code];
    if (command === undefined) return false;
    // Also where there is no issue: the key would open a menu of the window.
    list.run(command);
    return true;
  };
  const handle = (event: KeyboardEvent): boolean => {
    if (event.ctrlKey || event.metaKey) return withControl(event);
    if (event.altKey) return withAlt(event);
    if (typeLetter(event)) return true;
    if (event.key !== 'Shift') typeAhead.end();
    switch (event.key) {
      case 'Enter':
        list.open(activeIndex, false);
        return true;
      case ' ':
        list.preview(activeIndex);
        return true;
      case '?':
        keySheet.set(true);
        return true;
      case 'Escape':
        return list.escape();
      default:
        return move(event.key, event.shiftKey ? 'range' : 'one');
    }
  };
  return (event) => {
    if (!handle(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** Keys that go to another entry also while Control is held; the others are the editor's then. */
const moveKeys: ReadonlySet<string> = new Set(['ArrowDown', 'ArrowUp', 'Home', 'End']);
