/** Answers for whether one of very many files changed after a reading began, without a mark of each from before it. */
import { lstatSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { codeOf, stampOf } from './recordFile';
import type { Slices } from './slices';

/** Kernels stamp a change with the last tick of their clock, so it seems that much older than it is. */
const clockStepMs = 10;

export class LateChanges {
  /** Stamps of the files that were found to have changed late at the last look. */
  private late: ReadonlyMap<string, string> = new Map();

  /** @param root absolute path of the home */
  constructor(private readonly root: string) {}

  /**
   * Looks at the time of each file; those that are there no longer show in their folders. Takes some three microseconds
   * a file.
   * @param paths relative to the root
   * @param sinceMs when the reading began, epoch milliseconds
   * @throws the slices' reason when aborted.
   */
  async look(paths: readonly string[], sinceMs: number, slices: Slices): Promise<boolean> {
    const late = new Map<string, string>();
    for (const path of paths) {
      const stamp = this.stampIfLate(path, sinceMs - clockStepMs);
      if (stamp !== null) late.set(path, stamp);
      if (slices.isOver) await slices.yield();
    }
    const before = this.late;
    this.late = late;
    // What carries a time to come was late at the last look, before the reading began, and is as it was.
    return [...late].some(([path, stamp]) => before.get(path) !== stamp);
  }

  private stampIfLate(path: string, fromMs: number): string | null {
    try {
      const absolute = join(this.root, path);
      const own = lstatSync(absolute, { throwIfNoEntry: false });
      if (own === undefined) return null;
      const target = own.isSymbolicLink() ? statSync(absolute, { throwIfNoEntry: false }) : undefined;
      const all = [own, ...(target === undefined ? [] : [target])];
      return all.some((stats) => changedAtMs(stats) >= fromMs) ? all.map(stampOf).join('>') : null;
    } catch (error) {
      codeOf(error);
      return null;
    }
  }
}

const changedAtMs = ({ mtimeMs, ctimeMs }: Stats): number => Math.max(mtimeMs, ctimeMs);
