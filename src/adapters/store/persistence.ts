/** Answers for a file that is always whole: read at once, replaced at once or not at all. */
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type BigIntStats,
} from 'node:fs';
import { dirname } from 'node:path';
import { threadId } from 'node:worker_threads';
import { errorCode } from './fileFailure';

export interface FileSnapshot {
  readonly bytes: Uint8Array;
  readonly stamp: string;
}

let temporaries = 0;

/** Names a content: a file that is replaced gets another stamp, whatever its size. */
function stamp({ ino, size, mtimeNs }: BigIntStats): string {
  return `${ino}-${size}-${mtimeNs}`;
}

const isAbsent = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '');

/** The file's content and the stamp of that very content; null when there is no file. @throws other errors of the system. */
export function readSnapshot(file: string): FileSnapshot | null {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
  try {
    return { stamp: stamp(fstatSync(handle, { bigint: true })), bytes: readFileSync(handle) };
  } finally {
    closeSync(handle);
  }
}

/** The stamp of what is at `file` now; null when nothing is. @throws other errors of the system. */
export function stampOf(file: string): string | null {
  try {
    return stamp(statSync(file, { bigint: true }));
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/** How temporary names are told: `<file>.<process>-<thread>-<count>.tmp`. */
export const temporaryName = /\.(\d+)-\d+-\d+\.tmp$/;

/**
 * Makes `bytes` the content of `file` if its stamp still is `expected`, and answers with the new stamp; null when
 * another writer was there first. A crash at any moment leaves the old content or the new.
 *
 * Between the last look and the rename another window may still come in; then the later of two whole files stays.
 * A lock held over this function closes that gap.
 * @throws errors of the system; nothing is left behind then.
 */
export function replaceFile(file: string, bytes: Uint8Array, expected: string | null): string | null {
  const folder = dirname(file);
  makeFolder(folder);
  temporaries += 1;
  const temporary = `${file}.${process.pid}-${threadId}-${temporaries}.tmp`;
  try {
    const written = writeSynced(temporary, bytes);
    if (stampOf(file) !== expected) {
      rmSync(temporary, { force: true });
      return null;
    }
    try {
      renameSync(temporary, file);
    } catch (error) {
      // Another window cleared the folder.
      if (isAbsent(error)) return null;
      throw error;
    }
    syncFolder(folder);
    return written;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/**
 * Makes a folder and those above it. Not by Node's `recursive`, which never returns where the system refuses a new
 * folder as if the one above were missing (`/proc`, some network mounts).
 */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

function writeSynced(file: string, bytes: Uint8Array): string {
  const handle = openSync(file, 'wx', 0o600);
  try {
    writeFileSync(handle, bytes);
    fsyncSync(handle);
    return stamp(fstatSync(handle, { bigint: true }));
  } finally {
    closeSync(handle);
  }
}

/** Makes the rename itself last. Where folders cannot be synced (Windows), it lasts as well as the system makes it. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    return;
  }
}
