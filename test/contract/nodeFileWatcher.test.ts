import { appendFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nodeFileWatcher } from '../../src/adapters/watch/nodeFileWatcher';
import type { Disposable } from '../../src/ports/disposable';

describe('nodeFileWatcher', () => {
  let folder: string;
  let watched: string;
  let changes: number;
  let watch: Disposable | null;

  const start = (names: readonly string[] | null = ['issues.jsonl']): void => {
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
  const seenByAnother = async (name: string): Promise<void> => {
    let seen = 0;
    const another = nodeFileWatcher.watch({ folder: watched, names: [name] }, () => seen++, vi.fn());
    await writeFile(join(watched, name), 'x');
    await vi.waitFor(
      () => {
        expect(seen).toBeGreaterThan(0);
      },
      { timeout: 5_000, interval: 5 },
    );
    another.dispose();
  };

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

  it('tells of everything below when no names are given', async () => {
    await mkdir(join(watched, 'heads', 'feat'), { recursive: true });
    start(null);
    await told(() => writeFile(join(watched, 'heads', 'feat', 'x'), 'x'));
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
