/** Answers for the filter: what is typed, what it leaves, and how to be rid of it. */
import { useCallback } from 'react';
import { strings } from '../strings';
import { Codicon } from './Codicon';
import { TextField, type TextFieldHandle } from './toolkit/TextField';

export function FilterLine({
  filter,
  matching,
  total,
  onFilter,
  onLeave,
  handle,
}: {
  readonly filter: string;
  readonly matching: number;
  readonly total: number;
  readonly onFilter: (filter: string) => void;
  /** The person goes on to the list. */
  readonly onLeave: () => void;
  readonly handle: (handle: TextFieldHandle | null) => void;
}) {
  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      if (event.key === 'Escape' && filter !== '') onFilter('');
      else if (event.key === 'ArrowDown' || event.key === 'Enter' || event.key === 'Escape') onLeave();
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    [filter, onFilter, onLeave],
  );
  const filtering = filter.trim() !== '';
  return (
    <div className="filter" role="search">
      <TextField
        value={filter}
        label={strings.filterLabel}
        placeholder={strings.filterPlaceholder(total)}
        onValue={onFilter}
        onKeyDown={onKeyDown}
        handle={handle}
      >
        <i slot="start" className="filter-icon">
          <Codicon name="search" />
        </i>
        {filtering && (
          <i slot="end" className="filter-end">
            <output className="filter-count">{strings.filterCount(matching, total)}</output>
            <button
              type="button"
              className="icon-button"
              title={strings.clearFilter}
              aria-label={strings.clearFilter}
              onClick={() => {
                onFilter('');
              }}
            >
              <Codicon name="close" />
            </button>
          </i>
        )}
      </TextField>
    </div>
  );
}
