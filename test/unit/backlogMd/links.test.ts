import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BacklogProject } from './project';

let project: BacklogProject;
/** A whole project of somebody else. */
let outside: BacklogProject;

beforeEach(async () => {
  project = await BacklogProject.create();
  outside = await BacklogProject.create();
  await outside.write('backlog/config.yml', 'project_name: P\nstatuses: [Theirs, Done]\n');
  await outside.write('backlog/milestones/m-1 - a.md', '---\nid: m-1\ntitle: Theirs\n---\n');
  await outside.task('task-1', ['milestone: m-1']);
});
afterEach(async () => {
  await project.dispose();
  await outside.dispose();
});

const out = (path: string): string => join(outside.root, path);
const problemPaths = async (): Promise<unknown> => (await project.read()).problems.map(({ path }) => path);

describe('a link in a Backlog.md project', () => {
  it.each(['backlog', '.backlog'])('that takes all of %s out of the folder shows nothing but that', async (name) => {
    await project.link(name, out('backlog'));
    const { issues, problems } = await project.read();
    expect(issues).toEqual([]);
    expect(problems).toMatchObject([{ path: name, line: null }]);
    expect((await project.find())?.rules.statuses).not.toHaveProperty('theirs');
    expect(project.takeNoted()).toEqual([]);
    expect(JSON.stringify((await project.find())?.watch)).not.toContain(outside.root);
  });

  it('gives way to a project that is in the folder', async () => {
    await project.link('backlog', out('backlog'));
    await project.write('.backlog/tasks/task-2 - B.md', '---\nid: task-2\n---\n');
    const { issues, problems } = await project.read();
    expect([issues.map(({ id }) => id), problems]).toEqual([['task-2'], []]);
  });

  it('shows nothing of the place that the configuration in the root names, when it leads there', async () => {
    await project.write('backlog.config.yml', 'project_name: P\nbacklog_directory: plans/work\n');
    await project.link('plans', outside.root);
    await outside.write('work/milestones/m-1 - a.md', '---\nid: m-1\ntitle: Theirs\n---\n');
    expect((await project.read()).issues).toEqual([]);
    expect(await problemPaths()).toEqual(['plans/work']);
    expect(project.takeNoted()).toEqual(['backlog.config.yml']);
  });

  it.each(['milestones', 'archive/milestones'])('that takes %s out leaves tasks their ids', async (place) => {
    await project.task('task-1', ['milestone: m-1']);
    await project.link(`backlog/${place}`, out('backlog/milestones'));
    expect((await project.read()).issues[0]?.phase).toBe('m-1');
    expect(await problemPaths()).toEqual([`backlog/${place}`]);
    expect(project.takeNoted()).toEqual([]);
  });

  it('that takes the tasks out is told', async () => {
    await project.link('backlog/tasks', out('backlog/tasks'));
    expect((await project.read()).issues).toEqual([]);
    expect(await problemPaths()).toEqual(['backlog/tasks']);
  });

  // A link to a file needs a right on Windows that not everybody has.
  it.skipIf(process.platform === 'win32')('that takes the configuration out leaves the usual statuses', async () => {
    await project.link('backlog/config.yml', out('backlog/config.yml'));
    await project.task('task-1', ['status: Done']);
    expect(await project.statuses()).toEqual({ 'task-1': 'done' });
    expect(await problemPaths()).toEqual(['backlog/config.yml']);
  });

  it('to another place in the folder is followed', async () => {
    await project.write('plans/config.yml', 'statuses: [Open, Closed]\n');
    await project.write('plans/milestones/m-1 - a.md', '---\nid: m-1\ntitle: Ours\n---\n');
    await project.write('plans/tasks/task-1 - A.md', '---\nid: task-1\nstatus: Closed\nmilestone: m-1\n---\n');
    await project.link('backlog', join(project.root, 'plans'));
    expect(await project.statuses()).toEqual({ 'task-1': 'done' });
    expect((await project.read()).issues[0]?.phase).toBe('Ours');
  });
});
