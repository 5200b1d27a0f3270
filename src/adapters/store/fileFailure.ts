/** Answers for turning the system's refusals into failures. */
import type { Failure } from '../../domain/failure';

/** The system's error code, e.g. `ENOENT`; null when `error` is not the system's. */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** Why `path` could not be read. @throws what is not the system's error. */
export function readFailure(error: unknown, path: string): Failure {
  const code = errorCode(error);
  if (code === null) throw error;
  if (code === 'EACCES' || code === 'EPERM') return { kind: 'forbidden', path };
  return { kind: 'unusable', what: path, advice: `reading it failed with ${code}. Check the disk, or delete it.` };
}

/** Why `path` could not be written. @throws what is not the system's error. */
export function writeFailure(error: unknown, path: string): Failure {
  const code = errorCode(error);
  if (code === null) throw error;
  return { kind: 'notWritable', path, detail: details[code] ?? `the system said ${code}.` };
}

const details: Readonly<Record<string, string>> = {
  EACCES: 'permission denied.',
  EPERM: 'permission denied.',
  EROFS: 'the file system is read-only.',
  ENOSPC: 'the disk is full.',
  EDQUOT: 'the disk quota is used up.',
  EFBIG: 'the file would be larger than the system allows.',
  EEXIST: 'a file is in the place of its folder.',
  ENOTDIR: 'a file is in the place of its folder.',
  EISDIR: 'a folder is in its place.',
};
