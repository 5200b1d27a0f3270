import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MilestoneReader } from '../../../src/adapters/trackers/backlogMd/milestones';
import { RecordFiles } from '../../../src/adapters/trackers/markdown/recordFile';
import { Slices } from '../../../src/adapters/trackers/markdown/slices';
import { FakeClock } from '../../fakes/fakeClock';
import { BacklogProject } from './project';

let project: BacklogProject;

const milestone = (number: number, title: string): Promise<void> =>
  project.write(`backlog/milestones/m-${number} - a.md`, `---\nid: m-${number}\ntitle: ${title}\n---\n`);
const phases = async (): Promise<unknown> => (await project.read()).issues.map(({ phase }) => phase);

beforeEach(async () => {
  project = await BacklogProject.create();
  await project.write('backlog/config.yml', 'statuses: [To Do, Done]\n');
  await milestone(1, 'One');
  await milestone(2, 'Two');
  await project.task('task-1', ['milestone: m-1']);
});
afterEach(() => project.dispose());

describe('the settings of a Backlog.md project', () => {
  it('are read again only when they change', async () => {
    expect(await phases()).toEqual(['One']);
    expect(project.takeNoted()).toEqual([
      'backlog/config.yml',
      'backlog/milestones/m-1 - a.md',
      'backlog/milestones/m-2 - a.md',
    ]);
    expect(await phases()).toEqual(['One']);
    expect(project.takeNoted()).toEqual([]);
    await milestone(1, 'Another');
    expect(await phases()).toEqual(['Another']);
    expect(project.takeNoted()).toEqual(['backlog/milestones/m-1 - a.md']);
  });

  it('say no more what they said when they are gone', async () => {
    expect(await phases()).toEqual(['One']);
    await project.remove('backlog/milestones/m-1 - a.md');
    expect(await phases()).toEqual(['m-1']);
  });

  it('are looked at by a discovery as far as rules hang on them, so not at milestones', async () => {
    await project.find();
    expect(project.takeNoted()).toEqual(['backlog/config.yml']);
  });

  it('are all read again once all was forgotten', async () => {
    await project.read();
    project.takeNoted();
    (await project.find())?.forget();
    await project.read();
    expect(project.takeNoted()).toHaveLength(3);
  });

  it('let an earlier run be gone on from where they say the same, milestones included', async () => {
    const { issues, problems, checkpoint } = await project.read();
    const resumed = async (): Promise<unknown> => {
      const again = project.restarted();
      (await again.find())?.resume({ issues, problems, checkpoint });
      return (await again.read()).issues[0];
    };
    expect(await resumed()).toBe(issues[0]);
    await milestone(1, 'Another');
    expect(await resumed()).toMatchObject({ phase: 'Another' });
  });

  it('keep the fingerprint through the first reading', async () => {
    const signal = new AbortController().signal;
    const source = await project.find();
    const before = await source?.fingerprint(signal);
    await source?.read(signal);
    expect(await source?.fingerprint(signal)).toBe(before);
  });

  it('let others have their turn while many milestones are gone through', async () => {
    for (let number = 3; number <= 60; number++) await milestone(number, 'Some');
    const clock = new FakeClock();
    const slow = Object.assign(new FakeClock(), {
      nowMs: () => {
        clock.advance(10);
        return clock.nowMs();
      },
    });
    const reader = new MilestoneReader(project.root, new RecordFiles(project.root, clock));
    const slices = new Slices(slow, new AbortController().signal);
    const turns = vi.spyOn(slices, 'yield');
    await reader.read('backlog', slices);
    expect(turns.mock.calls.length).toBeGreaterThan(40);
    expect((await reader.read('backlog', new Slices(clock, new AbortController().signal))).titles.size).toBe(60);
  });
});
