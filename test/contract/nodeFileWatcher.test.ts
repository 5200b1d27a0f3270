/** Answers for telling of changes in folders that are edited, replaced, removed and made again. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nodeFileWatcher } from '../../src/adapters/watch/nodeFileWatcher';
import type { Disposable } from '../../src/ports/disposable';
import type { WatchTarget } from '../../src/ports/fileWatcher';

/** A namespace of users has limits of its own, where the system lets us make one. */
const ownLimits = ['--user', '--map-root-user', 'sh', '-c'];
const watchLimit = '/proc/sys/user/max_inotify_watches';
const canLimitWatches = spawnSync('unshare', [...ownLimits, `echo 10 >${watchLimit}`]).status === 0;

describe('nodeFileWatcher', () => {
  let folder: string;
  let watched: string;
  let changes: number;
  let watch: Disposable | null;

  const start = (names: WatchTarget['names'] = ['issues.jsonl']): void => {
    watch = nodeFileWatcher.watch(
      { folder: watched, names },
      () => changes++,
      (why) => {
        throw new Error(why);
      },
    );
  };

  /** Waits until a change after `action` was told. */
  const told = async (action: () => Promise<unknown>): Promise<void> => {
    const before = changes;
    await action();
    await vi.waitFor(
      () => {
        expect(changes).toBeGreaterThan(before);
      },
      { timeout: 5_000, interval: 5 },
    );
  };

  /** Writes a file and waits until another watch, begun later, has told of it. */
  const seenByAnother = async (name: string, where = watched): Promise<void> => {
    let seen = 0;
    const another = nodeFileWatcher.watch({ folder: where, names: [name] }, () => seen++, vi.fn());
    await writeFile(join(where, name), 'x');
    await vi.waitFor(
      () => {
        expect(seen).toBeGreaterThan(0);
      },
      { timeout: 5_000, interval: 5 },
    );
    another.dispose();
  };

  /** Waits until what happened so far was told. */
  const settled = (where = watched): Promise<void> => seenByAnother('settled.txt', where);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'context-scout-watch-'));
    watched = join(folder, '.beads');
    changes = 0;
    watch = null;
  });

  afterEach(async () => {
    watch?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('tells of an edit in place, a replacement by rename, and a deletion', async () => {
    const file = join(watched, 'issues.jsonl');
    await mkdir(watched);
    await writeFile(file, 'one\n');
    start();
    await told(() => appendFile(file, 'two\n'));
    await told(async () => {
      await writeFile(join(watched, 'issues.jsonl.new'), 'three\n');
      await rename(join(watched, 'issues.jsonl.new'), file);
    });
    await told(() => appendFile(file, 'four\n'));
    await told(() => rm(file));
    await told(() => writeFile(file, 'five\n'));
  });

  it('is silent about other files in the folder', async () => {
    await mkdir(watched);
    start();
    await seenByAnother('other.txt');
    expect(changes).toBe(0);
  });

  it('waits for a folder that does not exist yet, several levels down', async () => {
    watched = join(folder, 'a', 'b', '.beads');
    start();
    await told(() => mkdir(watched, { recursive: true }));
    await told(() => writeFile(join(watched, 'issues.jsonl'), 'x'));
  });

  it('goes on when the folder is removed and made again', async () => {
    await mkdir(watched);
    start();
    await told(() => rm(watched, { recursive: true }));
    await told(() => mkdir(watched));
    await told(() => writeFile(join(watched, 'issues.jsonl'), 'x'));
  });

  it('goes on when another folder takes its place', async () => {
    await mkdir(watched);
    start();
    await mkdir(join(folder, 'next'));
    await told(async () => {
      await rm(watched, { recursive: true });
      await rename(join(folder, 'next'), watched);
    });
    await told(() => writeFile(join(watched, 'issues.jsonl'), 'x'));
  });

  it('tells of everything below a folder', async () => {
    await mkdir(join(watched, 'heads', 'feat'), { recursive: true });
    start('below');
    await told(() => writeFile(join(watched, 'heads', 'feat', 'x'), 'x'));
  });

  it('tells each time a file below a folder is replaced by rename, also in folders that came later', async () => {
    await mkdir(join(watched, 'heads'), { recursive: true });
    start('below');
    const replace = async (file: string): Promise<void> => {
      await writeFile(`${file}.lock`, 'x');
      await settled();
      await told(() => rename(`${file}.lock`, file));
      await settled();
    };
    for (let round = 0; round < 5; round++) await replace(join(watched, 'heads', 'main'));
    await told(() => mkdir(join(watched, 'heads', 'feature', 'cache'), { recursive: true }));
    await settled();
    for (let round = 0; round < 5; round++) await replace(join(watched, 'heads', 'feature', 'cache', 'reload'));
  });

  it('tells of everything below a folder that is removed and made again', async () => {
    await mkdir(join(watched, 'heads'), { recursive: true });
    start('below');
    await told(() => rm(watched, { recursive: true }));
    await told(() => mkdir(join(watched, 'heads', 'feat'), { recursive: true }));
    await told(() => writeFile(join(watched, 'heads', 'feat', 'x'), 'x'));
  });

  it('tells of every name in a folder, and of nothing deeper', async () => {
    const deep = join(watched, 'deep');
    await mkdir(deep, { recursive: true });
    start('all');
    await told(() => writeFile(join(watched, 'a.md'), 'one\n'));
    await told(() => appendFile(join(watched, 'a.md'), 'two\n'));
    await told(() => rename(join(watched, 'a.md'), join(watched, 'b.md')));
    await told(() => rm(join(watched, 'b.md')));
    await told(() => mkdir(join(watched, 'new')));
    await settled();
    const before = changes;
    await writeFile(join(deep, 'c.md'), 'x');
    await settled(deep);
    expect(changes).toBe(before);
  });

  it('tells of every name in a folder that comes, goes, and comes back replaced', async () => {
    start('all');
    await told(() => mkdir(watched));
    await told(() => writeFile(join(watched, 'a.md'), 'x'));
    await told(() => rm(watched, { recursive: true }));
    await told(() => mkdir(watched));
    await told(() => writeFile(join(watched, 'b.md'), 'x'));
    await mkdir(join(folder, 'next'));
    await told(async () => {
      await rename(watched, join(folder, 'old'));
      await rename(join(folder, 'next'), watched);
    });
    await told(() => writeFile(join(watched, 'c.md'), 'x'));
  });

  it('is not lost when folders come and go many times at once', async () => {
    watched = join(folder, 'a', 'b', '.beads');
    start('all');
    for (let round = 0; round < 50; round++) {
      mkdirSync(watched, { recursive: true });
      rmSync(join(folder, 'a'), { recursive: true });
      if (round % 5 === 0) await settled(folder);
    }
    await told(() => mkdir(watched, { recursive: true }));
    await told(() => writeFile(join(watched, 'a.md'), 'x'));
  });

  it('holds with hundreds of folders', async () => {
    const seen = new Set<number>();
    const folders = Array.from({ length: 400 }, (_, i) => join(folder, 'many', String(i)));
    await Promise.all(folders.map((path) => mkdir(path, { recursive: true })));
    const watches = folders.map((path, i) =>
      nodeFileWatcher.watch({ folder: path, names: 'all' }, () => seen.add(i), expect.unreachable),
    );
    await Promise.all(folders.map((path) => writeFile(join(path, 'a.md'), 'x')));
    await expect.poll(() => seen.size, { timeout: 10_000, interval: 5 }).toBe(400);
    for (const each of watches) each.dispose();
  });

  /** Bundles a program of this folder. */
  const programOf = async (name: string): Promise<string> => {
    const program = join(folder, 'program.cjs');
    const entry = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
    await build({ entryPoints: [entry], outfile: program, bundle: true, platform: 'node', logLevel: 'error' });
    return program;
  };

  it('says once that it is broken when the system gives no more watches', async () => {
    const program = await programOf('nodeFileWatcherProgram');
    // The descriptors run out, as they do where too many programs watch.
    const { stdout } = await promisify(execFile)('sh', [
      '-c',
      `ulimit -n 64; exec "$0" "$1" "$2"`,
      process.execPath,
      program,
      folder,
    ]);
    expect(JSON.parse(stdout)).toEqual({
      code: 'EMFILE',
      broken: { names: 1, all: 1, below: 1, missing: 1 },
      changes: 0,
    });
  });

  it.runIf(canLimitWatches)('says why, and watches again, where the limit of watches is reached', async () => {
    const program = await programOf('watchLimitProgram');
    const { stdout } = await promisify(execFile)('unshare', [
      ...ownLimits,
      `echo 10 >${watchLimit}; exec "$0" "$1" "$2"`,
      process.execPath,
      program,
      folder,
    ]);
    expect(JSON.parse(stdout)).toEqual({
      refused: 30,
      refusedAgain: 0,
      whys: ['The system watches no more files (fs.inotify.max_user_watches on Linux).'],
    });
  });

  it('is silent once disposed, however often', async () => {
    await mkdir(watched);
    start();
    watch?.dispose();
    watch?.dispose();
    await seenByAnother('issues.jsonl');
    expect(changes).toBe(0);
  });
});
