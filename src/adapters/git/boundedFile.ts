/** Answers for looking into a git directory so that a huge, special or vanishing file does no harm. */
import { constants, createReadStream, type BigIntStats } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { stampOf } from '../../domain/stamp';

/** Opening a pipe then does not wait for somebody to write into it. Windows has no such flag and no such files. */
const NON_BLOCKING = (constants as { readonly O_NONBLOCK?: number }).O_NONBLOCK ?? 0;

/** The size, times and identity of a regular file as one value that moves when the file does; null when it is no file. */
export async function fileStamp(path: string): Promise<string | null> {
  const info = await statOrNull(path);
  return info?.isFile() === true ? stampOf(info) : null;
}

export async function fileExists(path: string): Promise<boolean> {
  return (await statOrNull(path))?.isFile() === true;
}

/** Size in bytes of a regular file; null when it is no file. */
export async function fileSize(path: string): Promise<number | null> {
  const info = await statOrNull(path);
  return info?.isFile() === true ? Number(info.size) : null;
}

export async function folderExists(path: string): Promise<boolean> {
  return (await statOrNull(path))?.isDirectory() === true;
}

/** True for anything of that name, whatever it is. */
export async function pathExists(path: string): Promise<boolean> {
  return (await statOrNull(path)) !== null;
}

/** The path without symbolic links; null when it is not there. */
export async function realPathOrNull(path: string): Promise<string | null> {
  try {
    return await realpath(path);
  } catch (error) {
    if (isFileSystemError(error)) return null;
    throw error;
  }
}

/** The names in a folder; none when it cannot be read. */
export async function listNames(folder: string): Promise<ReadonlySet<string>> {
  try {
    return new Set(await readdir(folder));
  } catch (error) {
    if (isFileSystemError(error)) return new Set();
    throw error;
  }
}

/**
 * The text of a regular file of at most `maxBytes`; null when it is missing, unreadable, no regular
 * file (a pipe would hang the reader) or larger.
 */
export async function readSmallFile(path: string, maxBytes: number): Promise<string | null> {
  try {
    const handle = await open(path, constants.O_RDONLY | NON_BLOCKING);
    try {
      const info = await handle.stat();
      const { size } = info;
      if (!info.isFile() || size > maxBytes) return null;
      const buffer = Buffer.alloc(size);
      let filled = 0;
      while (filled < size) {
        const { bytesRead } = await handle.read(buffer, filled, size - filled, filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return buffer.toString('utf8', 0, filled);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isFileSystemError(error)) return null;
    throw error;
  }
}

/**
 * Calls `onLine` for each line of a regular file (without its newline) until it returns false.
 * Holds one chunk in memory. Lines longer than `maxLineBytes` are passed over.
 * @returns false when there is no such regular file.
 * @throws the signal's reason when aborted.
 */
export async function forEachLine(
  path: string,
  maxLineBytes: number,
  signal: AbortSignal,
  onLine: (line: string) => boolean,
): Promise<boolean> {
  if (!(await fileExists(path))) return false;
  let rest = '';
  let skipping = false;
  try {
    const chunks = createReadStream(path, { encoding: 'utf8', highWaterMark: 256 * 1024 }) as AsyncIterable<string>;
    for await (const chunk of chunks) {
      signal.throwIfAborted();
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (!skipping && !onLine(line)) return true;
        skipping = false;
      }
      if (rest.length > maxLineBytes) {
        rest = '';
        skipping = true;
      }
    }
  } catch (error) {
    if (isFileSystemError(error)) return false;
    throw error;
  }
  if (rest !== '' && !skipping) onLine(rest);
  return true;
}

/** True for what the operating system says of a path: missing, forbidden, a loop of links, too long. */
export function isFileSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

async function statOrNull(path: string): Promise<BigIntStats | null> {
  try {
    return await stat(path, { bigint: true });
  } catch (error) {
    // A name with a NUL byte, which only a malformed git directory gives, is refused before it is looked up.
    if (isFileSystemError(error) || (error instanceof TypeError && 'code' in error)) return null;
    throw error;
  }
}
