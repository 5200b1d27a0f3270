/** Answers for one writer at a time in a folder of records, over all windows of a machine. */
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '../../../domain/failure';
import { err, type Result } from '../../../domain/result';
import { errorCode, hasNoLinks, writeFailure } from './writeRecordFailure';
import { isRunning, sweepTemporaries, temporaryIn, writeTemporary } from './writeRecordTemporary';

const lockName = '.context-scout.lock';

/** Locks this process holds: one with our number that is not among them is of an ended process that had it. */
const held = new Set<string>();

/**
 * Does something while nobody else who asks here writes. Who comes in between is refused and not kept waiting. A lock
 * whose process ended is taken over.
 * @param folder absolute path of a folder that is there
 * @param what how failures name it
 */
export async function withRecordLock<T>(
  folder: string,
  what: string,
  action: () => Promise<Result<T, Failure>>,
): Promise<Result<T, Failure>> {
  const lock = join(folder, lockName);
  try {
    if (!(await take(lock, folder))) {
      return err({
        kind: 'unusable',
        what,
        advice: `another window is writing to it. Wait a moment and try again; if it stays so, delete ${what}/${lockName}.`,
      });
    }
  } catch (error) {
    return err(writeFailure(error, what));
  }
  try {
    await sweepTemporaries(folder);
    return await action();
  } finally {
    held.delete(lock);
    await rm(lock, { force: true }).catch(() => undefined);
  }
}

async function take(lock: string, folder: string): Promise<boolean> {
  if (held.has(lock)) return false;
  held.add(lock);
  try {
    if ((await create(lock, folder)) || ((await removeAbandoned(lock, folder)) && (await create(lock, folder)))) {
      return true;
    }
  } catch (error) {
    held.delete(lock);
    throw error;
  }
  held.delete(lock);
  return false;
}

/** Linked into place, so that it is never seen without the number of its process. */
async function create(lock: string, folder: string): Promise<boolean> {
  const owner = String(process.pid);
  const temporary = await writeTemporary(folder, Buffer.from(owner));
  try {
    await link(temporary, lock).catch(async (error: unknown) => {
      if (!hasNoLinks(error)) throw error;
      await writeFile(lock, owner, { flag: 'wx' });
    });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** True when there is no lock any more. */
async function removeAbandoned(lock: string, folder: string): Promise<boolean> {
  const owner = await ownerOf(lock);
  if (owner === null) return true;
  if (!isAbandoned(owner)) return false;
  const aside = temporaryIn(folder);
  try {
    await rename(lock, aside);
    if ((await ownerOf(aside)) === owner) return true;
    // Another one was quicker and holds it now: it gets it back.
    await link(aside, lock);
    return false;
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

/** Whose lock this one would be if it were ours was asked before. */
const isAbandoned = (owner: string): boolean =>
  Number(owner) === process.pid || !/^\d+$/.test(owner) || !isRunning(Number(owner));

async function ownerOf(lock: string): Promise<string | null> {
  try {
    return await readFile(lock, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
