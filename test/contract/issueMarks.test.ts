import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backlogMdTracker } from '../../src/adapters/trackers/backlogMd';
import { beadsTracker } from '../../src/adapters/trackers/beads';
import { roadmapTracker } from '../../src/adapters/trackers/roadmap';
import { describeFailure } from '../../src/domain/failure';
import type { Issue } from '../../src/domain/issue';
import type { CommandRunner } from '../../src/ports/commandRunner';
import type { IssueMarker, Tracker, TrackerSource, WorkMark } from '../../src/ports/tracker';
import { fakeBd, noBd, smallRecordings } from '../fakes/bd/fakeBd';
import { FakeClock } from '../fakes/fakeClock';
import { FakeLog } from '../fakes/fakeLog';
import { issueOf } from '../fakes/issues';

const never = new AbortController().signal;

let folder: string;
let root: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marks ü '));
  root = join(folder, 'shop');
  await mkdir(root);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}
const text = (path: string): Promise<string> => readFile(join(root, path), 'utf8');

async function sourceOf(tracker: Tracker): Promise<TrackerSource> {
  const [source] = await tracker.discover({ root, name: 'shop' }, never);
  if (source === undefined) throw new Error('no source');
  return source;
}

function markerOf({ marker, writer }: TrackerSource): IssueMarker {
  const found = marker ?? writer;
  if (found === null) throw new Error('nothing is marked');
  return found;
}

async function issueIn(source: TrackerSource, id: string): Promise<Issue> {
  const read = await source.read(never);
  const found = read.ok ? read.value.issues.find((issue) => issue.id === id) : undefined;
  if (found === undefined) throw new Error(`${id} is not there`);
  return found;
}

/** Marks, and reads what the tracker says then. */
async function mark(source: TrackerSource, id: string, as: WorkMark, assignee: string | null = null): Promise<Issue> {
  const marked = await markerOf(source).mark(await issueIn(source, id), as, { assignee });
  if (!marked.ok) throw new Error(describeFailure(marked.error));
  return await issueIn(source, id);
}

describe('a mark in a Roadmap record', () => {
  const path = '.roadmap/issues/v1/0a0b0c01-pour.md';
  const record = `---\r\n# by hand\r\nid: 0a0b0c01\r\nstatus: 'todo'   # so far\r\nown: "kept"\r\nupdated: '2025-01-01T00:00:00+00:00'\r\nassignee: null\r\n---\r\nBody — as it is`;
  const clock = new FakeClock(Date.parse('2200-01-01'));
  const source = (): Promise<TrackerSource> => sourceOf(roadmapTracker({ clock, log: new FakeLog(), changes: null }));

  it('changes the status and when it was changed, and gives them back', async () => {
    await put(path, record);
    const roadmap = await source();
    expect((await mark(roadmap, '0a0b0c01', 'inProgress')).trackerStatus).toBe('in-progress');
    const marked = record.replace("'todo'", "'in-progress'").replace('2025-01-01T00', '2200-01-01T00');
    expect(await text(path)).toBe(marked);
    expect((await mark(roadmap, '0a0b0c01', 'open')).trackerStatus).toBe('todo');
    expect(await text(path)).toBe(marked.replace('in-progress', 'todo'));
  });

  it('names an assignee where nobody is', async () => {
    await put(path, record);
    const roadmap = await source();
    expect((await mark(roadmap, '0a0b0c01', 'inProgress', 'Dana Ray')).assignees).toEqual(['Dana Ray']);
    expect((await mark(roadmap, '0a0b0c01', 'inProgress', 'Kim')).assignees).toEqual(['Dana Ray']);
  });

  it('is refused where the file is the record of another issue by now', async () => {
    await put(path, record);
    const roadmap = await source();
    const issue = await issueIn(roadmap, '0a0b0c01');
    await put(path, record.replace('0a0b0c01', '0a0b0c02'));
    expect(await markerOf(roadmap).mark(issue, 'inProgress')).toMatchObject({ ok: false, error: { kind: 'unusable' } });
    await rm(join(root, path));
    expect(await markerOf(roadmap).mark(issue, 'inProgress')).toMatchObject({ ok: false, error: { kind: 'notFound' } });
  });
});

