/** Answers for the pointer in the list. */
import type { RefObject } from 'react';
import type { ListModel } from '../state/listModel';
import { usePanel } from './panel';
import type { ListDeeds } from './useListDeeds';
import type { ListScroll } from './useListScroll';

export function useListPointer(
  model: ListModel,
  /** What takes the keyboard. */
  tree: RefObject<HTMLDivElement | null>,
  list: ListDeeds,
  scroll: ListScroll,
) {
  const { view, selection, deeds } = usePanel();
  const indexOfEvent = (event: { readonly target: EventTarget }): number => {
    const item = event.target instanceof Element ? event.target.closest('[data-index]') : null;
    return item instanceof HTMLElement ? Number(item.dataset.index) : -1;
  };
  const onFact = (event: React.MouseEvent): boolean => {
    const fact = event.target instanceof Element ? event.target.closest('[data-target], [data-link]') : null;
    const { target, link } = fact instanceof HTMLElement ? fact.dataset : {};
    if (target !== undefined) {
      list.reveal(target);
    } else if (link !== undefined) {
      const index = indexOfEvent(event);
      list.activate(index);
      const entry = model.entryAt(index);
      if (entry?.kind === 'row' && event.detail < 2) deeds.openLink(entry.key, link);
    }
    return target !== undefined || link !== undefined;
  };
  return {
    onClick: (event: React.MouseEvent): void => {
      const index = indexOfEvent(event);
      // A press on a pinned row gave it to nobody.
      tree.current?.focus({ preventScroll: true });
      if (event.ctrlKey || event.metaKey) {
        list.toggle(index);
        return;
      }
      if (event.shiftKey) {
        list.activate(index, 'range');
        return;
      }
      if (onFact(event)) return;
      list.activate(index);
      // The second click of a double click must not ask for a preview once more.
      if (event.detail < 2) list.open(index, true);
    },
    onDoubleClick: (event: React.MouseEvent): void => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (event.target instanceof Element && event.target.closest('[data-target], [data-link]') !== null) return;
      const entry = model.entryAt(indexOfEvent(event));
      if (entry?.kind === 'row') list.open(indexOfEvent(event), false);
    },
    onContextMenu: (event: React.MouseEvent): void => {
      const entry = model.entryAt(indexOfEvent(event));
      if (entry === null || entry.kind === 'note') return;
      // On one of the chosen the menu is for all of them, elsewhere for what it was opened on.
      if (entry.kind !== 'row' || !selection.get().has.has(entry.key)) selection.clear();
      view.setActive(entry.id);
    },
    onPointerMove: (event: React.PointerEvent): void => {
      scroll.hover(model.entryAt(indexOfEvent(event))?.id ?? null);
    },
    onPointerLeave: (): void => {
      scroll.hover(null);
    },
  };
}
