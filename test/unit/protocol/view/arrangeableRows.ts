/** Answers for rows as a list has them, and for lists of any kind. */
import fc from 'fast-check';
import type { PanelHeader, Row } from '../../../../src/protocol/messages';
import type { ArrangeableData } from '../../../../src/protocol/view/arranged';
import { byDisplay } from '../../../../src/protocol/view/rowOrder';
import { sampleRow, sampleState } from '../../../fakes/panelState';

/** The rows in the order of the host. */
export function arrangeable(rows: readonly Row[], header: Partial<PanelHeader> = {}): ArrangeableData {
  const sorted = rows.toSorted((one, other) => byDisplay({ row: one }, { row: other }));
  const { order, header: whole } = sampleState(sorted, header);
  return { rows: new Map(sorted.map((row) => [row.key, row])), order, header: whole };
}

const name = fc.constantFrom('a', 'A', 'b', 'Phase 2', 'Phase 10', 'é', '注文', '');
const moment = fc.option(fc.integer({ min: 0, max: 5 }), { nil: null });

/** Few values of each kind, so that many rows share them. */
const fields: fc.Arbitrary<Partial<Row>> = fc.record({
  title: fc.constantFrom('Schema migration', 'Shcema', 'Order events', 'Docs', '注文の移行', 'Café'),
  status: fc.constantFrom('ready', 'blocked', 'inProgress', 'deferred', 'other', 'done'),
  priority: fc.constantFrom(0, 1, 2, 3, 4, null),
  labels: fc.array(name, { maxLength: 2 }),
  assignees: fc.array(name, { maxLength: 2 }),
  phase: fc.option(name, { nil: null }),
  parentKey: fc.constantFrom('p1', 'p2', null),
  parentTitle: fc.option(name, { nil: null }),
  source: fc.constantFrom('beads:shop', 'github:shop/api'),
  createdAtMs: moment,
  updatedAtMs: moment,
  unblocks: fc.nat(3).map((total) => ({ direct: Math.min(1, total), total })),
});

/** Rows whose ids are their places. */
export const anyRows: fc.Arbitrary<readonly Row[]> = fc
  .array(fields, { maxLength: 30 })
  .map((all) => all.map((some, at) => sampleRow(`${at}`, some)));

export const anyRow = (id: string): fc.Arbitrary<Row> => fields.map((some) => sampleRow(id, some));

export const anyQuery = fc.constantFrom(
  '',
  'schema',
  'shcema migration',
  'is:ready',
  '-label:a order',
  'label:a label:b',
  'no:assignee',
  'foo:bar',
  'updated:<7x docs',
  'priority:>=2 is:blocked is:ready',
  'cafe',
  '移行',
);
