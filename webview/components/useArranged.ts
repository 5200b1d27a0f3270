/** Answers for the list that the page shows: as it is wanted, or as it was last while that takes more than a moment. */
import { useEffect, useMemo, useState } from 'react';
import type { ArrangeWish } from '../../src/protocol/view/arranged';
import type { ArrangedList, Arranging } from '../state/arranging';
import type { PanelData } from '../state/panelData';
import { usePanel } from './panel';
import { repeatInTasks } from './repeatInTasks';

/** Null while there is no data. */
export function useArranged(
  data: PanelData | null,
  { query, grouping, sorting }: Pick<ArrangeWish, 'query' | 'grouping' | 'sorting'>,
): ArrangedList | null {
  const { now, arrange } = usePanel();
  const [, showDone] = useState<Arranging | null>(null);
  const begun = useMemo(
    () => (data === null ? null : arrange(data, { query, grouping, sorting, nowMs: now.get() })),
    [data, query, grouping, sorting, arrange, now],
  );
  useEffect(() => {
    if (begun === null || begun.isDone) return undefined;
    // Who types on, or hears of a change, wants another list: this one is given up.
    return repeatInTasks(() => {
      const isDone = begun.goOn();
      if (isDone) showDone(begun);
      return isDone;
    });
  }, [begun]);
  return begun?.list ?? null;
}
