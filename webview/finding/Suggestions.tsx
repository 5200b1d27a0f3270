/** Answers for the list of what can be typed next. */
import { useEffect } from 'react';
import { shownText } from '../../src/protocol/shownText';
import { suggestionElementId, suggestionsElementId } from '../components/suggestionElements';
import { findingStrings as strings } from '../strings/finding';
import type { Suggestion } from './finding';

export function Suggestions({
  items,
  active,
  onPick,
}: {
  readonly items: readonly Suggestion[];
  /** -1: the keyboard is in the field. */
  readonly active: number;
  readonly onPick: (index: number) => void;
}) {
  useEffect(() => {
    if (active >= 0) document.getElementById(suggestionElementId(active))?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div className="popup suggestions" role="listbox" id={suggestionsElementId} aria-label={strings.suggestions}>
      {items.map((item, index) => {
        const detail =
          item.kind === 'filter' ? strings.filter(item.shown) : item.count === null ? '' : strings.count(item.count);
        return (
          <div
            key={item.shown}
            id={suggestionElementId(index)}
            className={`popup-item${index === active ? ' active' : ''}`}
            role="option"
            aria-selected={index === active}
            // A press would take the keyboard out of the field.
            onPointerDown={(event) => {
              event.preventDefault();
            }}
            onClick={() => {
              onPick(index);
            }}
          >
            <span className="popup-name" dir="auto">
              {shownText(item.shown)}
            </span>
            <span className="popup-detail">{detail}</span>
          </div>
        );
      })}
    </div>
  );
}