describe('a mark in a task of Backlog.md', () => {
  const path = 'backlog/tasks/task-7 - Pour.md';
  const record = `---\nid: TASK-7\ntitle: 'Pour: hot'\nstatus: To Do\nassignee: []\ncreated_date: '2025-01-01 10:00'\nlabels: [a, "b"]\n---\n\n## Description\n\nBody`;
  const source = (): Promise<TrackerSource> =>
    sourceOf(backlogMdTracker({ clock: new FakeClock(Date.parse('2200-01-01')), log: new FakeLog(), changes: null }));

  beforeEach(() => put(path, record));

  it('changes the status, and gives it back to the byte', async () => {
    const backlog = await source();
    expect((await mark(backlog, 'TASK-7', 'inProgress')).trackerStatus).toBe('In Progress');
    expect(await text(path)).toBe(record.replace('To Do', 'In Progress'));
    await mark(backlog, 'TASK-7', 'open');
    expect(await text(path)).toBe(record);
    expect((await mark(backlog, 'TASK-7', 'inProgress', '@dana')).assignees).toEqual(['@dana']);
  });

  it('uses the words of the project', async () => {
    await put('backlog/config.yml', 'statuses: ["Backlog", "Ready", "Doing", "Review", "Done"]\n');
    await put(path, record.replace('To Do', 'Backlog'));
    const backlog = await source();
    expect((await mark(backlog, 'TASK-7', 'inProgress')).trackerStatus).toBe('Doing');
    expect((await mark(backlog, 'TASK-7', 'open')).trackerStatus).toBe('Backlog');
  });

  it('is refused where there is no word for it, and for what is no task', async () => {
    await put('backlog/config.yml', 'statuses: ["To Do", "Done"]\n');
    await put('backlog/drafts/draft-1 - Idea.md', '---\nid: DRAFT-1\ntitle: Idea\n---\n');
    const backlog = await source();
    const marker = markerOf(backlog);
    const refused = { ok: false, error: { kind: 'unusable' } };
    expect(await marker.mark(await issueIn(backlog, 'TASK-7'), 'inProgress')).toMatchObject(refused);
    expect(await marker.mark(await issueIn(backlog, 'DRAFT-1'), 'open')).toMatchObject(refused);
    expect(await marker.mark(issueOf('TASK-9'), 'open')).toMatchObject(refused);
    expect(await text(path)).toBe(record);
  });
});

describe('a mark in Beads', () => {
  const source = (runner: CommandRunner | null): Promise<TrackerSource> =>
    sourceOf(beadsTracker({ clock: new FakeClock(), runner }));

  it('is made by bd, and read at once', async () => {
    await put('.beads/issues.jsonl', '');
    const bd = fakeBd(smallRecordings, join(folder, 'calls'));
    const beads = await source(bd.runner);
    const read = await beads.read(never);
    const [first] = read.ok ? read.value.issues.filter(({ trackerStatus }) => trackerStatus === 'open') : [];
    if (first === undefined) throw new Error('nothing is open');
    const before = await text('.beads/issues.jsonl');
    expect((await mark(beads, first.id, 'inProgress')).trackerStatus).toBe('in_progress');
    expect(bd.calls()).toContainEqual(['update', first.id, '--status=in_progress']);
    expect((await mark(beads, first.id, 'open')).trackerStatus).toBe('open');
    expect(await text('.beads/issues.jsonl')).toBe(before);
  });

  it('is told how to be made by hand where bd is not to be run', async () => {
    await put('.beads/issues.jsonl', '{"id":"tea-1","title":"Pour","status":"open"}\n');
    for (const runner of [null, noBd]) {
      const beads = await source(runner);
      const marked = await markerOf(beads).mark(await issueIn(beads, 'tea-1'), 'inProgress');
      expect(marked.ok ? '' : describeFailure(marked.error)).toContain('`bd update tea-1 --status in_progress`');
    }
    expect(await text('.beads/issues.jsonl')).toContain('"status":"open"');
  });

  it('says what bd said, and hands over no id that looks like an option', async () => {
    await put('.beads/issues.jsonl', '');
    const bd = fakeBd(smallRecordings, join(folder, 'calls'));
    const marker = markerOf(await source(bd.runner));
    const failed = await marker.mark(issueOf('gone-1'), 'inProgress');
    expect(failed.ok ? '' : describeFailure(failed.error)).toContain('no issue found');
    expect(await marker.mark(issueOf('--help'), 'open')).toMatchObject({ ok: false, error: { kind: 'unusable' } });
    expect(bd.calls().every((call) => !call.includes('--help'))).toBe(true);
  });
});
