/** The lines of Beads' export. */
import { JsonlReader } from '../../../../src/adapters/trackers/beads/jsonl';
import { decodeRecord } from '../../../../src/adapters/trackers/beads/record';
import { bytesLike, jsonLike } from '../hostile';
import { expectShape, factsShape, issueShape, problemShape } from '../shapes';
import { target, type FuzzTarget } from '../target';

const record = {
  id: 'shop-1',
  title: 'Reload the cache',
  status: 'open',
  priority: 1,
  issue_type: 'bug',
  assignee: 'ada',
  labels: ['area'],
  created_at: '2026-01-02T03:04:05.123456789Z',
  updated_at: '2026-01-02T03:04:05+02:00',
  closed_at: null,
  defer_until: '2026-02-01',
  external_ref: 'https://example.com/1',
  dependencies: [
    { issue_id: 'shop-1', depends_on_id: 'shop-2', type: 'blocks' },
    { issue_id: 'shop-1', depends_on_id: 'external:web:cap', type: 'parent-child' },
  ],
};
const lines = `${JSON.stringify(record)}\r\n${JSON.stringify({ ...record, id: 'shop-2', status: 'closed' })}\n{"_type":"memory"}\n`;
const never = new AbortController().signal;

const origin = {
  locate: (_: string, line: number) => ({ path: 'x', line }),
  problem: (line: number, clause: string) => ({ path: 'x', line, message: clause }),
};

export const beadsTargets: readonly FuzzTarget[] = [
  target('beads record', jsonLike(record), (value) => {
    const decoded = decodeRecord(value);
    if (decoded.kind === 'issue') expectShape(factsShape, decoded.facts);
  }),
  target('beads export', bytesLike(lines), async (bytes) => {
    const reader = new JsonlReader();
    const first = await reader.read(bytes, origin, never);
    for (const issue of first.issues) expectShape(issueShape, issue);
    for (const problem of first.problems) expectShape(problemShape, problem);
    // What did not change is the same object: a second look must not find anything else.
    const second = await reader.read(bytes, origin, never);
    if (second.issues.some((issue, at) => issue !== first.issues[at])) throw new Error('the same lines, other issues');
  }),
];
