/** Answers for the suggestions of the filter: when they show, which one the keyboard is on, and what taking one does. */
import { useLayoutEffect, useRef, useState } from 'react';
import type { Suggestion } from '../finding/finding';
import type { PanelData } from '../state/panelData';
import { usePanel } from './panel';

interface Offered {
  readonly items: readonly Suggestion[];
  /** -1: the keyboard is in the field. */
  readonly active: number;
  /** How much of what is suggested is typed, in UTF-16 units. */
  readonly tokenLength: number;
}

export interface SuggestionsInHand extends Offered {
  /** Shows what fits where the caret is; `always`: also where nothing is typed yet. */
  readonly offer: (always?: boolean) => void;
  readonly close: () => void;
  readonly setActive: (active: number) => void;
  readonly accept: (index: number) => void;
}

const none: Offered = { items: [], active: -1, tokenLength: 0 };

export function useSuggestions(data: PanelData, field: HTMLInputElement | null): SuggestionsInHand {
  const { view, finding } = usePanel();
  const [offered, setOffered] = useState(none);
  const caret = useRef<number | null>(null);

  const offer = (always = false): void => {
    const loaded = finding.get();
    if (loaded === null || field === null) return;
    const { value, selectionStart } = field;
    const at = selectionStart ?? value.length;
    const items = loaded.suggest(value, at, data);
    const tokenLength = Math.max(0, at - (items[0]?.from ?? at));
    // What stands there already is no suggestion.
    const [only, ...more] = items;
    const isTyped = more.length === 0 && only?.shown === value.slice(only?.from, only?.to);
    const isWanted = items.length > 0 && !isTyped && (tokenLength > 0 || always || isValueAwaited(value, at));
    setOffered(isWanted ? { items, active: -1, tokenLength } : none);
  };
  const close = (): void => {
    setOffered(none);
  };
  const accept = (index: number): void => {
    const suggestion = offered.items[index];
    if (suggestion === undefined) return;
    const { filter } = view.get();
    caret.current = suggestion.from + suggestion.insert.length;
    view.setFilter(filter.slice(0, suggestion.from) + suggestion.insert + filter.slice(suggestion.to));
    close();
  };

  // After the field has the new text: its values are offered next, where there are any.
  useLayoutEffect(() => {
    const at = caret.current;
    if (at === null || field === null) return;
    caret.current = null;
    field.setSelectionRange(at, at);
    if (isValueAwaited(field.value, at)) offer(true);
  });

  return {
    ...offered,
    offer,
    close,
    setActive: (active) => {
      setOffered({ ...offered, active });
    },
    accept,
  };
}

/** Whether a value is the next thing to type at the caret, as behind `is:`. */
const isValueAwaited = (text: string, caret: number): boolean => /\S[:,]$/.test(text.slice(0, caret));
