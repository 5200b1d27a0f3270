/** Answers for one ref among the packed ones, of which there may be many thousands, by reading little of their file. */
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { forEachLine, isFileSystemError } from './boundedFile';

const maxLineBytes = 8 * 1024;
/** In a piece of this size there is the beginning of a line, unless somebody has very strange names. */
const pieceBytes = 4 * 1024;
/** What is left of the file is read as a whole once it is no more than this: more than two pieces. */
const windowBytes = 16 * 1024;
const newline = 0x0a;
/** Said of a file that cannot be searched by halves. */
const unsorted = Symbol('unsorted');
/** Opening a pipe then does not wait for somebody to write into it. Windows has no such flag and no such files. */
const nonBlocking = (constants as { readonly O_NONBLOCK?: number }).O_NONBLOCK ?? 0;

/**
 * The object a packed ref points to, in hexadecimal digits as the file has it; null when it is not packed. Git sorts the
 * file and says so in its first line: then it is searched by halves, otherwise from its beginning.
 * https://github.com/git/git/blob/master/refs/packed-backend.c
 * @param ref full name: `refs/heads/main`
 * @throws the signal's reason when aborted.
 */
export async function findPackedRef(commonDir: string, ref: string, signal: AbortSignal): Promise<string | null> {
  const path = join(commonDir, 'packed-refs');
  const found = await searchSorted(path, ref);
  signal.throwIfAborted();
  return found === unsorted ? searchLines(path, ref, signal) : found;
}

async function searchSorted(path: string, ref: string): Promise<string | typeof unsorted | null> {
  try {
    const handle = await open(path, constants.O_RDONLY | nonBlocking);
    try {
      const info = await handle.stat();
      if (!info.isFile()) return null;
      return await searchHalves(handle, info.size, Buffer.from(ref));
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isFileSystemError(error)) return null;
    throw error;
  }
}

async function searchHalves(handle: FileHandle, size: number, ref: Buffer): Promise<string | typeof unsorted | null> {
  const head = await readAt(handle, 0, pieceBytes);
  const headEnd = head.indexOf(newline);
  if (!/^# pack-refs with:.* sorted /.test(head.toString('latin1', 0, headEnd + 1))) return unsorted;
  // The line looked for, if there is one, is between these.
  let from = headEnd + 1;
  let until = size;
  while (until - from > windowBytes) {
    const middle = from + Math.floor((until - from) / 2);
    const line = firstRef(await readAt(handle, middle, pieceBytes));
    if (line === null) return unsorted;
    if (Buffer.compare(line.name, ref) <= 0) from = middle + line.at;
    else until = middle + line.at;
  }
  const rest = await readAt(handle, from, until - from);
  const suffix = Buffer.concat([Buffer.from(' '), ref, Buffer.from('\n')]);
  for (let at = 0; at < rest.length;) {
    const end = rest.indexOf(newline, at);
    const line = rest.subarray(at, end < 0 ? rest.length : end + 1);
    if (line.subarray(-suffix.length).equals(suffix)) return oidOf(line, suffix.length);
    at += line.length;
  }
  return null;
}

/** The first line of a piece that begins there and names a ref; lines with `^` say what the tag above them means. */
function firstRef(piece: Buffer): { readonly at: number; readonly name: Buffer } | null {
  for (let at = piece.indexOf(newline) + 1; at > 0; at = piece.indexOf(newline, at) + 1) {
    const end = piece.indexOf(newline, at);
    if (end < 0) return null;
    const space = piece.indexOf(0x20, at);
    if (piece[at] !== 0x5e && space > at && space < end) return { at, name: piece.subarray(space + 1, end) };
  }
  return null;
}

async function searchLines(path: string, ref: string, signal: AbortSignal): Promise<string | null> {
  let found: string | null = null;
  const suffix = ` ${ref}`;
  await forEachLine(path, maxLineBytes, signal, (line) => {
    if (line.endsWith(suffix)) found = oidOf(Buffer.from(line), suffix.length);
    return found === null;
  });
  return found;
}

function oidOf(line: Buffer, suffixLength: number): string | null {
  const oid = line.toString('latin1', 0, line.length - suffixLength);
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(oid) ? oid : null;
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
