/** Answers for finding: what is typed, what it leaves, whose issues they are, and how they are arranged. */
import { useState, useSyncExternalStore } from 'react';
import { maxFilterLength } from '../../src/protocol/arrangement';
import type { Arranged } from '../../src/protocol/view/arranged';
import type { PanelData } from '../state/panelData';
import { whoseOf } from '../state/whose';
import { listStrings as strings } from '../strings/list';
import { ArrangeButton } from './ArrangeButton';
import { Codicon } from './Codicon';
import { FilterTroubles } from './FilterTroubles';
import { usePanel } from './panel';
import { suggestionElementId, suggestionsElementId } from './suggestionElements';
import { useFilterKeys, type FieldHandle } from './useFilterKeys';
import { useSuggestions } from './useSuggestions';
import { SelectionLine, WhoseChips } from './WhoseChips';

export function FilterLine({
  data,
  filter,
  arranged,
  matching,
  total,
  onLeave,
  handle,
}: {
  readonly data: PanelData;
  /** As typed. */
  readonly filter: string;
  /** What an earlier `filter` leaves, or this one. */
  readonly arranged: Arranged;
  readonly matching: number;
  readonly total: number;
  /** The person goes on to the list. */
  readonly onLeave: () => void;
  readonly handle: (handle: FieldHandle | null) => void;
}) {
  const { view, selection, finding: findingStore } = usePanel();
  const finding = useSyncExternalStore(findingStore.subscribe, findingStore.get);
  const chosen = useSyncExternalStore(selection.subscribe, selection.get);
  const [field, setField] = useState<HTMLInputElement | null>(null);
  const suggestions = useSuggestions(data, field);
  const onKeyDown = useFilterKeys({ field, suggestions, onLeave, handle });
  const { filtering, query } = arranged;
  const isOpen = suggestions.items.length > 0;
  return (
    <div className="filter" role="search">
      <div className="filter-field">
        <Codicon name="search" className="filter-icon" />
        <input
          ref={setField}
          className="filter-input"
          role="combobox"
          aria-label={strings.filterLabel}
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={isOpen ? suggestionsElementId : undefined}
          aria-activedescendant={
            isOpen && suggestions.active >= 0 ? suggestionElementId(suggestions.active) : undefined
          }
          aria-describedby="filter-troubles"
          placeholder={strings.filterPlaceholder(total)}
          autoComplete="off"
          spellCheck="false"
          dir="auto"
          maxLength={maxFilterLength}
          onChange={(event) => {
            view.setFilter(event.target.value);
            suggestions.offer();
          }}
          onKeyDown={onKeyDown}
          onClick={() => {
            suggestions.offer(filter === '');
          }}
          onBlur={suggestions.close}
          value={filter}
        />
        {filtering && (
          <span className="filter-count" title={strings.filterCountTitle(matching, total)}>
            {strings.filterCount(matching, total)}
          </span>
        )}
        {filter !== '' && (
          <button
            type="button"
            className="icon-button"
            title={strings.clearFilter}
            aria-label={strings.clearFilter}
            onClick={() => {
              view.setFilter('');
              field?.focus();
            }}
          >
            <Codicon name="close" />
          </button>
        )}
      </div>
      {isOpen && finding !== null && (
        <finding.Suggestions items={suggestions.items} active={suggestions.active} onPick={suggestions.accept} />
      )}
      <div className="filter-ways">
        {chosen.keys.length > 1 ? <SelectionLine selection={chosen} /> : <WhoseChips whose={whoseOf(query)} />}
        <ArrangeButton />
      </div>
      <FilterTroubles filter={filter} query={query} me={data.header.me} />
    </div>
  );
}
