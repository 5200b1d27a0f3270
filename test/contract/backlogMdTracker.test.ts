import { afterAll, beforeAll, vi } from 'vitest';
import { GitChangeReader } from '../../src/adapters/git/workTreeChanges';
import { backlogMdTracker } from '../../src/adapters/trackers/backlogMd';
import type { ChangeReader } from '../../src/ports/changeReader';
import { FakeClock } from '../fakes/fakeClock';
import { FakeLog } from '../fakes/fakeLog';
import { GitSandbox } from '../fakes/gitRepository';
import { describeTracker, type TrackerSubject } from './trackerContract';

const described = (text: string | undefined): string =>
  text === undefined ? '' : `\n<!-- SECTION:DESCRIPTION:BEGIN -->\n${text}\n<!-- SECTION:DESCRIPTION:END -->\n`;

function subject(changes: ChangeReader | null, prepare: (root: string) => Promise<void>): TrackerSubject {
  return {
    tracker: backlogMdTracker({ clock: new FakeClock(), log: new FakeLog(), changes }),
    ids: ['task-1', 'task-2', 'task-3', 'task-4'],
    place: (records) =>
      records.map(({ id, title, text }, index) => {
        // A second record of one id stands in a file of another name.
        const again = records.slice(0, index).some((other) => other.id === id);
        const path = `backlog/tasks/${id} - ${again ? 'Again' : 'Title'}.md`;
        return title === null
          ? { path, text: `---\nid: ${id}\ntitle: one: two\n---\n`, brokenLine: 3 }
          : { path, text: `---\nid: ${id}\ntitle: ${title}\nstatus: To Do\n---\n\n## Description\n${described(text)}` };
      }),
    prepare,
    vital: ['backlog'],
    elsewhere: (path) => path.replace('tasks/', 'completed/'),
    settle: () => undefined,
    readsFileOnly: true,
  };
}

describeTracker('Backlog.md without git', () => subject(null, () => Promise.resolve()));

let sandbox: GitSandbox;

beforeAll(async () => {
  sandbox = await GitSandbox.create('backlog');
  for (const [name, value] of Object.entries(sandbox.isolation)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await sandbox.dispose();
});

describeTracker('Backlog.md with git', () =>
  subject(new GitChangeReader(() => Promise.resolve('git')), async (root) => {
    const repository = sandbox.at(root);
    await repository.git('init', '--quiet');
    await repository.git('add', '--all');
    await repository.git('commit', '--quiet', '--allow-empty', '--message', 'begin');
  }),
);
