import { describe, expect, it } from 'vitest';
import { defaultConfig } from '../../../src/adapters/trackers/backlogMd/config';
import { decodeTask, type RecordPlace } from '../../../src/adapters/trackers/backlogMd/record';
import type { DecodedRecord } from '../../../src/adapters/trackers/markdown/format';
import { parseFrontMatter } from '../../../src/adapters/trackers/markdown/frontMatter';
import type { Issue } from '../../../src/domain/issue';

interface Surroundings {
  readonly path?: string;
  readonly place?: RecordPlace;
  readonly priorities?: readonly string[];
}

function decode(
  lines: readonly string[],
  {
    path = 'backlog/tasks/task-7 - Some-title.md',
    place = 'tasks',
    priorities = ['high', 'medium', 'low'],
  }: Surroundings = {},
): DecodedRecord {
  const reading = parseFrontMatter(`---\n${lines.join('\n')}\n---\n`);
  if (reading.kind !== 'fields') throw new Error(`not read: ${reading.kind}`);
  const milestones = new Map([['m-1', 'First release']]);
  return decodeTask({ path, frontMatter: reading.frontMatter }, place, {
    config: { ...defaultConfig, priorities },
    milestones,
  });
}

function facts(lines: readonly string[], by: Surroundings = {}): Omit<Issue, 'location'> {
  const decoded = decode(lines, by);
  if (decoded.kind !== 'issue') throw new Error(decoded.kind);
  return decoded.facts;
}

const remarks = (lines: readonly string[]): unknown => {
  const decoded = decode(lines);
  return decoded.kind === 'issue' ? decoded.remarks : decoded.kind;
};

describe('a Backlog.md record', () => {
  it('says all that its front matter does', () => {
    expect(
      facts([
        'id: task-7.02',
        'title: "Cut: it"',
        'status: In Progress',
        'assignee: [@dana, "@other"]',
        'reporter: @dana',
        "created_date: '2025-06-03 14:05'",
        'updated_date: 2025-06-04',
        'labels: [bug, web ui]',
        'milestone: M-01',
        'dependencies: [TASK-1, "2"]',
        'parent_task_id: task-7',
        'priority: High',
        'type: bug',
      ]),
    ).toEqual({
      id: 'task-7.02',
      title: 'Cut: it',
      trackerStatus: 'In Progress',
      notWork: false,
      priority: 1,
      type: 'bug',
      labels: ['bug', 'web ui'],
      assignees: ['@dana', '@other'],
      author: '@dana',
      phase: 'First release',
      started: false,
      createdAtMs: Date.UTC(2025, 5, 3, 14, 5),
      updatedAtMs: Date.UTC(2025, 5, 4),
      closedAtMs: null,
      deferUntilMs: null,
      url: null,
      edges: [
        { kind: 'dependencies', id: 'TASK-1', scope: null, reversed: false },
        { kind: 'dependencies', id: '2', scope: null, reversed: false },
        { kind: 'parent_task_id', id: 'task-7', scope: null, reversed: false },
      ],
    });
  });

  it('takes id and title from the file name where it says none', () => {
    expect(facts(['status: Done'])).toMatchObject({ id: 'task-7', title: 'Some title' });
    expect(facts(['title: T'], { path: 'backlog/tasks/task-7.md' })).toMatchObject({ id: 'task-7', title: 'T' });
    expect(decode(['title: T'], { path: 'backlog/tasks/task-x.md' })).toMatchObject({ kind: 'malformed', line: 1 });
  });

  it('reads a single bare name, and names as they are written', () => {
    expect(facts(['assignee: @dana']).assignees).toEqual(['@dana']);
    expect(facts(['assignee:', '  - "@dana"', '  - other']).assignees).toEqual(['@dana', 'other']);
    expect(facts(['assignee:']).assignees).toEqual([]);
  });

  it('reads the dates of older versions', () => {
    for (const date of ['03-06-25', '03/06/25', "'03.06.25'"]) {
      expect(facts([`created_date: ${date}`]).createdAtMs).toBe(Date.UTC(2025, 5, 3));
    }
    expect(remarks(['id: task-1', 'created_date: 31-13-25', 'updated_date: soon'])).toMatchObject([
      { line: 3 },
      { line: 4 },
    ]);
  });

  it('places configured priorities between the most and the least urgent', () => {
    const priorities = ['Now', 'Next  up', 'Someday'];
    const numbers = ['now', 'next up', 'SOMEDAY', 'critical'].map(
      (name) => facts([`priority: ${name}`], { priorities }).priority,
    );
    expect(numbers).toEqual([0, 2, 4, 0]);
    expect(remarks(['priority: whenever'])).toEqual([{ line: 2, clause: 'priority is not one of high, medium, low' }]);
  });

  it('counts dependencies as the tool does: only a list, and every entry of it', () => {
    expect(facts(['dependencies: task-1']).edges).toEqual([]);
    expect(remarks(['id: task-7', 'dependencies: task-1'])).toMatchObject([{ line: 3 }]);
    expect(facts(['dependencies: [null, "", {a: b}]']).edges.map(({ id }) => id)).toEqual(['null', '""']);
    expect(remarks(['dependencies: [task-1, ""]'])).toEqual([{ line: 2, clause: 'dependency 2 names no task' }]);
    expect(remarks(['dependencies: [task-1, "", null, "", {a: b}]'])).toEqual([
      { line: 2, clause: 'dependency 2 and 3 more name no task' },
    ]);
    expect(remarks(['dependencies: [null, task-1]'])).toEqual([{ line: 2, clause: 'dependency 1 names no task' }]);
  });

  it('keeps of long texts what can be shown', () => {
    const long = 'x'.repeat(298) + '😀'.repeat(9);
    const cut = `${'x'.repeat(298)}…`;
    expect(facts([`title: ${long}`, `labels: [${long}, bug]`, `milestone: ${long}`])).toMatchObject({
      title: cut,
      labels: [cut, 'bug'],
      phase: cut,
    });
    expect(facts([`title: ${'x'.repeat(300)}`]).title).toHaveLength(300);
  });
});
