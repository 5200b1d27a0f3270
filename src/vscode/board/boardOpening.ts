/** Answers for which part of a state the board's page brings: the top of each column, however much there is. */
import { boardColumns } from '../../protocol/boardColumns';
import type { PanelOpening, PanelState, SectionPart } from '../../protocol/messages';

/** No larger state goes into the page as a whole. */
const wholeRows = 200;

/** More than the tallest screen shows of one column. */
const screenCards = 40;

export function boardOpening({ revision, header, order, rows }: PanelState): PanelOpening {
  const whole = rows.length <= wholeRows;
  const top = (keys: readonly string[]): readonly SectionPart[] => {
    const part = whole ? keys : keys.slice(0, screenCards);
    return part.length === 0 ? [] : [{ at: 0, keys: part }];
  };
  const parts: PanelOpening['parts'] = {
    inProgress: top(order.inProgress),
    ready: top(order.ready),
    blocked: top(order.blocked),
    deferred: whole ? top(order.deferred) : [],
    other: whole ? top(order.other) : [],
  };
  const kept = new Set(boardColumns.flatMap((column) => parts[column].flatMap(({ keys }) => keys)));
  return {
    revision,
    header,
    lengths: {
      inProgress: order.inProgress.length,
      ready: order.ready.length,
      blocked: order.blocked.length,
      deferred: order.deferred.length,
      other: order.other.length,
    },
    parts,
    rows: whole ? rows : rows.filter(({ key, current }) => current || kept.has(key)),
    whole,
  };
}
