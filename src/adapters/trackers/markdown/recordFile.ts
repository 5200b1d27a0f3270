/** Answers for looking at one record's file: whether it moved, and no more of it than its front matter. */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  realpathSync,
  statSync,
  type Stats,
} from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { Clock } from '../../../ports/clock';
import { frontMatterBounds, longestFrontMatterBytes } from './frontMatterBounds';

/** What is seen of a file without or with reading it. */
export type FileLook =
  /** Nothing is there, or a folder. */
  | { readonly kind: 'missing' }
  /** It carries the stamp it was known by. */
  | { readonly kind: 'unchanged' }
  /** It is there and is not read. `why` is a clause that goes on after the file's place. */
  | { readonly kind: 'refused'; readonly stamp: string | null; readonly isLink: boolean; readonly why: string }
  /** `head` is the file or its beginning, up to the end of its front matter. It is valid until the next look. */
  | {
      readonly kind: 'read';
      readonly stamp: string;
      readonly isLink: boolean;
      readonly changedAtMs: number;
      /** Whether it may change again and keep its stamp. */
      readonly racy: boolean;
      readonly head: Buffer;
      readonly isWhole: boolean;
    };

/** One read suffices for nearly all front matter. */
const firstReadBytes = 64 * 1024;
const longestReadBytes = longestFrontMatterBytes + firstReadBytes;

const shared = Buffer.allocUnsafeSlow(firstReadBytes);

/** Windows has neither these flags nor such files. A pipe must not make us wait, nor a link lead us elsewhere. */
const { O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants as { readonly O_NONBLOCK?: number; readonly O_NOFOLLOW?: number };
const careful = constants.O_RDONLY | O_NONBLOCK | O_NOFOLLOW;

/** Moves when the file does. Times are those of the file system, to a quarter of a microsecond. */
export const stampOf = (stats: Stats): string => `${stats.size}:${stats.mtimeMs}:${stats.ctimeMs}:${stats.ino}`;

/** Kernels count file times in steps of up to ten milliseconds, old file systems in steps of up to two seconds. */
const timeStepMs = 20;
const coarseTimeStepMs = 2_000;

/**
 * Whether something that was looked at may change again without its stamp moving, because its last change is no older
 * than a step of the file system's clock. The same trap as git's own
 * (https://git-scm.com/docs/racy-git).
 */
export function movesUnseen({ mtimeMs, ctimeMs }: Stats, nowMs: number): boolean {
  const isCoarse = Number.isInteger(mtimeMs) && Number.isInteger(ctimeMs);
  return Math.max(mtimeMs, ctimeMs) > nowMs - (isCoarse ? coarseTimeStepMs : timeStepMs);
}

/** The files of one home. Synchronous: a file takes some ten microseconds, handing each to another thread takes more. */
export class RecordFiles {
  private home: string | null = null;

  /** @param root absolute path of the home */
  constructor(
    private readonly root: string,
    private readonly clock: Clock,
  ) {}

  /**
   * Looks at a file, and reads it unless it carries the stamp it is known by.
   * @param path relative to the root, with forward slashes; its folders are real ones
   * @param known the stamp that spares the reading; null reads in any case
   * @param isFile whether the folder's listing has just called it a regular file
   */
  look(path: string, known: string | null, isFile = false): FileLook {
    const absolute = join(this.root, path);
    try {
      if (isFile && known === null && O_NOFOLLOW !== 0) return this.read(absolute, '', absolute);
      const stats = lstatSync(absolute, { throwIfNoEntry: false });
      if (stats === undefined || stats.isDirectory()) return { kind: 'missing' };
      if (stats.isSymbolicLink()) return this.lookBehind(absolute, stampOf(stats), known);
      if (stampOf(stats) === known) return { kind: 'unchanged' };
      if (!stats.isFile()) return refused(stampOf(stats), notRegular);
      return this.read(absolute, '', absolute);
    } catch (error) {
      const code = codeOf(error);
      // Between listing and opening it became a link.
      if (code === 'ELOOP' && isFile) return this.look(path, known);
      return unread(code);
    }
  }

  /**
   * Reads a file whatever it was known by, and whatever its folders have become since they were listed.
   * @param path relative to the root, with forward slashes
   * @param longest bytes at most
   */
  readAll(path: string, longest: number): FileLook {
    try {
      const file = realpathSync.native(join(this.root, path));
      return this.isInside(file) ? this.read(file, '', file, longest) : refused(null, leadsOut, true);
    } catch (error) {
      return unread(codeOf(error));
    }
  }

  private lookBehind(absolute: string, linkStamp: string, known: string | null): FileLook {
    let target: string;
    let stats: Stats;
    try {
      target = realpathSync.native(absolute);
      // Whether anything is there must not be asked beyond the home: it can be another machine.
      if (!this.isInside(target)) return refused(linkStamp, leadsOut, true);
      stats = statSync(target);
    } catch (error) {
      return codeOf(error) === 'ELOOP' || codeOf(error) === 'ENOENT'
        ? refused(null, 'is a symbolic link that leads nowhere', true)
        : refused(null, `is a symbolic link that cannot be followed (${codeOf(error)})`, true);
    }
    if (stats.isDirectory()) return refused(linkStamp, 'is a symbolic link to a folder; it is not followed', true);
    if (!stats.isFile()) return refused(linkStamp, notRegular, true);
    if (`${linkStamp}>${stampOf(stats)}` === known) return { kind: 'unchanged' };
    return this.read(target, `${linkStamp}>`, absolute);
  }

  /** @throws what the file system says. */
  private read(file: string, linkStamp: string, link: string, longest: number | null = null): FileLook {
    const isLink = file !== link;
    const descriptor = openSync(file, careful);
    try {
      const stats = fstatSync(descriptor);
      const stamp = linkStamp + stampOf(stats);
      if (!stats.isFile()) return refused(stamp, notRegular, isLink);
      return {
        kind: 'read',
        stamp,
        isLink,
        changedAtMs: Math.max(stats.mtimeMs, stats.ctimeMs),
        racy: movesUnseen(stats, this.clock.nowMs()),
        ...(longest === null ? readHead(descriptor, stats.size) : readUpTo(descriptor, stats.size, longest)),
      };
    } finally {
      closeSync(descriptor);
    }
  }

  private isInside(target: string): boolean {
    this.home ??= realpathSync.native(this.root);
    const below = relative(this.home, target);
    return below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below);
  }
}

