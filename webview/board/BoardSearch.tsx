/** Answers for the line above the columns: what is searched for, and how much of the whole it leaves. */
import { useEffect, useRef } from 'react';
import type { PanelHeader } from '../../src/protocol/messages';
import { Codicon } from '../components/Codicon';
import { strings } from '../strings';
import { boardStrings } from '../strings/board';
import { useBoard, useBoardView } from './boardContext';
import type { BoardModel } from './boardModel';

export function BoardSearch({
  model,
  header,
  onLeave,
}: {
  readonly model: BoardModel;
  readonly header: PanelHeader;
  /** The person goes on to the columns. */
  readonly onLeave: () => void;
}) {
  const { view } = useBoard();
  const { query } = useBoardView();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const find = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'f';
      const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!find && !(slash && !(event.target instanceof HTMLInputElement))) return;
      event.preventDefault();
      event.stopPropagation();
      field.current?.select();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
    };
  }, []);
  const { deferred, other } = header.counts;
  const aside = boardStrings.aside(deferred, other);
  return (
    <div className="board-search" role="search">
      <div className="board-field">
        <Codicon name="search" className="small" />
        <input
          ref={field}
          type="text"
          value={query}
          aria-label={boardStrings.searchLabel}
          placeholder={boardStrings.searchPlaceholder}
          spellCheck={false}
          onChange={(event) => {
            view.setQuery(event.target.value);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && query !== '') view.setQuery('');
            else if (event.key === 'ArrowDown' || event.key === 'Enter' || event.key === 'Escape') onLeave();
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        />
        {query !== '' && (
          <button
            type="button"
            className="icon-button"
            title={strings.clearFilter}
            aria-label={strings.clearFilter}
            onClick={() => {
              view.setQuery('');
              field.current?.focus();
            }}
          >
            <Codicon name="close" />
          </button>
        )}
      </div>
      <output className="board-count">
        {model.filtering && !model.partial
          ? boardStrings.shown(model.matching, model.total)
          : boardStrings.all(model.total)}
      </output>
      {aside !== '' && (
        <span className="board-aside" title={boardStrings.asideTitle}>
          {aside}
        </span>
      )}
    </div>
  );
}
