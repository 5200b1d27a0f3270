import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { GitChangeReader } from '../../src/adapters/git/workTreeChanges';
import { roadmapTracker } from '../../src/adapters/trackers/roadmap';
import type { ChangeReader } from '../../src/ports/changeReader';
import type { Tracker } from '../../src/ports/tracker';
import { FakeClock } from '../fakes/fakeClock';
import { FakeLog } from '../fakes/fakeLog';
import { GitSandbox } from '../fakes/gitRepository';
import { describeTracker, type TrackerSubject } from './trackerContract';

const never = new AbortController().signal;

const trackerWith = (changes: ChangeReader | null): Tracker =>
  roadmapTracker({ clock: new FakeClock(), log: new FakeLog(), changes });

function subject(changes: ChangeReader | null, prepare: (root: string) => Promise<void>): TrackerSubject {
  return {
    tracker: trackerWith(changes),
    ids: ['0a0b0c01', '0a0b0c02', '0a0b0c03', '1e234567'],
    place: (records) =>
      records.map(({ id, title, text }, index) => {
        // A near copy with the same id, as real trees have them.
        const again = records.slice(0, index).some((other) => other.id === id);
        const path = `.roadmap/issues/${again ? 'v1-1-0' : 'backlog'}/${id}-title.md`;
        return title === null
          ? { path, text: `---\nid: ${id}\ntitle: one: two\n---\n`, brokenLine: 3 }
          : {
              path,
              text: `---\nid: ${id}\ntitle: ${title}\nstatus: todo\nmilestone: v1\n---\n\n# ${title}\n${text === undefined ? '' : `\n${text}\n`}`,
            };
      }),
    prepare,
    vital: ['.roadmap'],
    elsewhere: (path) => path.replace('issues/', 'archive/issues/'),
    settle: () => undefined,
    readsFileOnly: true,
  };
}

describeTracker('Roadmap without git', () => subject(null, () => Promise.resolve()));

let sandbox: GitSandbox;

beforeAll(async () => {
  sandbox = await GitSandbox.create('roadmap');
  for (const [name, value] of Object.entries(sandbox.isolation)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await sandbox.dispose();
});

describeTracker('Roadmap with git', () =>
  subject(new GitChangeReader(() => Promise.resolve('git')), async (root) => {
    const repository = sandbox.at(root);
    await repository.git('init', '--quiet');
    await repository.git('add', '--all');
    await repository.git('commit', '--quiet', '--allow-empty', '--message', 'begin');
  }),
);

describe('roadmap folders', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'roadmap-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  const discovered = async (): Promise<number> =>
    (await trackerWith(null).discover({ root, name: 'shop' }, never)).length;

  it.each([
    ['.roadmap/issues', 1],
    ['.roadmap/archive/issues', 1],
    ['.roadmap/milestones', 0],
    ['.roadmap/archive/milestones', 0],
  ])('are found by %s', async (folder, sources) => {
    await mkdir(join(root, folder), { recursive: true });
    expect(await discovered()).toBe(sources);
  });

  it('are not found in a file of their name', async () => {
    await mkdir(join(root, '.roadmap'));
    await writeFile(join(root, '.roadmap/issues'), '');
    expect(await discovered()).toBe(0);
  });

  it('are not followed out of the repository, and somebody says so', async () => {
    await mkdir(join(root, 'outside/issues'), { recursive: true });
    await writeFile(join(root, 'outside/issues/0a0b0c01-x.md'), '---\nid: 0a0b0c01\n---\n');
    await mkdir(join(root, 'home'));
    await symlink(join(root, 'outside'), join(root, 'home/.roadmap'));
    const [source] = await trackerWith(null).discover({ root: join(root, 'home'), name: 'shop' }, never);
    const reading = await source?.read(never);
    expect(reading).toMatchObject({
      ok: true,
      value: { issues: [], problems: [{ path: '.roadmap/issues', line: null }] },
    });
  });
});