const notRegular = 'is not a regular file';
const leadsOut = 'is a symbolic link that leads out of the folder; it is not followed';

function readHead(descriptor: number, size: number): { readonly head: Buffer; readonly isWhole: boolean } {
  let buffer = shared;
  let filled = fill(descriptor, buffer, 0, Math.min(size, buffer.length));
  if (filled < firstReadBytes || size <= firstReadBytes) return { head: buffer.subarray(0, filled), isWhole: true };
  if (frontMatterBounds(buffer, false).kind === 'open') {
    const larger = Buffer.allocUnsafe(Math.min(size, longestReadBytes));
    buffer.copy(larger, 0, 0, filled);
    filled = fill(descriptor, larger, filled, larger.length);
    buffer = larger;
  }
  return { head: buffer.subarray(0, filled), isWhole: filled === size };
}

function readUpTo(
  descriptor: number,
  size: number,
  longest: number,
): { readonly head: Buffer; readonly isWhole: boolean } {
  const buffer = Buffer.allocUnsafe(Math.min(size, longest));
  const filled = fill(descriptor, buffer, 0, buffer.length);
  return { head: buffer.subarray(0, filled), isWhole: size <= longest };
}

/** Reads up to the offset `end`, or the end of the file; answers where that was. */
function fill(descriptor: number, buffer: Buffer, from: number, end: number): number {
  let filled = from;
  while (filled < end) {
    const count = readSync(descriptor, buffer, filled, end - filled, filled);
    if (count === 0) break;
    filled += count;
  }
  return filled;
}

function unread(code: string): FileLook {
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
  const isDenied = code === 'EACCES' || code === 'EPERM';
  return refused(null, isDenied ? 'cannot be read: permission denied' : `cannot be read (${code})`);
}

const refused = (stamp: string | null, why: string, isLink = false): FileLook => ({
  kind: 'refused',
  stamp,
  isLink,
  why,
});

/** The operating system's name of an error. @throws what is none of its errors. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}
