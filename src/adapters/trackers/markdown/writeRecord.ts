/** Answers for record files that are whole at any moment, whatever happens while they are written. */
import type { Stats } from 'node:fs';
import { link, lstat, mkdir, readFile, realpath, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { Failure } from '../../../domain/failure';
import { err, ok, type Result } from '../../../domain/result';
import { errorCode, hasNoLinks, writeFailure } from './writeRecordFailure';
import { sweepTemporaries, syncFolder, writeTemporary } from './writeRecordTemporary';

/** A place below a home. Nothing is written where a symbolic link leads out of it. */
export interface RecordPlace {
  /** Absolute path of the home. */
  readonly home: string;
  /** Relative to the home, with forward slashes. */
  readonly path: string;
}

/** The bytes of the record; a symbolic link is none. */
export async function readRecord(place: RecordPlace): Promise<Result<Buffer, Failure>> {
  return await attempt(place, async () => {
    const found = await lstat(join(place.home, place.path));
    if (!found.isFile()) return err(refused(place, 'it is not a plain file. Write to the file it stands for.'));
    return ok(await readFile(join(place.home, place.path)));
  });
}

/**
 * Makes `after` the content of the record, if it still is `before`. A crash at any moment leaves the one or the other.
 * Mode and owner stay. Between the last look and the rename only programs without our lock can come in.
 */
export async function replaceRecord(place: RecordPlace, before: Buffer, after: Buffer): Promise<Result<void, Failure>> {
  return await attempt(place, async () => {
    const file = join(place.home, place.path);
    const found = await lstat(file);
    await sweepTemporaries(dirname(file));
    const temporary = await writeTemporary(dirname(file), after, async (handle) => {
      await keepOwnerAndMode(handle, found);
    });
    try {
      const now = await readRecord(place);
      if (!now.ok) return now;
      if (!now.value.equals(before)) return err(refused(place, 'it changed meanwhile. Try again.'));
      await rename(temporary, file);
    } finally {
      await rm(temporary, { force: true });
    }
    await syncFolder(dirname(file));
    return ok(undefined);
  });
}

/** Writes a new record, and the folders it needs. What is already there stays. */
export async function createRecord(place: RecordPlace, bytes: Buffer): Promise<Result<void, Failure>> {
  return await attempt(place, async () => {
    const file = join(place.home, place.path);
    const folder = dirname(file);
    await mkdir(folder, { recursive: true });
    await sweepTemporaries(folder);
    const temporary = await writeTemporary(folder, bytes);
    try {
      // A link, unlike a rename, never takes the place of something.
      await link(temporary, file).catch(async (error: unknown) => {
        if (!hasNoLinks(error)) throw error;
        if (await isThere(file)) throw Object.assign(new Error('in use'), { code: 'EEXIST' });
        await rename(temporary, file);
      });
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return err(inUse(place));
      throw error;
    } finally {
      await rm(temporary, { force: true });
    }
    await syncFolder(folder);
    return ok(undefined);
  });
}

/** Moves a record, and makes the folders it needs. What is already there stays. */
export async function moveRecord(place: RecordPlace, path: string): Promise<Result<void, Failure>> {
  const target: RecordPlace = { home: place.home, path };
  return await attempt(place, () =>
    attempt(target, async () => {
      const [from, to] = [join(place.home, place.path), join(place.home, path)];
      await mkdir(dirname(to), { recursive: true });
      if (await isThere(to)) return err(inUse(target));
      await rename(from, to);
      await syncFolder(dirname(to));
      await syncFolder(dirname(from));
      return ok(undefined);
    }),
  );
}

/** Makes a folder below a home. */
export async function makeFolder(place: RecordPlace): Promise<Result<void, Failure>> {
  return await attempt(place, async () => {
    const folder = join(place.home, place.path);
    if (await leadsOut(place.home, folder)) return err(outside(place));
    await mkdir(folder, { recursive: true });
    return ok(undefined);
  });
}

async function attempt<T>(place: RecordPlace, action: () => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
  try {
    const parts = place.path.split('/');
    const isBelow = parts.every((part) => !['', '.', '..'].includes(part) && !part.includes(sep));
    if (!isBelow || (await leadsOut(place.home, dirname(join(place.home, place.path))))) return err(outside(place));
    return await action();
  } catch (error) {
    return err(writeFailure(error, place.path));
  }
}

/** Asked of the folder, or of the nearest above it that is there. A link to nowhere counts as leading out. */
async function leadsOut(home: string, folder: string): Promise<boolean> {
  const root = await realpath(home);
  for (let at = folder; ; at = dirname(at)) {
    try {
      const below = relative(root, await realpath(at));
      return below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below);
    } catch (error) {
      const code = errorCode(error);
      if (code === 'ELOOP' || (code === 'ENOENT' && (await isThere(at)))) return true;
      if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
    }
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Only who may give files away can keep another's owner. */
async function keepOwnerAndMode(handle: FileHandle, { uid, gid, mode }: Stats): Promise<void> {
  const own = await handle.stat();
  if (own.uid !== uid || own.gid !== gid) await handle.chown(uid, gid).catch(() => undefined);
  if (own.mode !== mode) await handle.chmod(mode & 0o7777);
}

const refused = ({ path }: RecordPlace, advice: string): Failure => ({ kind: 'unusable', what: path, advice });
const outside = (place: RecordPlace): Failure =>
  refused(place, 'it leads out of the folder. Nothing is written outside it.');
const inUse = (place: RecordPlace): Failure =>
  refused(place, 'something of that name is already there. Rename it first.');
