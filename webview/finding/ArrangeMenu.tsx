/** Answers for the menu by which the list is grouped and sorted. */
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { groupings, sortings, type Grouping, type Sorting } from '../../src/protocol/view/view';
import { Codicon } from '../components/Codicon';
import { listStrings as strings } from '../strings/list';

export function ArrangeMenu({
  grouping,
  sorting,
  onArrange,
  onClose,
}: {
  readonly grouping: Grouping;
  readonly sorting: Sorting;
  readonly onArrange: (wish: { readonly grouping?: Grouping; readonly sorting?: Sorting }) => void;
  /** @param isByKey the keyboard goes back to where it came from */
  readonly onClose: (isByKey: boolean) => void;
}) {
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    menu.current?.querySelector<HTMLElement>('[aria-checked=true]')?.focus();
  }, []);

  const onKeyDown = (event: KeyboardEvent): void => {
    const items = [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitemradio]') ?? [])];
    const at = items.findIndex((item) => item === document.activeElement);
    const target = targetOf(event.key, at, items);
    if (event.key === 'Escape' || event.key === 'Tab') onClose(true);
    else if (target !== null) items[target]?.focus();
    else if (event.key === 'Enter' || event.key === ' ') items[at]?.click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const item = (name: string, isChecked: boolean, pick: () => void) => (
    <div
      key={name}
      className="popup-item"
      role="menuitemradio"
      aria-checked={isChecked}
      tabIndex={-1}
      onClick={() => {
        pick();
        onClose(true);
      }}
      onPointerMove={(event) => {
        event.currentTarget.focus();
      }}
    >
      <Codicon name="check" className={isChecked ? 'small' : 'small unchecked'} />
      <span className="popup-name">{name}</span>
    </div>
  );
  return (
    <div
      ref={menu}
      className="popup arrange-menu"
      role="menu"
      aria-label={strings.arrangeMenu}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        const { relatedTarget } = event;
        const isInside = relatedTarget instanceof Node && menu.current?.parentElement?.contains(relatedTarget) === true;
        if (!isInside) onClose(false);
      }}
    >
      <div role="group" aria-label={strings.groupBy}>
        <div className="popup-title" aria-hidden="true">
          {strings.groupBy}
        </div>
        {groupings.map((each) =>
          item(strings.grouping(each), each === grouping, () => {
            onArrange({ grouping: each });
          }),
        )}
      </div>
      <div role="group" aria-label={strings.sortBy}>
        <div className="popup-title" aria-hidden="true">
          {strings.sortBy}
        </div>
        {sortings.map((each) =>
          item(strings.sorting(each), each === sorting, () => {
            onArrange({ sorting: each });
          }),
        )}
      </div>
    </div>
  );
}

/** Which item `key` goes to from the one at `at`; null: it is no key for that. A letter goes to the next that begins so. */
function targetOf(key: string, at: number, items: readonly HTMLElement[]): number | null {
  const count = items.length;
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (at <= 0 ? count : at) - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
  }
  if (Array.from(key).length !== 1 || key === ' ') return null;
  for (let step = 1; step <= count; step++) {
    const index = (at + step) % count;
    if (items[index]?.textContent.toLowerCase().startsWith(key.toLowerCase()) === true) return index;
  }
  return null;
}
