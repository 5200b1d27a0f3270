import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { roadmapTracker } from '../../src/adapters/trackers/roadmap';
import { describeFailure } from '../../src/domain/failure';
import type { Issue } from '../../src/domain/issue';
import type { IssueDraft, IssueWriter, SourceReading, TrackerSource, WrittenIssue } from '../../src/ports/tracker';
import { FakeClock } from '../fakes/fakeClock';
import { FakeLog } from '../fakes/fakeLog';
import { issueOf } from '../fakes/issues';

const never = new AbortController().signal;
const draft: IssueDraft = {
  title: 'Pour the tea',
  type: 'feature',
  priority: 1,
  phase: null,
  labels: ['kitchen'],
  assignee: 'dana',
  body: 'Hot.\n',
};
const record = `---\r
# by hand
id: 0a0b0c01
own: "kept" # too
title: 'Pour'
archived: false # yet
updated: '2025-01-01T00:00:00+00:00'
---
Body without a last line`;
const path = '.roadmap/issues/v1-1-0/0a0b0c01-pour.md';
const archivePath = '.roadmap/archive/issues/v1-1-0/0a0b0c01-pour.md';

let root: string;
let ids: string[];
let clock: FakeClock;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'roadmap writer ü '));
  ids = [];
  clock = new FakeClock();
});
afterEach(() => rm(root, { recursive: true, force: true }));

const home = (): { root: string; name: string } => ({ root, name: 'shop' });
const tracker = (): ReturnType<typeof roadmapTracker> =>
  roadmapTracker({ clock, log: new FakeLog(), changes: null, newId: () => ids.shift() ?? 'bad id' });

function starter(): IssueWriter {
  const writer = tracker().starter(home());
  if (writer === null) throw new Error('no writer');
  return writer;
}

async function source(): Promise<TrackerSource> {
  const [found] = await tracker().discover(home(), never);
  if (found === undefined) throw new Error('no source');
  return found;
}

async function read(): Promise<SourceReading> {
  const result = await (await source()).read(never);
  if (!result.ok) throw new Error(describeFailure(result.error));
  return result.value;
}

async function put(at: string, text: string | Buffer): Promise<void> {
  await mkdir(dirname(join(root, at)), { recursive: true });
  await writeFile(join(root, at), text);
}

async function files(folder = '.'): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

/** What was written, or the sentence that says why not. */
async function outcome(writing: ReturnType<IssueWriter['create']>): Promise<WrittenIssue | string> {
  const result = await writing;
  return result.ok ? result.value : describeFailure(result.error);
}

const issueAt = (at: string): Issue => issueOf('0a0b0c01', { location: { path: at, line: 1 } });

