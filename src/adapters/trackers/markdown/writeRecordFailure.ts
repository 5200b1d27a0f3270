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
  return { kind: 'notWritable', path, detail: details[code] ?? `the system said ${code}.` };
}

const details: Readonly<Record<string, string>> = {
  EACCES: 'permission denied.',
  EPERM: 'permission denied.',
  EROFS: 'the file system is read-only.',
  ENOSPC: 'the disk is full.',
  EDQUOT: 'the disk quota is used up.',
  EFBIG: 'the file would be larger than the system allows.',
  EBUSY: 'another program is using it.',
  EEXIST: 'a file is in the place of its folder.',
  ENOTDIR: 'a file is in the place of its folder.',
  EISDIR: 'a folder is in its place.',
  ENAMETOOLONG: 'its name is too long.',
};

/** Whether the file system has no hard links (FAT, some network drives). */
export function hasNoLinks(error: unknown): boolean {
  return ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL'].includes(errorCode(error) ?? '');
}
