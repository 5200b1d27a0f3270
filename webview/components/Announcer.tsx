/** Answers for what is told to those who listen, once things come to rest: how much a filter leaves, how many are chosen. */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ListModel } from '../state/listModel';
import { listStrings as strings } from '../strings/list';
import { usePanel } from './panel';

/** So long after the last change something is said. */
const quietMs = 700;

/** Speaks of what the person changed, never of what changes by itself. */
export function Announcer({ model }: { readonly model: ListModel }) {
  const { view, selection } = usePanel();
  const filter = useSyncExternalStore(view.subscribe, () => view.get().filter.trim());
  const chosen = useSyncExternalStore(selection.subscribe, selection.get);
  const [said, setSaid] = useState('');
  const latest = useRef(model);
  const before = useRef({ filter, chosen });

  useEffect(() => {
    latest.current = model;
  }, [model]);
  useEffect(() => {
    const timer = setTimeout(() => {
      const isOtherFilter = before.current.filter !== filter;
      const isOtherChoice = before.current.chosen !== chosen;
      before.current = { filter, chosen };
      const { matching, total, filtering } = latest.current;
      const count = chosen.keys.length;
      if (isOtherFilter && filtering) setSaid(strings.filterCountTitle(matching, total));
      else if (isOtherChoice && count > 1) {
        setSaid(chosen.isCut ? strings.selectedCut(count) : strings.selected(count));
      } else if (isOtherFilter || isOtherChoice) setSaid('');
    }, quietMs);
    return () => {
      clearTimeout(timer);
    };
  }, [filter, chosen]);

  return (
    <div className="spoken" role="status">
      {said}
    </div>
  );
}
