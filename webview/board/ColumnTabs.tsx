/** Answers for choosing the one column there is room for. */
import { useRef } from 'react';
import { boardColumns, type BoardColumnId } from '../../src/protocol/boardColumns';
import { Badge } from '../components/Badge';
import { Codicon } from '../components/Codicon';
import { boardStrings } from '../strings/board';
import { useBoard, useBoardView } from './boardContext';
import type { BoardModel } from './boardModel';
import { statusIcons } from './statusIcons';

/** DOM id of what the tabs choose. */
export const columnPanelId = 'board-column-panel';

export const columnTabId = (column: BoardColumnId): string => `board-tab-${column}`;

export function ColumnTabs({ model }: { readonly model: BoardModel }) {
  const { view } = useBoard();
  const { column: current } = useBoardView();
  const list = useRef<HTMLDivElement>(null);
  const go = (column: BoardColumnId | undefined): void => {
    if (column === undefined) return;
    view.setColumn(column);
    list.current?.querySelector<HTMLElement>(`#${columnTabId(column)}`)?.focus();
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const at = boardColumns.indexOf(current);
    if (event.altKey) return;
    if (event.key === 'ArrowRight') go(boardColumns[at + 1]);
    else if (event.key === 'ArrowLeft') go(boardColumns[at - 1]);
    else if (event.key === 'Home') go(boardColumns[0]);
    else if (event.key === 'End') go(boardColumns.at(-1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={list} className="board-tabs" role="tablist" aria-label={boardStrings.columns} onKeyDown={onKeyDown}>
      {model.columns.map(({ id, keys, total }) => (
        <button
          key={id}
          id={columnTabId(id)}
          type="button"
          role="tab"
          className="board-tab"
          aria-selected={id === current}
          aria-controls={columnPanelId}
          tabIndex={id === current ? 0 : -1}
          onClick={() => {
            view.setColumn(id);
          }}
        >
          <Codicon name={statusIcons[id]} className={`small status-${id}`} />
          <span className="board-column-name">{boardStrings.column(id)}</span>
          <Badge>{boardStrings.columnCount(keys.length, total)}</Badge>
        </button>
      ))}
    </div>
  );
}
