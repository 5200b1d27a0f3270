/** Answers for what a person can do with the entries of the list, by whatever means. */
import { useEffect, useRef } from 'react';
import { rowEntryId } from '../../src/protocol/arrangement';
import type { RowCommand } from '../../src/protocol/rowCommand';
import type { ListModel } from '../state/listModel';
import type { PanelData } from '../state/panelData';
import { usePanel } from './panel';
import type { ListScroll } from './useListScroll';

/** What becomes of those chosen when the keyboard goes to another entry. */
export type Choosing =
  /** The new one alone counts. */
  | 'one'
  /** They stay. */
  | 'keep'
  /** All from where the range began. */
  | 'range';

export interface ListDeeds {
  /** Puts the keyboard on an entry. */
  activate(index: number, choosing?: Choosing): void;
  /** Takes a row in among the chosen ones, or out. */
  toggle(index: number): void;
  /** Chooses all rows that are listed, but those in closed groups. */
  chooseAll(): void;
  /** @param preview the editor stays open only until the next one */
  open(index: number, preview: boolean): void;
  /** Shows the row, wherever it is. */
  reveal(key: string): void;
  /** Whether a row that is to be shown is not listed yet, and will be. */
  isAwaiting(): boolean;
  /** Shows the issue beside its row, or no more. */
  preview(index: number): void;
  /** Acts on the chosen issues, or on the one the keyboard is on. Answers whether there is any. */
  run(command: RowCommand): boolean;
  /** Lets go of what is looked at, else of what is chosen, else of the filter. Answers whether there was any. */
  escape(): boolean;
}

export function useListDeeds(data: PanelData, model: ListModel, activeIndex: number, scroll: ListScroll): ListDeeds {
  const { view, deeds, selection, preview } = usePanel();
  /** Is to be shown, and is not listed yet. */
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    const key = wanted.current;
    if (key === null) return;
    const isListed = model.indexOf(rowEntryId(key)) >= 0;
    const group = model.groupOf(key);
    if (!isListed && group !== null) view.setExpanded(group, true);
    if (isListed || (group === null && !model.filtering)) wanted.current = null;
  }, [model, view]);
  const keyAt = (index: number): string | null => {
    const entry = model.entryAt(index);
    return entry?.kind === 'row' ? entry.key : null;
  };
  const chooseRange = (index: number): void => {
    const origin = selection.get().origin ?? keyAt(activeIndex) ?? keyAt(index);
    const from = origin === null ? -1 : model.indexOf(rowEntryId(origin));
    selection.choose(model.keysBetween(from < 0 ? index : from, index), origin);
  };
  /** What the keyboard leaves behind stays chosen. */
  const holdActive = (): void => {
    const key = keyAt(activeIndex);
    if (key !== null && selection.get().keys.length === 0) selection.choose([key], key);
  };
  return {
    activate: (index, choosing = 'one') => {
      const entry = model.entryAt(index);
      if (entry === null || entry.kind === 'note') return;
      if (choosing === 'range') chooseRange(index);
      else if (choosing === 'one') selection.clear(keyAt(index));
      else holdActive();
      view.setActive(entry.id);
      scroll.show(entry.id);
      const key = keyAt(index);
      // On the way over a header what was looked at last stays.
      if (key !== null && preview.get()?.by === 'keyboard') preview.set({ key, by: 'keyboard' });
    },
    toggle: (index) => {
      const key = keyAt(index);
      if (key === null) return;
      selection.toggle(key, keyAt(activeIndex));
      view.setActive(rowEntryId(key));
    },
    chooseAll: () => {
      selection.choose(model.keysBetween(0, model.count - 1), keyAt(activeIndex));
    },
    open: (index, isPreview) => {
      const entry = model.entryAt(index);
      const problem = entry?.kind === 'problem' ? data.header.problems[entry.index] : undefined;
      if (problem !== undefined) deeds.openProblem(problem);
      else if (entry?.kind === 'more') deeds.act('showProblems');
      else if (entry?.kind === 'section') view.setExpanded(entry.section.id, !entry.section.expanded);
      else if (entry?.kind === 'row' && data.rows.get(entry.key)?.openable === true)
        deeds.openIssue(entry.key, isPreview);
    },
    reveal: (key) => {
      const row = data.rows.get(key);
      if (row === undefined) return;
      if (model.indexOf(rowEntryId(key)) < 0) {
        const group = model.groupOf(key);
        if (group !== null) {
          view.setExpanded(group, true);
        } else if (model.filtering) {
          // Its group may be closed as well, which only the next list tells.
          wanted.current = key;
          view.setFilter('');
        }
      }
      selection.clear(key);
      view.setActive(rowEntryId(key));
      scroll.show(rowEntryId(key));
    },
    isAwaiting: () => wanted.current !== null,
    preview: (index) => {
      const key = keyAt(index);
      const shown = preview.get();
      const isShown = shown?.by === 'keyboard' && shown.key === key;
      preview.set(key === null || isShown ? null : { key, by: 'keyboard' });
    },
    run: (command) => {
      const active = keyAt(activeIndex);
      const { keys } = selection.get();
      const acted = keys.length > 0 ? keys : active === null ? [] : [active];
      if (acted.length > 0) deeds.run(command, acted);
      return acted.length > 0;
    },
    escape: () => {
      if (preview.get() !== null) preview.set(null);
      else if (selection.get().keys.length > 0) selection.clear(keyAt(activeIndex));
      else if (view.get().filter !== '') view.setFilter('');
      else return false;
      return true;
    },
  };
}
