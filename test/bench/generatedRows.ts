/** Answers for rows of the panel in any number, in the order of the host, the same on every run. */
import type { Priority } from '../../src/domain/issue';
import type { Row } from '../../src/protocol/messages';
import { byDisplay } from '../../src/protocol/view/rowOrder';
import { sampleRow } from '../fakes/panelState';
import { people, pick, titleOf } from './generatedText';
import { seeded } from './seeded';

const statuses = ['ready', 'ready', 'blocked', 'blocked', 'inProgress', 'deferred'] as const;
const priorities: readonly [Priority | null, ...(Priority | null)[]] = [0, 1, 2, 3, 4, null];
const hourMs = 3_600_000;

export function generatedRows(count: number, nowMs: number): readonly Row[] {
  const random = seeded(count);
  const rows = Array.from({ length: count }, (_, at) => {
    const assignee = pick(random, people);
    const waitsFor = sampleRow(`g${Math.max(0, at - 1).toString(36)}`);
    const status = pick(random, statuses);
    return sampleRow(`g${at.toString(36)}`, {
      title: titleOf(random, at),
      status,
      started: status === 'inProgress',
      priority: pick(random, priorities),
      labels: [`area-${at % 20}`],
      assignees: assignee === null ? [] : [assignee],
      blockedBy:
        status === 'blocked'
          ? [{ reason: 'edge', kind: 'blocks', id: waitsFor.id, key: waitsFor.key, title: 'What comes before' }]
          : [],
      createdAtMs: nowMs - Math.floor(200 + random() * 4_000) * hourMs,
      updatedAtMs: nowMs - Math.floor(random() * 200) * hourMs,
    });
  });
  return rows.sort((one, other) => byDisplay({ row: one }, { row: other }));
}
