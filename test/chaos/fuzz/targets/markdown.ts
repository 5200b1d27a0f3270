/** Records of markdown files: front matter, configuration, and the edits made in them. */
import fc from 'fast-check';
import { parseConfig, parseRootConfig, defaultConfig } from '../../../../src/adapters/trackers/backlogMd/config';
import { decodeTask } from '../../../../src/adapters/trackers/backlogMd/record';
import { decodeCheckpoint, encodeCheckpoint } from '../../../../src/adapters/trackers/markdown/checkpoint';
import { parseFrontMatter } from '../../../../src/adapters/trackers/markdown/frontMatter';
import { editFrontMatter } from '../../../../src/adapters/trackers/markdown/frontMatterEdit';
import type { MarkdownFormat } from '../../../../src/adapters/trackers/markdown/format';
import { roadmapKeys } from '../../../../src/adapters/trackers/roadmap/newRecord';
import { decodeRoadmapRecord } from '../../../../src/adapters/trackers/roadmap/record';
import { anyText, bytesLike, jsonTextLike, textLike } from '../hostile';
import { decodedShape, expectShape, problemShape } from '../shapes';
import { expect, target, type FuzzTarget } from '../target';

const roadmap = `---
id: 3f9a1c2b
title: "Reload: the cache"
status: in-progress
priority: high
labels: [bug, 'area: x']
depends_on:
  - 11aa22bb
assignee: ada
milestone: v1.0
created: 2026-01-02T03:04:05Z
---
# Words
`;
const task = `---
id: task-7
title: Show prices
status: In Progress
assignee:
  - '@ada'
labels: []
dependencies: [task-1, task-2.1]
parent_task_id: task-3
created_date: '2026-01-02 03:04'
priority: high
---
## Description
`;
const config = `project_name: "Shop"
statuses: ["To Do", "In Progress", "Done"]
priorities: [high, low]
task_prefix: "job"
backlog_directory: ".backlog"
`;
const paths = fc.oneof(
  fc.constantFrom('.roadmap/issues/v1.0/3f9a1c2b-reload.md', 'backlog/tasks/task-7 - Show prices.md', 'x.md'),
  anyText,
);
const surroundings = { config: defaultConfig, milestones: new Map([['m-1', 'One']]) };
const format = { kind: 'roadmap', version: '1' } as MarkdownFormat;
const checkpoint = {
  head: 'a'.repeat(40),
  again: [
    ['a.md', '1:2'],
    ['b.md', null],
  ],
  unseen: ['x/'],
  folders: [['.roadmap/issues', 'y']],
} as const;

export const markdownTargets: readonly FuzzTarget[] = [
  target('front matter', bytesLike(roadmap, task), (bytes) => {
    for (const isWhole of [true, false]) {
      const reading = parseFrontMatter(bytes, isWhole);
      if (reading.kind === 'malformed') expect(reading.line >= 1 && reading.why !== '', 'no place');
      if (reading.kind === 'fields') expect(reading.frontMatter.fields instanceof Map, 'no fields');
    }
  }),
  target('roadmap record', fc.tuple(paths, textLike(roadmap)), ([path, text]) => {
    const reading = parseFrontMatter(text);
    if (reading.kind === 'fields') {
      expectShape(decodedShape, decodeRoadmapRecord({ path, frontMatter: reading.frontMatter }));
    }
  }),
  target(
    'backlog record',
    fc.tuple(paths, textLike(task), fc.constantFrom('tasks' as const, 'completed' as const, 'drafts' as const)),
    ([path, text, place]) => {
      const reading = parseFrontMatter(text);
      if (reading.kind !== 'fields') return;
      expectShape(decodedShape, decodeTask({ path, frontMatter: reading.frontMatter }, place, surroundings));
    },
  ),
  target('backlog configuration', textLike(config), (text) => {
    const { config: read, problems } = parseConfig(text, 'backlog/config.yml');
    expect(read.statuses.length > 0 && read.priorities.length > 0, 'no statuses or priorities');
    for (const problem of problems) expectShape(problemShape, problem);
    const directory = parseRootConfig(text)?.directory ?? null;
    expect(directory === null || (!directory.startsWith('/') && !directory.split('/').includes('..')), 'it leads out');
  }),
  target(
    'front matter edit',
    fc.tuple(bytesLike(roadmap, task), fc.constantFrom('status', 'priority', 'labels', 'title'), anyText),
    ([bytes, key, value]) => {
      const edited = editFrontMatter(bytes, new Map([[key, value]]), { what: 'x.md', keyOrder: roadmapKeys });
      if (!edited.ok) return;
      const reading = parseFrontMatter(edited.value);
      expect(reading.kind === 'fields', 'an edit made a record unreadable');
      const now = reading.frontMatter.fields.get(key);
      expect(now?.kind === 'scalar' && now.text === value, 'an edit wrote something else');
    },
  ),
  target(
    'checkpoint of markdown files',
    jsonTextLike(JSON.parse(encodeCheckpoint(format, checkpoint)) as unknown),
    (text) => {
      const read = decodeCheckpoint(text, format);
      if (read === null) return;
      expect(
        [...read.again, ...read.folders].every(([path]) => typeof path === 'string'),
        'a stamp of no path',
      );
    },
  ),
];
