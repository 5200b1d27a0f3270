/** Answers for roadmap trees of any size, as a tool that keeps its issues in markdown files writes them. */
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { people, pick, sentences, titleOf } from './generatedText';
import { seeded, type Random } from './seeded';

const hourMs = 3_600_000;
const priorities = ['critical', 'high', 'medium', 'medium', 'low'] as const;
const types = ['feature', 'bug', 'other'] as const;
const milestones = 24;
/**
 * Files this much older than git's index are not read again by every `git status`: those as young as the index are.
 * https://git-scm.com/docs/racy-git
 */
const fileAgeMs = hourMs;

/**
 * Writes `count` records below `<root>/.roadmap/issues/`, a folder a milestone: three in five are closed, every other
 * one waits for one or two earlier ones. The same on every run but for the times.
 * @returns the absolute paths of the files, in the order of their numbers
 */
export function writeRoadmap(root: string, count: number, nowMs: number): readonly string[] {
  const random = seeded(count);
  const madeAt = (nowMs - fileAgeMs) / 1_000;
  return Array.from({ length: count }, (_, at) => {
    const milestone = milestoneOf(at);
    const folder = path.join(root, '.roadmap', 'issues', milestone ?? 'backlog');
    mkdirSync(folder, { recursive: true });
    const title = titleOf(random, at);
    const file = path.join(folder, `${idOf(at)}-${slugOf(title)}.md`);
    writeFileSync(file, recordText(at, title, milestone, random, nowMs));
    utimesSync(file, madeAt, madeAt);
    return file;
  });
}

/** The text of a record with another title, all else as it was. */
export const retitled = (text: string, title: string): string => text.replace(/^title: .*$/m, `title: ${title}`);

function recordText(at: number, title: string, milestone: string | null, random: Random, nowMs: number): string {
  const iso = (ms: number): string => new Date(ms).toISOString().replace('Z', '+00:00');
  const createdMs = nowMs - (200 + random() * 4_000) * hourMs;
  const updatedMs = nowMs - random() * 200 * hourMs;
  const chance = random();
  const status = chance < 0.6 ? 'closed' : chance < 0.63 ? 'in-progress' : 'todo';
  const closed = status === 'closed';
  const waitsFor = at > 0 && random() < 0.5 ? 1 + Math.floor(random() * 2) : 0;
  const blockers = new Set(
    Array.from({ length: waitsFor }, () => idOf(Math.max(0, at - 1 - Math.floor(random() * 25)))),
  );
  return [
    '---',
    `id: ${written(idOf(at))}`,
    `title: ${title}`,
    `headline: '# ${title}'`,
    `priority: ${pick(random, priorities)}`,
    `status: ${status}`,
    'archived: false',
    `issue_type: ${pick(random, types)}`,
    `milestone: ${milestone ?? 'backlog'}`,
    'labels:',
    `- area-${at % 20}`,
    'remote_ids:',
    `  github: ${at + 1}`,
    `created: '${iso(createdMs)}'`,
    `updated: '${iso(updatedMs)}'`,
    `assignee: ${pick(random, people) ?? 'null'}`,
    `estimated_hours: ${random() < 0.3 ? `${1 + Math.floor(random() * 16)}.0` : 'null'}`,
    'due_date: null',
    ...list('depends_on', [...blockers]),
    'blocks: []',
    `actual_start_date: ${status === 'todo' ? 'null' : `'${iso(createdMs + hourMs)}'`}`,
    `actual_end_date: ${closed ? `'${iso(updatedMs)}'` : 'null'}`,
    `progress_percentage: ${closed ? '100.0' : 'null'}`,
    'handoff_notes: null',
    'previous_assignee: null',
    'handoff_date: null',
    'git_branches: []',
    'git_commits: []',
    'completed_date: null',
    'comments: []',
    '---',
    '',
    `# ${title}`,
    '',
    '## Description',
    '',
    sentences.repeat(5 + Math.floor(random() * 7)).trim(),
    '',
    '## Acceptance criteria',
    '',
    '- [ ] A test shows it',
    '- [ ] The log of the next run does not',
    '',
  ].join('\n');
}

const list = (key: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [`${key}: []`] : [`${key}:`, ...items.map((item) => `- ${written(item)}`)];

/** Eight hexadecimal digits that look unlike their neighbours; each number has its own. */
const idOf = (at: number): string => (Math.imul(at + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');

/** All digits would be a number. */
const written = (id: string): string => (/^\d+$/.test(id) ? `'${id}'` : id);

/** One in eight has none. */
const milestoneOf = (at: number): string | null => (at % 8 === 0 ? null : `v0-${at % milestones}-0`);

const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '');
