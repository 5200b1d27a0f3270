/** Answers for the stamp a file is known by, and for how long it cannot be relied upon. */

/** What the file system says of a file. Times are nanoseconds of the epoch: milliseconds would take two writes for one. */
export interface StampedFile {
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly ino: bigint;
}

/** Text that moves when the file is written, replaced, or given another time. It stays whole within a longer mark. */
export const stampOf = ({ size, mtimeNs, ctimeNs, ino }: StampedFile): string => `${size}:${mtimeNs}:${ctimeNs}:${ino}`;

const stamps = /\b\d+:(\d+):(\d+):\d+\b/g;

/** File systems count times in steps of up to ten milliseconds, and are behind the clock by as much. */
const stepMs = 20;
/** Old file systems count in steps of up to two seconds. */
const coarseStepMs = 2_000;

/**
 * How many milliseconds a mark that holds stamps cannot be relied upon yet: as long as one of its files was changed no
 * longer ago than a step of the file system's clock, another change may leave the mark as it is. The trap is git's own
 * (https://git-scm.com/docs/racy-git).
 * @param seenAtMs when the mark was seen first, as it is now. What another machine's clock puts into the time to come
 *   is young only until it was seen for a step.
 */
export function youthMs(mark: string, seenAtMs: number, nowMs: number): number {
  let most = 0;
  for (const [, mtime = '', ctime = ''] of mark.matchAll(stamps)) {
    const step = isWhole(mtime) && isWhole(ctime) ? coarseStepMs : stepMs;
    const changedAtMs = Math.min(Math.max(msOf(mtime), msOf(ctime)), seenAtMs);
    most = Math.max(most, Math.min(step, changedAtMs + step - nowMs));
  }
  return most;
}

const nanoseconds = 6;

/** Rounded up: part of a millisecond later is later. */
const msOf = (timeNs: string): number => Number(timeNs.slice(0, -nanoseconds)) + 1;

const isWhole = (timeNs: string): boolean => timeNs.endsWith('000000000');
