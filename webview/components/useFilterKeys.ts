/** Answers for the keyboard in the filter: through the suggestions, on to the list, and out of it. */
import { useEffect, type KeyboardEvent } from 'react';
import { usePanel } from './panel';
import type { SuggestionsInHand } from './useSuggestions';

export interface FieldHandle {
  /** Puts the keyboard into the field; an empty one offers what can be asked. */
  focus(): void;
}

export function useFilterKeys({
  field,
  suggestions,
  onLeave,
  handle,
}: {
  readonly field: HTMLInputElement | null;
  readonly suggestions: SuggestionsInHand;
  readonly onLeave: () => void;
  readonly handle: (handle: FieldHandle | null) => void;
}): (event: KeyboardEvent) => void {
  const { view } = usePanel();

  useEffect(() => {
    handle({
      focus: () => {
        field?.focus();
        field?.select();
      },
    });
    return () => {
      handle(null);
    };
  }, [field, handle]);

  /** Whether the key was for the suggestions. */
  const inSuggestions = (event: KeyboardEvent): boolean => {
    const { items, active, tokenLength } = suggestions;
    if (items.length === 0) return false;
    switch (event.key) {
      case 'ArrowDown':
        suggestions.setActive(active + 1 >= items.length ? -1 : active + 1);
        return true;
      case 'ArrowUp':
        suggestions.setActive(active < 0 ? items.length - 1 : active - 1);
        return true;
      case 'Escape':
        suggestions.close();
        return true;
      case 'Enter':
        if (active >= 0) suggestions.accept(active);
        return active >= 0;
      case 'Tab':
        // Who typed nothing and chose nothing wants to go on.
        if (event.shiftKey || (active < 0 && tokenLength === 0)) return false;
        suggestions.accept(Math.max(0, active));
        return true;
      default:
        return false;
    }
  };
  const inField = (event: KeyboardEvent): boolean => {
    const asked = (event.ctrlKey && event.key === ' ') || (event.altKey && event.key === 'ArrowDown');
    if (asked) {
      suggestions.offer(true);
      return true;
    }
    if (event.key === 'Escape' && view.get().filter !== '') {
      view.setFilter('');
      return true;
    }
    if (event.key !== 'ArrowDown' && event.key !== 'Enter' && event.key !== 'Escape') return false;
    suggestions.close();
    onLeave();
    return true;
  };
  return (event) => {
    // What is being composed (as Chinese is) belongs to the input method.
    if (event.nativeEvent.isComposing) return;
    if (!inSuggestions(event) && !inField(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