describe('creating a roadmap issue', () => {
  it('begins a roadmap in a folder without one', async () => {
    ids = ['0a0b0c01'];
    expect(await tracker().discover(home(), never)).toEqual([]);
    const at = '.roadmap/issues/backlog/0a0b0c01-pour-the-tea.md';
    expect(await outcome(starter().create(draft))).toEqual({ id: '0a0b0c01', location: { path: at, line: 1 } });
    expect(await files()).toEqual([at]);
    const { issues, problems } = await read();
    expect(problems).toEqual([]);
    expect(issues).toMatchObject([
      {
        id: '0a0b0c01',
        title: 'Pour the tea',
        trackerStatus: 'todo',
        type: 'feature',
        priority: 1,
        phase: null,
        labels: ['kitchen'],
        assignees: ['dana'],
        createdAtMs: clock.nowMs(),
        location: { path: at, line: 1 },
      },
    ]);
    expect(await readFile(join(root, at), 'utf8')).toMatch(/\n---\n\n# Pour the tea\n\nHot\.\n$/);
  });

  it('takes no id that is in use, or that a parser takes for a number', async () => {
    await put('.roadmap/issues/backlog/0A0B0C01-a.md', record);
    await put('.roadmap/archive/issues/v1/deep/0a0b0c02-a.md', record);
    ids = ['0a0b0c01', '0a0b0c02', '12345678', '1e234567', '0b101010', 'nothex', '0a0b0c03'];
    expect(await outcome(starter().create(draft))).toMatchObject({ id: '0a0b0c03' });
    expect(ids).toEqual([]);
  });

  it('gives up rather than use such an id', async () => {
    ids = [];
    await expect(starter().create(draft)).rejects.toThrow('no new id');
    ids = ['0a0b0c01'];
    expect(await outcome(starter().create(draft))).toMatchObject({ id: '0a0b0c01' });
  });

  it.each([
    ['v1.1.0', [], 'v1-1-0'],
    ['v1.1.0', ['v1.1.0'], 'v1.1.0'],
    ['Sprint 2', ['SPRINT-2'], 'SPRINT-2'],
    ['日本', [], 'milestone'],
    ['../../..', [], 'milestone'],
    ['Backlog', [], 'backlog'],
    [' ', [], 'backlog'],
  ])('puts one of %j, where there is %j, into %s', async (phase, folders, folder) => {
    for (const each of folders) await mkdir(join(root, '.roadmap/issues', each), { recursive: true });
    ids = ['0a0b0c01'];
    expect(await outcome(starter().create({ ...draft, phase }))).toMatchObject({
      location: { path: `.roadmap/issues/${folder}/0a0b0c01-pour-the-tea.md` },
    });
    const [issue] = (await read()).issues;
    expect(issue?.phase).toBe(folder === 'backlog' ? null : phase);
  });

  it('needs a title, and makes one line of it', async () => {
    expect(await outcome(starter().create({ ...draft, title: ' \n\u0000' }))).toBe(
      'The title cannot be used: it is empty. Give the issue one.',
    );
    ids = ['0a0b0c01'];
    await outcome(starter().create({ ...draft, title: ' ---\n# "😀":\t{a}' }));
    expect((await read()).issues[0]?.title).toBe('--- # "😀": {a}');
  });

  it('leaves nothing behind where the system refuses', async () => {
    ids = ['0a0b0c01', '0a0b0c02'];
    await put('.roadmap', 'a file');
    expect(await outcome(starter().create(draft))).toBe(
      '.roadmap cannot be written: a file is in the place of its folder. Rename that file, and try again.',
    );
    await rm(join(root, '.roadmap'));
    await put('.roadmap/issues/backlog', 'a file');
    expect(await outcome(starter().create(draft))).toMatch(
      / cannot be written: a file is in the place of its folder\. Rename that file, and try again\.$/,
    );
    expect(await files()).toEqual(['.roadmap/issues/backlog']);
  });

  it('writes nothing outside the repository', async () => {
    await mkdir(join(root, 'outside/issues'), { recursive: true });
    await mkdir(join(root, 'home'));
    const writer = tracker().starter({ root: join(root, 'home'), name: 'shop' });
    for (const [target, link] of [
      ['../outside', 'home/.roadmap'],
      ['../nowhere', 'home/.roadmap'],
      ['../../outside/issues', 'home/.roadmap/issues'],
      ['../../../outside', 'home/.roadmap/issues/backlog'],
    ] as const) {
      await rm(join(root, 'home'), { recursive: true });
      await mkdir(dirname(join(root, link)), { recursive: true });
      await symlink(target, join(root, link));
      ids = ['0a0b0c01'];
      expect(await outcome(writer?.create(draft) ?? Promise.reject(new Error()))).toContain(
        'it leads out of the folder',
      );
    }
    expect(await files('outside')).toEqual([]);
    expect(await readdir(root)).toEqual(['home', 'outside']);
  });
});

describe('archiving a roadmap issue', () => {
  it('marks it and moves it, and keeps every other byte and its mode', async () => {
    await put(path, record);
    await chmod(join(root, path), 0o640);
    const [issue] = (await read()).issues;
    const { writer } = await source();
    if (issue === undefined || writer === null) throw new Error('nothing to archive');
    expect(await outcome(writer.archive(issue))).toEqual({ id: '0a0b0c01', location: { path: archivePath, line: 1 } });
    expect(await files()).toEqual([archivePath]);
    expect(await readFile(join(root, archivePath), 'utf8')).toBe(
      record.replace('false #', 'true #').replace('2025-01-01T00:00:00+00:00', '2026-01-10T10:00:00+00:00'),
    );
    expect((await stat(join(root, archivePath))).mode & 0o777).toBe(0o640);
    expect((await read()).issues).toMatchObject([{ trackerStatus: 'archived', phase: 'v1-1-0' }]);
  });

  it('goes on where it was ended between marking and moving', async () => {
    const marked = record.replace('false #', 'true #');
    await put(path, marked);
    expect(await outcome(starter().archive(issueAt(path)))).toMatchObject({ location: { path: archivePath } });
    expect(await readFile(join(root, archivePath), 'utf8')).toBe(marked);
  });

  it.each([
    ['is archived already', archivePath, 'it is archived already.'],
    ['lies elsewhere', 'docs/0a0b0c01-pour.md', 'it is not in .roadmap/issues.'],
    ['has a path that leads out', '.roadmap/issues/../../../x.md', 'it leads out of the folder'],
  ])('is refused when the record %s', async (_, at, why) => {
    await put(archivePath, record);
    expect(await outcome(starter().archive(issueAt(at)))).toContain(why);
    expect(await files()).toEqual([archivePath]);
  });

  it('is refused when no file is known for it', async () => {
    expect(await outcome(starter().archive(issueOf('0a0b0c01', { location: null })))).toContain('no file is known');
  });

  it.each([
    ['is gone', null, `${path} was not found.`],
    ['is of another issue now', record.replace('0a0b0c01', '0a0b0c09'), 'is not the record of 0a0b0c01 any more'],
    ['is no record any more', 'text', 'is not the record of 0a0b0c01 any more'],
    ['cannot be changed without harm', record.replace('false #', '!!bool false #'), 'Change it by hand.'],
  ])('is refused, and nothing is changed, when the file %s', async (_, text, why) => {
    if (text !== null) await put(path, text);
    else await mkdir(join(root, '.roadmap'));
    expect(await outcome(starter().archive(issueAt(path)))).toContain(why);
    if (text !== null) expect(await readFile(join(root, path), 'utf8')).toBe(text);
    expect(await files()).toEqual(text === null ? [] : [path]);
  });

  it('is refused, and nothing is changed, when its place in the archive is taken', async () => {
    await put(path, record);
    await put(archivePath, 'older');
    expect(await outcome(starter().archive(issueAt(path)))).toBe(
      `${archivePath} cannot be used: something of that name is already there. Rename it first.`,
    );
    expect(await readFile(join(root, path), 'utf8')).toBe(record);
    expect(await readFile(join(root, archivePath), 'utf8')).toBe('older');
  });

  it('does not write through a link that stands for the record', async () => {
    await put('elsewhere.md', record);
    await mkdir(dirname(join(root, path)), { recursive: true });
    await symlink('../../../elsewhere.md', join(root, path));
    expect(await outcome(starter().archive(issueAt(path)))).toContain('it is not a plain file');
    expect(await readFile(join(root, 'elsewhere.md'), 'utf8')).toBe(record);
  });

  it('writes one after the other', async () => {
    await put(path, record);
    const writer = starter();
    const outcomes = await Promise.all([1, 2, 3].map(() => outcome(writer.archive(issueAt(path)))));
    expect(outcomes.filter((each) => typeof each !== 'string')).toHaveLength(1);
    expect(outcomes.filter((each) => typeof each === 'string').join()).toContain('another window is writing');
    expect(await files()).toEqual([archivePath]);
  });
});

describe('what an ended process left', () => {
  it('is taken over or deleted, and what a running one uses is left alone', async () => {
    await put(path, record);
    const gone = 2 ** 22 + 1;
    const temporary = (folder: string, owner: number): string => `${folder}/.context-scout.${owner}-1.tmp`;
    const folder = dirname(path);
    await put('.roadmap/.context-scout.lock', String(gone));
    await put(temporary(folder, gone), 'half');
    await put(temporary(folder, process.ppid), 'in use');
    await utimes(join(root, temporary(folder, gone)), 0, 0);
    expect(await outcome(starter().archive(issueAt(path)))).toMatchObject({ id: '0a0b0c01' });
    expect(await files()).toEqual([archivePath, temporary(folder, process.ppid)].sort());
  });

  it('is respected while its process runs', async () => {
    await put(path, record);
    await put('.roadmap/.context-scout.lock', String(process.ppid));
    expect(await outcome(starter().archive(issueAt(path)))).toContain('delete .roadmap/.context-scout.lock');
    expect(await readFile(join(root, path), 'utf8')).toBe(record);
  });

  it('is taken over when this process has its number by chance', async () => {
    await put(path, record);
    await put('.roadmap/.context-scout.lock', String(process.pid));
    expect(await outcome(starter().archive(issueAt(path)))).toMatchObject({ id: '0a0b0c01' });
  });
});
