/** Answers for temporary files beside records: whole and on disk before they count, and gone when their writer is. */
import { open, readdir, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './writeRecordFailure';

/** No reader takes these for records: hidden, and not `.md`. */
const temporaryName = /^\.context-scout\.(\d+)-\d+\.tmp$/;

let made = 0;

/** A name in `folder` that nobody else in this process uses. */
export function temporaryIn(folder: string): string {
  made += 1;
  return join(folder, `.context-scout.${process.pid}-${made}.tmp`);
}

/**
 * Writes a new file in `folder` and answers with its path once it is on disk.
 * @param prepare what else is to be done with it before it counts
 * @throws errors of the system; nothing is left behind then.
 */
export async function writeTemporary(
  folder: string,
  bytes: Uint8Array,
  prepare: (handle: FileHandle) => Promise<void> = () => Promise.resolve(),
): Promise<string> {
  const { path, handle } = await openNew(folder);
  try {
    try {
      await handle.writeFile(bytes);
      await prepare(handle);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return path;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** One of an ended process that had our number may be in the way. */
async function openNew(folder: string): Promise<{ path: string; handle: FileHandle }> {
  for (;;) {
    const path = temporaryIn(folder);
    try {
      return { path, handle: await open(path, 'wx') };
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}

/** Deletes what processes that are no more left in `folder`. What cannot be deleted stays for another time. */
export async function sweepTemporaries(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const writer = temporaryName.exec(name)?.[1];
    if (writer === undefined || isRunning(Number(writer))) continue;
    await rm(join(folder, name), { force: true }).catch(() => undefined);
  }
}

export function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}

/** Makes a rename in `folder` itself last. Where folders cannot be synced (Windows), it lasts as the system makes it. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    return;
  }
}
