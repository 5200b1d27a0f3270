/** Answers for the keys that work wherever the keyboard is in the panel, and for the host's wish to have the filter in hand. */
import { useEffect, useSyncExternalStore, type RefObject } from 'react';
import { usePanel } from './panel';
import type { FieldHandle } from './useFilterKeys';

export function usePanelKeys(field: RefObject<FieldHandle | null>): void {
  const { view, findWish, keySheet } = usePanel();

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const isControlled = event.ctrlKey || event.metaKey;
      const isTyping = event.target instanceof HTMLInputElement;
      const isBare = !isControlled && !event.altKey && !isTyping;
      if (isBare && event.key === '?') {
        keySheet.set(true);
      } else if ((isControlled && !event.altKey && event.key.toLowerCase() === 'f') || (isBare && event.key === '/')) {
        if (field.current === null) return;
        field.current.focus();
      } else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [field, keySheet]);

  const wish = useSyncExternalStore(findWish.subscribe, findWish.get);
  useEffect(() => {
    if (wish === null || field.current === null) return;
    findWish.set(null);
    if (wish.query !== null) view.setFilter(wish.query);
    field.current.focus();
  }, [wish, field, findWish, view]);
}
