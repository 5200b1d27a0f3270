/** Answers for turning the system's refusals to write into failures. */
import type { Failure } from '../../../domain/failure';

/** The system's error code, e.g. `ENOENT`; null when `error` is not the system's. */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** Why `path` could not be written. @throws what is not the system's error. */
export function writeFailure(error: unknown, path: string): Failure {
  const code = errorCode(error);
  if (code === null) throw error;
  if (code === 'ENOENT') return { kind: 'notFound', path };
  const detail = details[code] ?? `the system said ${code}. Check the file and its folder, and try again.`;
  return { kind: 'notWritable', path, detail };
}

const permission = 'permission denied. Check the permissions of it and of the folder it is in, and try again.';
const fileAsFolder = 'a file is in the place of its folder. Rename that file, and try again.';

const details: Readonly<Record<string, string>> = {
  EACCES: permission,
  EPERM: permission,
  EROFS: 'the file system is read-only. Make it writable, and try again.',
  ENOSPC: 'the disk is full. Free some space, and try again.',
  EDQUOT: 'the disk quota is used up. Free some space, and try again.',
  EFBIG: 'the file would be larger than the system allows. Make it shorter, and try again.',
  EBUSY: 'another program is using it. Close the program that has it open, and try again.',
  EEXIST: fileAsFolder,
  ENOTDIR: fileAsFolder,
  EISDIR: 'a folder is in its place. Rename that folder, and try again.',
  ENAMETOOLONG: 'its name is too long. Choose a shorter title, or move the repository to a shorter path.',
};

/** Whether the file system has no hard links (FAT, some network drives). */
export function hasNoLinks(error: unknown): boolean {
  return ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL'].includes(errorCode(error) ?? '');
}
