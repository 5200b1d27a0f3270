/** Answers for showing every change of a tracker's files, however a program writes them. */
import { appendFile, cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/adapters/clock/systemClock';
import { backlogMdTracker } from '../../src/adapters/trackers/backlogMd';
import { beadsTracker } from '../../src/adapters/trackers/beads';
import { roadmapTracker } from '../../src/adapters/trackers/roadmap';
import type { Tracker } from '../../src/ports/tracker';
import { FakeLog } from '../fakes/fakeLog';
import { limitMs, WatchedScout } from './watchedScout';

interface Subject {
  readonly make: () => Tracker;
  /** The tracker's folder, and one that records are in. */
  readonly top: string;
  readonly inner: string;
  /** Record of the title, by its number. */
  readonly place: (at: number, title: string) => { readonly path: string; readonly text: string };
  /** All records are in one file. */
  readonly isOneFile: boolean;
}

const files = { clock: systemClock, log: new FakeLog(), changes: null };

const subjects: Readonly<Record<string, Subject>> = {
  Roadmap: {
    make: () => roadmapTracker(files),
    top: '.roadmap',
    inner: '.roadmap/issues/v1',
    place: (at, title) => ({
      path: `.roadmap/issues/v1/0a0b0c0${at}-title.md`,
      text: `---\nid: 0a0b0c0${at}\ntitle: ${title}\nstatus: todo\nmilestone: v1\n---\n`,
    }),
    isOneFile: false,
  },
  'Backlog.md': {
    make: () => backlogMdTracker(files),
    top: 'backlog',
    inner: 'backlog/tasks',
    place: (at, title) => ({
      path: `backlog/tasks/task-${at} - Title.md`,
      text: `---\nid: task-${at}\ntitle: ${title}\nstatus: To Do\n---\n`,
    }),
    isOneFile: false,
  },
  Beads: {
    make: () => beadsTracker({ clock: systemClock, runner: null }),
    top: '.beads',
    inner: '.beads',
    place: (at, title) => ({
      path: '.beads/issues.jsonl',
      text: `${JSON.stringify({ id: `x-${at}`, title, status: 'open', priority: 2 })}\n`,
    }),
    isOneFile: true,
  },
};

describe.each(Object.entries(subjects))('a change of %s', (_, { make, top, inner, place, isOneFile }) => {
  let folder: string;
  let root: string;
  let scout: WatchedScout | null;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tracker-watch-'));
    root = join(folder, 'workspace');
    await mkdir(root);
    scout = null;
  });

  afterEach(async () => {
    scout?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const write = async (at: number, title: string, where = root): Promise<void> => {
    const { path, text } = place(at, title);
    await mkdir(dirname(join(where, path)), { recursive: true });
    await writeFile(join(where, path), text);
  };

  const begin = async (): Promise<void> => {
    scout = new WatchedScout(root, [make()]);
    await scout.start();
  };

  /** Waits until these titles are shown, and no other. */
  const shows = async (...titles: readonly string[]): Promise<void> => {
    const shown = (): readonly string[] => (scout?.inner.context?.issues ?? []).map(({ issue }) => issue.title).sort();
    await expect.poll(shown, { timeout: limitMs, interval: 2 }).toEqual([...titles].sort());
  };

  it('is shown when a file is edited in place, again and again', async () => {
    await write(1, 'one');
    await begin();
    await shows('one');
    for (const title of ['two', 'three', 'four']) {
      await write(1, title);
      await shows(title);
    }
  });

  it('is shown when a file is replaced by rename, and edited afterwards', async () => {
    await write(1, 'one');
    await begin();
    const { path } = place(1, '');
    for (const title of ['two', 'three']) {
      await writeFile(join(folder, 'next'), place(1, title).text);
      await rename(join(folder, 'next'), join(root, path));
      await shows(title);
    }
    await write(1, 'four');
    await shows('four');
  });

  it('is shown when records come and go', async () => {
    await write(1, 'one');
    await begin();
    const second = place(2, 'two');
    if (isOneFile) await appendFile(join(root, second.path), second.text);
    else await writeFile(join(root, second.path), second.text);
    await shows('one', 'two');
    if (isOneFile) await writeFile(join(root, second.path), place(1, 'one').text);
    else await rm(join(root, second.path));
    await shows('one');
  });

  it('is shown when a folder is replaced by another, and in that one', async () => {
    await write(1, 'one');
    await begin();
    for (const [which, title] of [
      [inner, 'two'],
      [top, 'three'],
    ] as const) {
      const next = join(folder, title);
      await cp(root, next, { recursive: true });
      await write(1, title, next);
      await rename(join(root, which), join(folder, `old ${title}`));
      await rename(join(next, which), join(root, which));
      await shows(title);
    }
    await write(1, 'four');
    await shows('four');
  });

  it('is shown when the whole tracker goes and comes back', async () => {
    await write(1, 'one');
    await begin();
    await rm(join(root, top), { recursive: true });
    await expect.poll(() => scout?.inner.context?.sources.map(({ error }) => error !== null)).not.toEqual([false]);
    await write(1, 'two');
    await shows('two');
    await write(1, 'three');
    await shows('three');
  });

  it('is shown when the tracker comes to a folder that had none', async () => {
    await begin();
    await write(1, 'one');
    await shows('one');
    await write(1, 'two');
    await shows('two');
  });
});
