import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BacklogProject } from './project';

let project: BacklogProject;

beforeEach(async () => {
  project = await BacklogProject.create();
});
afterEach(() => project.dispose());

const ids = async (): Promise<readonly string[]> => (await project.read()).issues.map(({ id }) => id);

describe('a Backlog.md project', () => {
  it('is not a folder of that name with something else in it', async () => {
    await project.write('backlog/notes.md', '# Notes\n');
    await project.write('.backlog/tasks', 'no folder');
    expect(await project.find()).toBeNull();
  });

  it('is a folder with tasks or a configuration, hidden or not', async () => {
    await project.write('.backlog/config.yaml', 'project_name: Hidden\n');
    await project.write('.backlog/tasks/task-1 - A.md', '---\nid: task-1\n---\n');
    expect(await ids()).toEqual(['task-1']);
    await project.task('task-2');
    expect(await ids()).toEqual(['task-1']);
    await project.write('backlog/config.yml', '');
    expect(await ids()).toEqual(['task-2']);
  });

  it('lies where the configuration in the root says, unless that leads out', async () => {
    await project.task('task-1');
    await project.write('plans/current/tasks/task-2 - B.md', '---\nid: task-2\n---\n');
    const says = (directory: string): Promise<void> =>
      project.write('backlog.config.yml', `project_name: P\nbacklog_directory: ${directory}\n`);
    await says('./plans/current/');
    expect(await ids()).toEqual(['task-2']);
    for (const outside of ['../elsewhere', '/tmp', 'plans/../..', '.']) {
      await says(outside);
      expect(await ids()).toEqual(['task-1']);
    }
    await project.write('backlog.config.yml', 'backlog_directory: plans/current\n');
    expect(await ids()).toEqual(['task-1']);
  });

  it('reads files of its prefix that lie directly in its folders', async () => {
    await project.write('backlog/config.yml', 'task_prefix: "JIRA"\n');
    await project.task('jira-1');
    await project.task('task-2');
    await project.task('jira-3', [], 'tasks/old');
    await project.task('jira-4', [], 'docs');
    await project.write('backlog/tasks/readme.md', 'Hello\n');
    await project.write('backlog/drafts/jira-5 - A.md', '---\nid: jira-5\n---\n');
    const { issues, problems } = await project.read();
    expect(issues.map(({ id }) => id)).toEqual(['jira-1']);
    // What looks like a task and is none by its name is told, as nobody expects it to be left out.
    expect(problems.map(({ path }) => path)).toEqual([
      'backlog/drafts/jira-5 - A.md',
      expect.stringMatching(/^backlog\/tasks\/task-2/),
    ]);
    expect(problems[1]?.message).toContain('does not begin with jira-; rename it');
  });

  it('reads the files of older projects, where nothing says the prefix', async () => {
    await project.task('back-1');
    await project.task('draft-2');
    await project.write('backlog/tasks/some-notes.md', 'Hello\n');
    const { issues, problems } = await project.read();
    expect(issues.map(({ id }) => id)).toEqual(['back-1']);
    expect(problems.map(({ path }) => path)).toEqual([expect.stringMatching(/^backlog\/tasks\/draft-2/)]);
  });

  it('follows its configuration, with the same rules as long as that says the same', async () => {
    await project.write('backlog/config.yml', 'statuses: [To Do, Done]\n');
    await project.task('task-1', ['status: Doing']);
    expect(await project.statuses()).toEqual({ 'task-1': 'other' });
    const rules = (await project.find())?.rules;
    await project.write('backlog/config.yml', 'statuses: [To Do, Done]\nlabels: [a]\n');
    expect((await project.find())?.rules).toBe(rules);
    await project.write('backlog/config.yml', 'statuses: [To Do, Doing, Done]\n');
    expect(await project.statuses()).toEqual({ 'task-1': 'inProgress' });
  });

  it('shows milestones by their titles, and follows those', async () => {
    await project.task('task-1', ['milestone: m-1']);
    const phase = async (): Promise<unknown> => (await project.read()).issues[0]?.phase;
    const fingerprint = async (): Promise<unknown> => (await project.find())?.fingerprint(new AbortController().signal);
    expect(await phase()).toBe('m-1');
    await project.write('backlog/milestones/m-1 - first.md', '---\nid: m-1\ntitle: "First"\n---\n');
    expect(await phase()).toBe('First');
    const before = await fingerprint();
    await project.write('backlog/milestones/m-1 - first.md', '---\nid: m-1\ntitle: "Renamed"\n---\n');
    expect(await fingerprint()).not.toBe(before);
    expect(await phase()).toBe('Renamed');
  });

  it('reads what is sound of a broken configuration, and names the line', async () => {
    await project.write('backlog/config.yml', 'project_name: "P\nstatuses: [Open, Closed]\ntask_prefix: 7\n');
    await project.task('task-1', ['status: Closed']);
    expect(await project.statuses()).toEqual({ 'task-1': 'done' });
    const { problems } = await project.read();
    expect(problems.map(({ path, line }) => [path, line])).toEqual([
      ['backlog/config.yml', 1],
      ['backlog/config.yml', 3],
    ]);
  });

  it('takes the usual statuses where the configured ones are no list', async () => {
    await project.write('backlog/config.yml', 'project_name: P\nstatuses: Open\n');
    await project.task('task-1', ['status: Done']);
    expect(await project.statuses()).toEqual({ 'task-1': 'done' });
    expect((await project.read()).problems).toMatchObject([{ path: 'backlog/config.yml', line: 2 }]);
  });

  it('hands out the same reading, and the same problems, while its configuration stays broken', async () => {
    await project.write('backlog/config.yml', 'task_prefix: 7\n');
    await project.task('task-1');
    const before = await project.read();
    expect(before.problems).toHaveLength(1);
    expect(await project.read()).toBe(before);
    await project.write('backlog/config.yml', 'project_name: P\ntask_prefix: 7\n');
    expect((await project.read()).problems).toMatchObject([{ line: 2 }]);
    await project.write('backlog/config.yml', 'project_name: P\n');
    const after = await project.read();
    expect([after.problems, after.issues]).toEqual([[], before.issues]);
    expect(await project.read()).toBe(after);
  });
});
