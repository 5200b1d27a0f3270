/** Answers for the panel's data as the webview holds it: rows by key, and what a patch does to them. */
import type { PanelHeader, PanelPatch, PanelState, Row, SectionOrder } from '../../src/protocol/messages';

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
}

export function dataOfState(state: PanelState): PanelData {
  const rows = new Map<string, Row>();
  const current: string[] = [];
  for (const row of state.rows) {
    rows.set(row.key, row);
    if (row.current) current.push(row.key);
  }
  return { revision: state.revision, header: state.header, order: state.order, rows, current };
}

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
    header: patch.header,
    order: { ...data.order, ...patch.order },
    rows,
    current: sameMembers(current, data.current) ? data.current : [...current],
  };
}

function sameMembers(now: ReadonlySet<string>, before: readonly string[]): boolean {
  return now.size === before.length && before.every((key) => now.has(key));
}
