/** Answers for where the menu opens that the keyboard asks for: at the row it is on, not in the midst of the list. */
import { useEffect } from 'react';

/** Of a mouse, for its menu. */
const pointerButton = 2;

export function useMenuAtRow(): void {
  useEffect(() => {
    const onContextMenu = (event: MouseEvent): void => {
      const { activeElement } = document;
      const id = activeElement?.getAttribute('aria-activedescendant') ?? null;
      // The pointer's has its place, and so has what is made here.
      const isPlaced = event.button === pointerButton || !event.isTrusted;
      if (isPlaced || event.target !== activeElement || id === null) return;
      const row = document.getElementById(id);
      if (row === null) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const { left, bottom, height } = row.getBoundingClientRect();
      // Below its words, so that they can be read still.
      const place = { clientX: left + height, clientY: bottom };
      row.dispatchEvent(new MouseEvent('contextmenu', { ...place, bubbles: true, cancelable: true }));
    };
    document.addEventListener('contextmenu', onContextMenu, { capture: true });
    return () => {
      document.removeEventListener('contextmenu', onContextMenu, { capture: true });
    };
  }, []);
}
