/** Answers for a file that is always whole: read at once, replaced at once or not at all. */
import type { BigIntStats } from 'node:fs';
import { dirname } from 'node:path';
import { threadId } from 'node:worker_threads';
import { errorCode } from './fileFailure';
import { nodeFiles, type FileOperations } from './fileOperations';

export interface FileSnapshot {
  readonly bytes: Uint8Array;
  readonly stamp: string;
}

let temporaries = 0;

/** Names left behind by a process that had our number. */
const mostLeftovers = 100;

/** Names a content: a file that is replaced gets another stamp, whatever its size. */
function stamp({ ino, size, mtimeNs }: BigIntStats): string {
  return `${ino}-${size}-${mtimeNs}`;
}

/** Whether the system said that there is nothing at a path. */
export const isAbsent = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '');

/** The names in a folder; none where there is no such folder. @throws other errors of the system. */
export function namesIn(files: FileOperations, folder: string): readonly string[] {
  try {
    return files.readdir(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

/** A folder, a pipe or a device is where a file should be. */
export class NoFileError extends Error {}

/**
 * The file's content and the stamp of that very content; null when nothing is there.
 * @throws NoFileError, and other errors of the system.
 */
export function readSnapshot(files: FileOperations, file: string): FileSnapshot | null {
  let handle: number;
  try {
    handle = files.open(file, 'r');
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
  try {
    const info = files.statHandle(handle);
    // A device has no end.
    if (!info.isFile()) throw new NoFileError(file);
    return { stamp: stamp(info), bytes: files.read(handle) };
  } finally {
    files.close(handle);
  }
}

/** The stamp of what is at `file` now; null when nothing is. @throws other errors of the system. */
export function stampOf(files: FileOperations, file: string): string | null {
  try {
    return stamp(files.stat(file));
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
 * Between the last look and the rename another writer may still come in; then the later of two whole files stays.
 * @throws errors of the system; nothing is left behind then.
 */
export function replaceFile(
  files: FileOperations,
  file: string,
  bytes: Uint8Array,
  expected: string | null,
): string | null {
  return putFile(files, file, bytes, () => stampOf(files, file) === expected);
}

/**
 * Makes `bytes` the content of `file`, whatever is there, unless `mayReplace` says no at the last moment. Answers with
 * the new stamp; null when it did not, or the folder was deleted meanwhile.
 * @throws errors of the system; nothing is left behind then.
 */
export function putFile(
  files: FileOperations,
  file: string,
  bytes: Uint8Array,
  mayReplace: () => boolean = () => true,
): string | null {
  const folder = dirname(file);
  makeFolder(folder, files);
  const beside = openBeside(files, file);
  if (beside === null) return null;
  try {
    const written = writeSynced(files, beside.handle, bytes);
    if (!mayReplace()) {
      files.remove(beside.path);
      return null;
    }
    files.rename(beside.path, file);
    syncFolder(files, folder);
    return written;
  } catch (error) {
    // Another window deleted the folder.
    if (errorCode(error) === 'ENOENT') return null;
    removeIfPossible(files, beside.path);
    throw error;
  }
}

/**
 * Makes a folder and those above it, so that they last. Not by Node's `recursive`, which never returns where the
 * system refuses a new folder as if the one above were missing (`/proc`, some network mounts).
 */
export function makeFolder(folder: string, files: FileOperations = nodeFiles): void {
  if (files.exists(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above, files);
  try {
    files.mkdir(folder);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  syncFolder(files, above);
}

/** A new file beside `file`; null when the folder was deleted meanwhile. */
function openBeside(files: FileOperations, file: string): { readonly path: string; readonly handle: number } | null {
  for (let attempt = 1; ; attempt++) {
    temporaries += 1;
    const path = `${file}.${process.pid}-${threadId}-${temporaries}.tmp`;
    try {
      return { path, handle: files.open(path, 'wx') };
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return null;
      if (errorCode(error) !== 'EEXIST' || attempt === mostLeftovers) throw error;
    }
  }
}

function writeSynced(files: FileOperations, handle: number, bytes: Uint8Array): string {
  try {
    files.write(handle, bytes);
    files.fsync(handle);
    return stamp(files.statHandle(handle));
  } finally {
    files.close(handle);
  }
}

/** What systems say that do not sync folders: they make a rename last in their own way. */
const foldersAreNotSynced: readonly string[] = ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR'];
const foldersAreNotOpened: readonly string[] = ['EISDIR', 'EACCES', 'EPERM'];

/** Makes what was renamed or made in a folder last. @throws errors of the system: it may not last then. */
function syncFolder(files: FileOperations, folder: string): void {
  const refused = (error: unknown, codes: readonly string[]): boolean => {
    const code = errorCode(error) ?? '';
    return codes.includes(code) || (code === 'EPERM' && process.platform === 'win32');
  };
  let handle: number;
  try {
    handle = files.open(folder, 'r');
  } catch (error) {
    if (refused(error, foldersAreNotOpened)) return;
    throw error;
  }
  try {
    files.fsync(handle);
  } catch (error) {
    if (!refused(error, foldersAreNotSynced)) throw error;
  } finally {
    files.close(handle);
  }
}

function removeIfPossible(files: FileOperations, path: string): void {
  try {
    files.remove(path);
  } catch {
    return;
  }
}
