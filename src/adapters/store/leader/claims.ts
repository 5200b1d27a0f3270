/** Answers for the claims of one source: who leads it, and beginning an epoch that is nobody else's. */
import { closeSync, linkSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Failure } from '../../../domain/failure';
import { err, ok, type Result } from '../../../domain/result';
import { errorCode, readFailure, writeFailure } from '../fileFailure';
import { isAbsent, makeFolder } from '../persistence';
import { claimName, epochsOf } from '../sourceFolder';
import { instanceId } from './instance';
import { readSmallFile, replaceSmallFile, temporaryFor } from './smallFile';

/** What a claim says when whose it was leads no longer, of its own will. */
const released = 'released';

/** How many claims are kept: the one that holds, and one before it. */
const keptClaims = 2;

/** Names of epochs have fifteen digits at most. */
const lastEpoch = 999_999_999_999_999;

export interface Claim {
  readonly epoch: number;
  /** Whose it is; `unknown`: its writer was ended in the middle, or it is none of ours. */
  readonly holder: { readonly kind: 'instance'; readonly id: string } | { readonly kind: 'released' | 'unknown' };
}

export interface Claims {
  /** All that is in the source's folder. */
  readonly names: readonly string[];
  /** The newest epoch that anything there is of; 0: none. Nothing written in an older one is believed. */
  readonly newestEpoch: number;
  /** The claim of that very epoch; null: nobody leads in it. */
  readonly holding: Claim | null;
}

/** Of a folder that does not exist: nothing. */
export function readClaims(folder: string): Result<Claims, Failure> {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if (!isAbsent(error)) return err(readFailure(error, folder));
    names = [];
  }
  const [newestClaim = 0] = epochsOf('claim', names);
  const [newestFetched = 0] = epochsOf('fetched', names);
  const [newestKept = 0] = epochsOf('kept', names);
  const newestEpoch = Math.max(newestClaim, newestFetched, newestKept);
  const holding = newestEpoch > 0 && newestClaim === newestEpoch ? readClaim(folder, newestClaim) : null;
  return ok({ names, newestEpoch, holding });
}

function readClaim(folder: string, epoch: number): Claim | null {
  const file = readSmallFile(join(folder, claimName(epoch)));
  if (file === null) return null;
  if (file.text === released) return { epoch, holder: { kind: 'released' } };
  return { epoch, holder: instanceId.test(file.text) ? { kind: 'instance', id: file.text } : { kind: 'unknown' } };
}

/**
 * Claims `epoch` for the instance `id`. False: somebody else has it, or the folder went; look anew. That it is the
 * newest is to be looked at afterwards: a process suspended in the middle of this may claim one that was had and
 * deleted long ago.
 */
export function makeClaim(folder: string, epoch: number, id: string): Result<boolean, Failure> {
  const file = join(folder, claimName(epoch));
  if (epoch > lastEpoch) return err({ kind: 'unusable', what: folder, advice: 'its epochs are used up. Delete it.' });
  try {
    makeFolder(folder);
    linkWhole(file, id);
    return ok(true);
  } catch (error) {
    // Over a network the answer to the first of two tries may be lost.
    if (errorCode(error) === 'EEXIST') return ok(readSmallFile(file)?.text === id);
    // The folder was cleared meanwhile.
    if (errorCode(error) === 'ENOENT') return ok(false);
    return err(writeFailure(error, file));
  }
}

/** Not synced: a power failure ends all who lead, and the store syncs what carries the epoch. */
function linkWhole(file: string, text: string): void {
  const temporary = temporaryFor(file);
  try {
    writeFileSync(temporary, text, { mode: 0o600 });
    linkSync(temporary, file);
  } catch (error) {
    if (!hasNoLinks(error)) throw error;
    writeExclusively(file, text);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Some file systems (FAT, some network mounts) know no second name of a file. */
function hasNoLinks(error: unknown): boolean {
  const { syscall } = error as NodeJS.ErrnoException;
  return syscall === 'link' && !['EEXIST', 'ENOENT', 'ENOSPC', 'EDQUOT', 'EROFS'].includes(errorCode(error) ?? '');
}

function writeExclusively(file: string, text: string): void {
  const handle = openSync(file, 'wx', 0o600);
  try {
    writeFileSync(handle, text);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
}

/**
 * Says that the instance `id` leads no longer in `epoch`. What cannot be said is found out by its sign of life. The
 * claim stays: an epoch that was led in is never to be had again.
 */
export function releaseClaim(folder: string, epoch: number, id: string): void {
  const file = join(folder, claimName(epoch));
  if (readSmallFile(file)?.text !== id) return;
  try {
    replaceSmallFile(file, released);
  } catch {
    writeInPlace(file, released);
  }
}

/** Where a file that somebody reads cannot be replaced (Windows). */
function writeInPlace(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch {
    return;
  }
}

/** Deletes a claim that was not the newest when it was made. */
export function withdrawClaim(folder: string, epoch: number): void {
  try {
    rmSync(join(folder, claimName(epoch)), { force: true });
  } catch {
    // It is not the newest, and goes when claims are swept.
  }
}

/** Deletes the claims of long ago. */
export function sweepClaims(folder: string, names: readonly string[]): void {
  for (const epoch of epochsOf('claim', names).slice(keptClaims)) withdrawClaim(folder, epoch);
}
