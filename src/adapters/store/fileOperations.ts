/** Answers for all that the store asks of the file system, in one place, so that a test can make any of it fail. */
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type BigIntStats,
} from 'node:fs';

/** Each throws errors of the system. */
export interface FileOperations {
  /** `wx`: makes a file that was not there, for its owner only. Folders are opened with `r`. */
  open(path: string, flags: 'r' | 'wx'): number;
  read(handle: number): Uint8Array;
  write(handle: number, bytes: Uint8Array): void;
  fsync(handle: number): void;
  close(handle: number): void;
  statHandle(handle: number): BigIntStats;
  stat(path: string): BigIntStats;
  exists(path: string): boolean;
  rename(from: string, to: string): void;
  /** Deletes a file, or a folder with all that is in it; nothing where nothing is. */
  remove(path: string): void;
  mkdir(path: string): void;
  readdir(path: string): readonly string[];
}

/** Windows has no such flag and no such files. */
const nonBlocking = (constants as { readonly O_NONBLOCK?: number }).O_NONBLOCK ?? 0;

export const nodeFiles: FileOperations = {
  // A pipe in the place of a file must not make us wait for somebody who writes into it.
  open: (path, flags) => openSync(path, flags === 'r' ? constants.O_RDONLY | nonBlocking : flags, 0o600),
  read: (handle) => readFileSync(handle),
  write: (handle, bytes) => {
    writeFileSync(handle, bytes);
  },
  fsync: fsyncSync,
  close: closeSync,
  statHandle: (handle) => fstatSync(handle, { bigint: true }),
  stat: (path) => statSync(path, { bigint: true }),
  exists: existsSync,
  rename: renameSync,
  remove: (path) => {
    rmSync(path, { recursive: true, force: true });
  },
  mkdir: (path) => {
    mkdirSync(path, { mode: 0o700 });
  },
  readdir: (path) => readdirSync(path),
};
