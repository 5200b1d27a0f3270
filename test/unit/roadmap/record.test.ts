import { describe, expect, it } from 'vitest';
import type { DecodedRecord } from '../../../src/adapters/trackers/markdown/format';
import { parseFrontMatter } from '../../../src/adapters/trackers/markdown/frontMatter';
import { isRecordPath } from '../../../src/adapters/trackers/roadmap/files';
import { decodeRoadmapRecord } from '../../../src/adapters/trackers/roadmap/record';

const usual = '.roadmap/issues/backlog/0a0b0c01-some-title.md';

function decode(fields: string, path = usual): DecodedRecord {
  const parsed = parseFrontMatter(`---\n${fields}\n---\n`);
  if (parsed.kind !== 'fields') throw new Error(JSON.stringify(parsed));
  return decodeRoadmapRecord({ path, frontMatter: parsed.frontMatter });
}

function facts(fields: string, path = usual): Extract<DecodedRecord, { kind: 'issue' }>['facts'] {
  const decoded = decode(fields, path);
  if (decoded.kind !== 'issue') throw new Error(JSON.stringify(decoded));
  expect(decoded.remarks).toEqual([]);
  return decoded.facts;
}

const dependsOn = (id: string, reversed = false): object => ({ kind: 'depends_on', id, scope: null, reversed });

