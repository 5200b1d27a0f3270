/** Answers for the panel's data as the webview holds it: rows by key, and what a patch does to them. */
import type {
  PanelHeader,
  PanelOpening,
  PanelOutline,
  PanelPatch,
  PanelState,
  Row,
  SectionOrder,
  SectionPart,
} from '../../src/protocol/messages';
import { splicedOrder } from '../../src/protocol/sectionSplices';
import type { Arranged } from '../../src/protocol/view/arranged';

/**
 * The data of one revision. A new revision is a new object, but the map of rows is carried over and
 * changed in place: at 100,000 rows a copy for each patch would cost a frame.
 */
export interface PanelData {
  readonly revision: number;
  readonly header: PanelHeader;
  readonly order: SectionOrder;
  readonly rows: ReadonlyMap<string, Row>;
  /** Keys of the issues that branches name, in row order. */
  readonly current: readonly string[];
  /** Rows are missing: it is what the page brought. */
  readonly isPart: boolean;
}

export function dataOfState(state: PanelState): PanelData {
  return dataOf(state, rowsByKey(state.rows));
}

/** The data of a state whose rows came in portions. */
export function dataOf(
  outline: Omit<PanelOutline, 'rowCount'>,
  rows: ReadonlyMap<string, Row>,
  isPart = false,
): PanelData {
  const current: string[] = [];
  for (const row of rows.values()) if (row.current) current.push(row.key);
  return { revision: outline.revision, header: outline.header, order: outline.order, rows, current, isPart };
}

/** The data of the page's own part of a state: keys it does not have are empty, and there are no rows for them. */
export function dataOfOpening(opening: PanelOpening): PanelData {
  const { lengths, parts } = opening;
  const order: SectionOrder = {
    inProgress: spread(lengths.inProgress, parts.inProgress),
    ready: spread(lengths.ready, parts.ready),
    blocked: spread(lengths.blocked, parts.blocked),
    deferred: spread(lengths.deferred, parts.deferred),
    other: spread(lengths.other, parts.other),
  };
  return dataOf({ ...opening, order }, rowsByKey(opening.rows), !opening.whole);
}

/** The list of a page's first screen, arranged by the host; null where the page brings none. */
export function arrangedOfOpening({ list }: PanelOpening): Arranged | null {
  if (list === undefined) return null;
  const groups = list.groups.map(({ length, parts, ...group }) => ({ ...group, keys: spread(length, parts) }));
  return { ...list, groups };
}

function spread(length: number, parts: readonly SectionPart[]): readonly string[] {
  const keys = new Array<string>(length).fill('');
  for (const part of parts) for (const [offset, key] of part.keys.entries()) keys[part.at + offset] = key;
  return keys;
}

const rowsByKey = (rows: readonly Row[]): ReadonlyMap<string, Row> => new Map(rows.map((row) => [row.key, row]));

/** The data after `patch`, or null when the patch belongs to another revision. `data` must not be used any more. */
export function applyPatch(data: PanelData, patch: PanelPatch): PanelData | null {
  if (patch.baseRevision !== data.revision) return null;
  const rows = data.rows as Map<string, Row>;
  const current = new Set(data.current);
  for (const key of patch.removals) {
    rows.delete(key);
    current.delete(key);
  }
  for (const row of patch.upserts) {
    rows.set(row.key, row);
    if (row.current) current.add(row.key);
    else current.delete(row.key);
  }
  return {
    revision: patch.revision,
    header: { ...patch.header, problems: patch.header.problems ?? data.header.problems },
    order: splicedOrder(data.order, patch.order),
    rows,
    current: sameMembers(current, data.current) ? data.current : [...current],
    isPart: data.isPart,
  };
}

function sameMembers(now: ReadonlySet<string>, before: readonly string[]): boolean {
  return now.size === before.length && before.every((key) => now.has(key));
}
