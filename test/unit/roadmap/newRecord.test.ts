import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFrontMatter } from '../../../src/adapters/trackers/markdown/frontMatter';
import { newRecord, oneLine } from '../../../src/adapters/trackers/roadmap/newRecord';
import { decodeRoadmapRecord } from '../../../src/adapters/trackers/roadmap/record';
import { folderSlug, slugOf } from '../../../src/adapters/trackers/roadmap/slug';
import type { IssueDraft } from '../../../src/ports/tracker';

const draft: IssueDraft = {
  title: 'A title',
  type: null,
  priority: null,
  phase: null,
  labels: [],
  assignee: null,
  body: '',
};
const nowMs = Date.UTC(2026, 0, 10, 10, 0, 0, 123);

describe('a new roadmap record', () => {
  it('has all keys in their order, as PyYAML writes them', () => {
    const text = newRecord('0a0b0c01', "It's: new", { ...draft, labels: ['a', 'b #1'], body: '\r\nBody\r\n' }, nowMs);
    expect(text).toBe(`---
id: 0a0b0c01
title: 'It''s: new'
headline: '# It''s: new'
priority: medium
status: todo
archived: false
issue_type: other
milestone: backlog
labels:
- a
- 'b #1'
remote_ids: {}
created: '2026-01-10T10:00:00.123000+00:00'
updated: '2026-01-10T10:00:00.123000+00:00'
assignee: null
estimated_hours: null
due_date: null
depends_on: []
blocks: []
actual_start_date: null
actual_end_date: null
progress_percentage: null
handoff_notes: null
previous_assignee: null
handoff_date: null
git_branches: []
git_commits: []
completed_date: null
comments: []
github_issue: null
---

# It's: new

Body
`);
  });

  it('says in its front matter what the person said, whatever characters that has', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 30 });
    const drafts = fc.record({
      title: anyText.filter((title) => oneLine(title) !== ''),
      type: fc.option(anyText),
      priority: fc.constantFrom(null, 0, 1, 2, 3, 4),
      phase: fc.option(anyText),
      labels: fc.array(anyText, { maxLength: 3 }),
      assignee: fc.option(anyText),
      body: anyText,
    });
    fc.assert(
      fc.property(drafts, (given) => {
        const title = oneLine(given.title);
        const parsed = parseFrontMatter(Buffer.from(newRecord('0a0b0c01', title, given as IssueDraft, nowMs)));
        if (parsed.kind !== 'fields') throw new Error(JSON.stringify(parsed));
        const path = '.roadmap/issues/backlog/0a0b0c01-x.md';
        const decoded = decodeRoadmapRecord({ path, frontMatter: parsed.frontMatter });
        const phase = oneLine(given.phase ?? '');
        expect(decoded).toMatchObject({
          kind: 'issue',
          remarks: [],
          facts: {
            id: '0a0b0c01',
            title,
            trackerStatus: 'todo',
            priority: Math.min(given.priority ?? 2, 3),
            type: oneLine(given.type ?? '') || 'other',
            phase: phase === '' || phase.toLowerCase() === 'backlog' ? null : phase,
            labels: [...new Set(given.labels.map(oneLine).filter((label) => label !== ''))],
            assignees: [oneLine(given.assignee ?? '')]
              .filter((name) => name !== '')
              .map((name) => name.replace(/^@(?=.)/, '')),
            createdAtMs: nowMs,
            updatedAtMs: nowMs,
          },
        });
      }),
      { numRuns: 150 },
    );
  });
});

describe('a slug', () => {
  it.each([
    ['Fix the café’s door: #12', 'fix-the-cafes-door-12'],
    ['  --A__b.. ', 'a-b'],
    ['v1.1.0', 'v1-1-0'],
    ['日本', null],
    ['😀', null],
    ['..\\..//x', 'x'],
    [`${'long word '.repeat(7)}end`, 'long-word-long-word-long-word-long-word-long-word-long-word'],
    ['x'.repeat(80), 'x'.repeat(60)],
  ])('of %j is %j', (text, slug) => {
    expect(slugOf(text)).toBe(slug);
  });

  it('is no device of Windows where it names a folder', () => {
    expect(['NUL', 'com1', 'con.md', 'v1'].map(folderSlug)).toEqual([
      'milestone-nul',
      'milestone-com1',
      'con-md',
      'v1',
    ]);
  });
});