describe('a roadmap record', () => {
  it('becomes the facts it states', () => {
    const record = `id: 1e234567
title: 'It''s: a title'
headline: '# Something else'
priority: critical
status: in-progress
archived: false
issue_type: bug
milestone: v1-0-2
labels:
- a
- b
remote_ids:
  github: 12
created: '2026-02-10T13:45:03.757705+00:00'
updated: '2026-02-11T22:03:39+02:00'
assignee: dana
estimated_hours: 4.5
due_date: null
depends_on: [0a0b0c02, '0a0b0c03', 0a0b0c02]
blocks:
- 0a0b0c04
actual_start_date: '2026-02-10T21:28:03.887096+00:00'
actual_end_date: null
progress_percentage: 0.0
handoff_notes: |
  status: done
git_branches: []
git_commits:
- hash: abc
completed_date: '2026-02-12'
comments: []
github_issue: 12
own: {key: [1]}`;
    expect(facts(record)).toEqual({
      id: '1e234567',
      title: "It's: a title",
      trackerStatus: 'in-progress',
      notWork: false,
      priority: 0,
      type: 'bug',
      labels: ['a', 'b'],
      assignees: ['dana'],
      author: null,
      phase: 'v1-0-2',
      started: true,
      createdAtMs: Date.UTC(2026, 1, 10, 13, 45, 3, 757),
      updatedAtMs: Date.UTC(2026, 1, 11, 20, 3, 39),
      closedAtMs: Date.UTC(2026, 1, 12),
      deferUntilMs: null,
      url: null,
      edges: [dependsOn('0a0b0c02'), dependsOn('0a0b0c03'), dependsOn('0a0b0c04', true)],
    });
  });

  it('is to do when it has no status, and takes id and title from its name', () => {
    expect(facts('own: x')).toMatchObject({ id: '0a0b0c01', title: 'some title', trackerStatus: 'todo' });
    expect(facts('own: x', '.roadmap/issues/0A0B0C01.md')).toMatchObject({ id: '0A0B0C01', title: '0A0B0C01' });
    expect(facts('id: x-1', '.roadmap/issues/any name.md')).toMatchObject({ id: 'x-1', title: 'any name' });
    expect(facts('id: 0a0b0c09').id).toBe('0a0b0c09');
  });

  it('is called by its headline when it has no title', () => {
    expect(facts("title: ''\nheadline: '## Headline '").title).toBe('Headline');
    expect(facts('headline: |\n  First line\n  second').title).toBe('First line');
    expect(facts("headline: '# '").title).toBe('some title');
    expect(facts('title: |\n  two\n  lines').title).toBe('two lines');
  });

  it.each<[string, number | null]>([
    ['critical', 0],
    ['High', 1],
    ['medium', 2],
    ['low', 3],
    ['0', 0],
    ["'4'", 4],
    ['null', null],
  ])('has the priority %s', (text, priority) => {
    expect(facts(`priority: ${text}`).priority).toBe(priority);
  });

  it('has no title or label longer than anybody reads', () => {
    const { title, labels } = facts(`title: ${'t'.repeat(1000)}\nlabels: [a, ${'l'.repeat(1000)}]`);
    expect(title).toBe(`${'t'.repeat(299)}…`);
    expect(labels).toEqual(['a', `${'l'.repeat(199)}…`]);
  });

  it('is archived when it says so or lies in the archive, whatever its status', () => {
    expect(facts('status: todo\narchived: true').trackerStatus).toBe('archived');
    expect(facts('status: todo', '.roadmap/archive/issues/v1/0a0b0c01-x.md').trackerStatus).toBe('archived');
    expect(facts('status: closed\narchived: null').trackerStatus).toBe('closed');
  });

  it('has the phase of its milestone, else of its folder, and none in the backlog', () => {
    const inFolder = '.roadmap/issues/v1-1-0/0a0b0c01-x.md';
    expect(facts('milestone: v2', inFolder).phase).toBe('v2');
    expect(facts("milestone: ''", inFolder).phase).toBe('v1-1-0');
    expect(facts('milestone: null').phase).toBeNull();
    expect(facts('milestone: backlog', inFolder).phase).toBeNull();
    expect(facts('id: x', '.roadmap/issues/0a0b0c01-x.md').phase).toBeNull();
    expect(facts('id: x', '.roadmap/archive/issues/v1/deep/0a0b0c01-x.md').phase).toBe('v1');
  });

  it('was started with a start date or any progress', () => {
    expect(facts('progress_percentage: 100.0').started).toBe(true);
    expect(facts('progress_percentage: 0.0\nactual_start_date: null').started).toBe(false);
    expect(facts('actual_start_date: 2026-02-10').started).toBe(true);
  });

  it('was closed on its completed date, else on its end date', () => {
    expect(facts('actual_end_date: 2026-02-10').closedAtMs).toBe(Date.UTC(2026, 1, 10));
  });

  it('knows a name without its @', () => {
    expect(facts('assignee: @dana').assignees).toEqual(['dana']);
    expect(facts("assignee: ['@dana', lee]").assignees).toEqual(['dana', 'lee']);
    expect(facts('assignee: null').assignees).toEqual([]);
  });

  it('is malformed when readiness could not be told from it', () => {
    expect(decode('title: x', '.roadmap/issues/notes.md')).toMatchObject({ kind: 'malformed', line: 1 });
    expect(decode('id: x\nstatus: [todo]')).toMatchObject({ kind: 'malformed', line: 3 });
  });

  it('is read without relations that cannot be understood, and says so', () => {
    expect(decode('depends_on:\n  a: b')).toMatchObject({
      kind: 'issue',
      facts: { edges: [] },
      remarks: [{ line: 3 }],
    });
    expect(decode('blocks: {a: b}')).toMatchObject({ kind: 'issue', facts: { edges: [] }, remarks: [{ line: 2 }] });
  });

  it('leaves out a field it cannot understand, and says so with its line', () => {
    const decoded = decode('id: [a]\npriority: urgent\ncreated: yesterday\narchived: perhaps\ndepends_on: [a, [b]]');
    expect(decoded).toMatchObject({
      kind: 'issue',
      facts: { id: '0a0b0c01', priority: null, createdAtMs: null, trackerStatus: 'todo', edges: [dependsOn('a')] },
    });
    expect(decoded.kind === 'issue' && decoded.remarks.map(({ line }) => line).sort()).toEqual([2, 3, 4, 5, 6]);
  });
});

describe('a file in a roadmap folder', () => {
  it.each([
    ['0a0b0c01-title.md', true],
    ['0a0b0c01.MD', true],
    ['0a0b0c01-readme.md', true],
    ['older-name.md', true],
    ['template-engine.md', true],
    ['README.md', false],
    ['template.md', false],
    ['issue.template.md', false],
    ['.0a0b0c01-title.md', false],
    ['.context-scout.12-1.tmp', false],
    ['0a0b0c01-title.md.orig', false],
    ['0a0b0c01-title.txt', false],
  ])('%s is a record: %s', (name, isRecord) => {
    expect(isRecordPath(`.roadmap/issues/backlog/${name}`)).toBe(isRecord);
  });
});
