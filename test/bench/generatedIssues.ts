/** Answers for Beads files of any size, the same on every run but for the times. */
import { people, pick, sentences, titleOf } from './generatedText';
import { seeded, type Random } from './seeded';

const hourMs = 3_600_000;
const types = ['task', 'task', 'bug', 'feature', 'chore'] as const;

/** The text of an `issues.jsonl`: three in five are closed, every other one waits for one or two earlier ones. */
export function generatedIssuesJsonl(count: number, nowMs: number): string {
  const random = seeded(count);
  return Array.from({ length: count }, (_, at) => `${JSON.stringify(record(at, random, nowMs))}\n`).join('');
}

function record(at: number, random: Random, nowMs: number): object {
  const id = idOf(at);
  const createdMs = nowMs - (200 + random() * 4_000) * hourMs;
  const updatedMs = nowMs - random() * 200 * hourMs;
  const chance = random();
  const status = chance < 0.6 ? 'closed' : chance < 0.63 ? 'in_progress' : 'open';
  const waitsFor = at > 0 && random() < 0.5 ? 1 + Math.floor(random() * 2) : 0;
  const assignee = pick(random, people);
  return {
    id,
    title: titleOf(random, at),
    description: sentences.repeat(1 + Math.floor(random() * 6)),
    status,
    priority: Math.floor(random() * 5),
    issue_type: pick(random, types),
    created_at: new Date(createdMs).toISOString(),
    updated_at: new Date(updatedMs).toISOString(),
    ...(status === 'closed' && { closed_at: new Date(updatedMs).toISOString() }),
    ...(assignee !== null && { assignee }),
    labels: [`area-${at % 20}`],
    dependencies: Array.from({ length: waitsFor }, () => ({
      issue_id: id,
      // Near ones, as in one piece of work.
      depends_on_id: idOf(Math.max(0, at - 1 - Math.floor(random() * 25))),
      type: 'blocks',
    })),
  };
}

const idOf = (at: number): string => `shop-g${at.toString(36)}`;
