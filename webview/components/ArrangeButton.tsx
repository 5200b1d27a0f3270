/** Answers for the way to group and sort the list otherwise. */
import { useRef, useState, useSyncExternalStore } from 'react';
import { listStrings as strings } from '../strings/list';
import { Codicon } from './Codicon';
import { usePanel } from './panel';

export function ArrangeButton() {
  const { view, finding: findingStore } = usePanel();
  const { grouping, sorting } = useSyncExternalStore(view.subscribe, view.get);
  const finding = useSyncExternalStore(findingStore.subscribe, findingStore.get);
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const sentence = strings.arrange(grouping, sorting);
  return (
    <div className="arrange">
      <button
        ref={button}
        type="button"
        className="arrange-button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={sentence}
        title={sentence}
        onClick={() => {
          setOpen(!isOpen);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        <Codicon name="list-tree" />
        <span className="arrange-name">{strings.grouping(grouping)}</span>
      </button>
      {isOpen && finding !== null && (
        <finding.ArrangeMenu
          grouping={grouping}
          sorting={sorting}
          onArrange={(wish) => {
            view.arrange(wish);
          }}
          onClose={(isByKey) => {
            setOpen(false);
            if (isByKey) button.current?.focus();
          }}
        />
      )}
    </div>
  );
}
