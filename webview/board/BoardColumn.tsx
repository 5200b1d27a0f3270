/** Answers for one column: a list of cards with one tab stop, of which only those on the screen are in the page. */
import { useEffect, useRef } from 'react';
import type { BoardColumnId } from '../../src/protocol/boardColumns';
import type { SourceChip } from '../../src/protocol/messages';
import { Badge } from '../components/Badge';
import { Codicon } from '../components/Codicon';
import { issueContext } from '../components/IssueRow';
import { usePanel } from '../components/panel';
import { useHeights } from '../components/useHeights';
import { isWritable } from '../state/chips';
import type { PanelData } from '../state/panelData';
import { boardStrings } from '../strings/board';
import { useBoard, useBoardView } from './boardContext';
import type { ColumnModel } from './boardModel';
import { Card, GhostCard } from './Card';
import { statusIcons } from './statusIcons';
import { useColumnKeys } from './useColumnKeys';
import { useColumnScroll } from './useColumnScroll';

/** A card is so much taller than a row of the panel: its title has a line more. */
const cardPerRow = 1.42;

/** What the board can ask of a column. */
export interface ColumnHandle {
  focus(): void;
  readonly topIndex: number;
}

export function BoardColumn({
  data,
  column,
  sources,
  filtering,
  waiting,
  headless,
  handle,
  aside,
}: {
  readonly data: PanelData;
  readonly column: ColumnModel;
  readonly sources: ReadonlyMap<string, SourceChip>;
  readonly filtering: boolean;
  /** What matches is not known yet. */
  readonly waiting: boolean;
  /** A tab says its name. */
  readonly headless: boolean;
  readonly handle: (id: BoardColumnId, handle: ColumnHandle | null) => void;
  /** To the column beside: `row` counts from the first card on the screen. */
  readonly aside: (from: BoardColumnId, step: 1 | -1, row: number) => void;
}) {
  const { view } = useBoard();
  const { deeds } = usePanel();
  const { selected } = useBoardView();
  const { id, keys, total } = column;
  const activeIndex = selected === null ? -1 : keys.indexOf(selected);
  const cardHeight = Math.round(useHeights().row * cardPerRow);
  const scroller = useRef<HTMLDivElement>(null);
  const scroll = useColumnScroll(scroller, column, cardHeight, activeIndex);
  const last = useRef(-1);
  const shownFor = useRef(selected);
  const pressed = useRef(false);

  useEffect(() => {
    if (activeIndex >= 0) last.current = activeIndex;
    // Only what was chosen anew is scrolled to: a change of the list moves nothing.
    if (shownFor.current === selected) return;
    shownFor.current = selected;
    if (activeIndex >= 0) scroll.show(activeIndex);
  });
  useEffect(() => {
    handle(id, {
      focus: () => scroller.current?.focus({ preventScroll: true }),
      get topIndex() {
        return scroll.topIndex();
      },
    });
    return () => {
      handle(id, null);
    };
  });

  const choose = (index: number): void => {
    const key = keys[index];
    if (key === undefined) return;
    // A card whose row is on its way can be looked for, not chosen.
    if (key === '') scroll.show(index);
    else view.choose(key, id);
  };
  const onKeyDown = useColumnKeys({
    data,
    column,
    activeIndex,
    lastIndex: () => last.current,
    scroll,
    choose,
    aside: (step, index) => {
      aside(id, step, index - scroll.topIndex());
    },
  });
  const indexOfEvent = ({ target }: { readonly target: EventTarget }): number => {
    const card = target instanceof Element ? target.closest('[data-index]') : null;
    return card instanceof HTMLElement ? Number(card.dataset.index) : -1;
  };
  const cardId = (index: number): string => `card-${id}-${index}`;
  const activeRow = data.rows.get(keys[activeIndex] ?? '');
  const sourceOf = (source: string): SourceChip | undefined => sources.get(source);
  const writable = (source: string): boolean => {
    const chip = sourceOf(source);
    return chip !== undefined && isWritable(chip);
  };
  return (
    <section
      className="board-column"
      data-column={id}
      aria-label={boardStrings.columnSpoken(id, keys.length, total)}
      data-empty={keys.length === 0}
    >
      {!headless && (
        <h2 className="board-column-head">
          <Codicon name={statusIcons[id]} className={`small status-${id}`} />
          <span className="board-column-name">{boardStrings.column(id)}</span>
          {!waiting && <Badge>{boardStrings.columnCount(keys.length, total)}</Badge>}
        </h2>
      )}
      {keys.length === 0 ? (
        <p className="board-column-note">
          {waiting
            ? boardStrings.onItsWay
            : filtering && total > 0
              ? boardStrings.columnNoMatch
              : boardStrings.columnEmpty(id)}
        </p>
      ) : (
        <div
          ref={scroller}
          className="board-cards"
          role="listbox"
          aria-label={boardStrings.column(id)}
          tabIndex={0}
          aria-activedescendant={activeIndex >= 0 ? cardId(activeIndex) : undefined}
          data-vscode-context={
            activeRow === undefined ? undefined : issueContext(activeRow, writable(activeRow.source))
          }
          onKeyDown={onKeyDown}
          onPointerDown={() => {
            pressed.current = true;
          }}
          onFocus={() => {
            view.setColumn(id);
            // A press chooses its own card when it becomes a click.
            if (!pressed.current && activeIndex < 0 && view.get().selected === null) choose(Math.max(0, last.current));
          }}
          onClick={(event) => {
            pressed.current = false;
            choose(indexOfEvent(event));
            const fact = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-target]') : null;
            const target = fact?.dataset.target;
            if (target !== undefined && event.detail < 2) view.follow(target, null);
          }}
          onDoubleClick={(event) => {
            const key = keys[indexOfEvent(event)];
            if (key !== undefined && data.rows.get(key)?.openable === true) deeds.run('openIssue', [key]);
          }}
          onContextMenu={(event) => {
            choose(indexOfEvent(event));
          }}
        >
          <div className="board-cards-all" role="presentation" style={{ height: scroll.totalHeight }}>
            {scroll.items.map(({ index, start }) => {
              const key = keys[index] ?? '';
              const row = data.rows.get(key);
              const place = {
                id: cardId(index),
                index,
                of: keys.length,
                top: start,
                height: cardHeight,
                chosen: index === activeIndex,
              };
              return row === undefined ? (
                <GhostCard key={`ghost-${index}`} label={boardStrings.onItsWay} {...place} />
              ) : (
                <Card
                  key={key}
                  row={row}
                  tag={sourceOf(row.source)?.tag ?? null}
                  writable={writable(row.source)}
                  {...place}
                />
              );
            })}
          </div>
        </div>
      )}
    </section>
  );
}
