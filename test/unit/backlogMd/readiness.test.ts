import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BacklogProject } from './project';

let project: BacklogProject;

beforeEach(async () => {
  project = await BacklogProject.create();
});
afterEach(() => project.dispose());

describe('readiness of Backlog.md tasks', () => {
  it('takes the first status as open, the last as done and those between as in progress', async () => {
    await project.write('backlog/config.yml', 'statuses: [Backlog, Doing, "In Review", Shipped]\n');
    await project.task('task-1', ['status: backlog']);
    await project.task('task-2', ['status: Doing']);
    await project.task('task-3', ['status: In Review']);
    await project.task('task-4', ['status: Shipped']);
    await project.task('task-5', ['status: Waiting']);
    await project.task('task-6');
    expect(await project.statuses()).toEqual({
      'task-1': 'ready',
      'task-2': 'inProgress',
      'task-3': 'inProgress',
      'task-4': 'done',
      'task-5': 'other',
      'task-6': 'ready',
    });
  });

  it('takes the only status as done', async () => {
    await project.write('backlog/config.yml', 'statuses: [Only]\n');
    await project.task('task-1', ['status: only']);
    await project.task('task-2');
    expect(await project.statuses()).toEqual({ 'task-1': 'done', 'task-2': 'ready' });
  });

  it('believes the configuration before the usual names for finished', async () => {
    await project.write('backlog/config.yml', 'statuses: [Done, Resolved, Released]\n');
    await project.task('task-1', ['status: Done']);
    await project.task('task-2', ['status: Resolved']);
    await project.task('task-3', ['status: Cancelled']);
    expect(await project.statuses()).toEqual({ 'task-1': 'ready', 'task-2': 'inProgress', 'task-3': 'done' });
  });

  it('blocks by open dependencies, and by those that nothing answers for', async () => {
    await project.task('task-1', ['status: To Do']);
    await project.task('task-2', ['status: Done']);
    await project.task('task-3', ['status: In Progress', 'dependencies: [task-1, task-2, task-99]']);
    await project.task('task-4', ['status: To Do', 'dependencies: [task-2]']);
    expect(await project.statuses()).toMatchObject({
      'task-3': 'blocked, edge task-1, unknown task-99',
      'task-4': 'ready',
    });
  });

  it('finds a dependency however its id is spelled, and shows ids as their records write them', async () => {
    await project.write('backlog/tasks/task-1 - A.md', '---\nid: TASK-001\nstatus: To Do\n---\n');
    await project.task('task-2', ['dependencies: [task-1]']);
    await project.task('task-3', ['dependencies: ["1"]']);
    await project.task('task-4.01', ['dependencies: [Task-01]']);
    await project.task('task-5', ['dependencies: [task-4.1, "099"]']);
    expect(await project.statuses()).toEqual({
      'TASK-001': 'ready',
      'task-2': 'blocked, edge TASK-001',
      'task-3': 'blocked, edge TASK-001',
      'task-4.01': 'blocked, edge TASK-001',
      'task-5': 'blocked, edge task-4.01, unknown 099',
    });
  });

  it('blocks by an id that two records claim, even with both of them done', async () => {
    await project.task('task-1', ['status: Done']);
    await project.task('task-01', ['status: Done'], 'completed');
    await project.task('task-2', ['dependencies: [task-1]']);
    await project.task('task-3', ['status: Done']);
    await project.task('task-3', ['status: Done'], 'completed');
    await project.task('task-4', ['dependencies: [task-3]']);
    expect(await project.statuses()).toMatchObject({
      'task-2': 'blocked, unknown task-1',
      'task-4': 'blocked, unknown task-3',
    });
  });

  it('blocks by the open one of two claimants as well, and shows both', async () => {
    await project.task('task-1', ['status: Done']);
    await project.task('task-01', ['status: To Do']);
    await project.task('task-2', ['dependencies: ["1"]']);
    expect(await project.statuses()).toEqual({
      'task-01': 'ready',
      'task-1@backlog/tasks/task-1 - Title.md:1': 'done',
      'task-2': 'blocked, edge task-01, unknown 1',
    });
    await project.remove('backlog/tasks/task-01 - Title.md');
    expect(await project.statuses()).toEqual({ 'task-1': 'done', 'task-2': 'ready' });
  });

  it('comes free when one of two claimants goes', async () => {
    await project.task('task-1', ['status: Done']);
    await project.task('task-01', ['status: Done']);
    await project.task('task-2', ['dependencies: [task-1]']);
    await project.statuses();
    await project.remove('backlog/tasks/task-01 - Title.md');
    expect(await project.statuses()).toMatchObject({ 'task-2': 'ready' });
  });

  it('takes what lies in completed as done, whatever its status', async () => {
    await project.task('task-1', ['status: In Progress'], 'completed');
    await project.task('task-2', ['status: Done'], 'completed');
    await project.task('task-3', ['dependencies: [task-1, task-2]']);
    expect(await project.statuses()).toEqual({ 'task-1': 'done', 'task-2': 'done', 'task-3': 'ready' });
  });

  it('takes drafts as no work, which block all the same', async () => {
    await project.task('draft-1', ['status: To Do'], 'drafts');
    await project.task('task-1', ['dependencies: [draft-1]']);
    await project.task('task-2', ['status: Draft']);
    expect(await project.statuses()).toEqual({
      'draft-1': 'other',
      'task-1': 'blocked, edge draft-1',
      'task-2': 'deferred',
    });
  });

  it('leaves the archive alone, whose ids the tool gives away anew', async () => {
    await project.task('task-1', ['status: Done'], 'archive/tasks');
    await project.task('task-2', ['status: Done'], 'archive/tasks');
    await project.task('task-1', ['status: To Do']);
    await project.task('task-3', ['dependencies: [task-2]']);
    expect(await project.statuses()).toEqual({ 'task-1': 'ready', 'task-3': 'blocked, unknown task-2' });
  });

  it('does not block a sub-task through its parent, nor by a parent that is not there', async () => {
    await project.task('task-1', ['dependencies: [task-99]']);
    await project.task('task-1.1', ['parent_task_id: task-1']);
    await project.task('task-2.1', ['parent_task_id: task-2']);
    expect(await project.statuses()).toMatchObject({ 'task-1.1': 'ready', 'task-2.1': 'ready' });
  });

  it('reports tasks that wait for themselves', async () => {
    await project.task('task-1', ['dependencies: [task-2]']);
    await project.task('task-2', ['dependencies: [task-1]']);
    expect(await project.statuses()).toMatchObject({ 'task-1': 'blocked, edge task-2, cycle task-2' });
  });
});
