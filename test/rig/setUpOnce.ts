/** Answers for making a cached folder exactly once: complete or not there, even with several runs at a time. */
import { existsSync, readFileSync, renameSync, rmSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const pollMs = 250;
/** A lock without a process id is one that is being written; older than this it was abandoned. */
const emptyLockMs = 5000;

/**
 * Makes `folder` with `make`, which gets a scratch folder to fill; that is renamed into place when complete, so an
 * interrupted set-up is never mistaken for a finished one. Others that want the same folder wait.
 */
export async function setUpOnce(folder: string, make: (scratch: string) => Promise<void>): Promise<string> {
  if (existsSync(folder)) return folder;
  mkdirSync(path.dirname(folder), { recursive: true });
  const release = await acquireLock(`${folder}.lock`);
  try {
    if (existsSync(folder)) return folder;
    const scratch = `${folder}.partial`;
    rmSync(scratch, { recursive: true, force: true });
    mkdirSync(scratch);
    await make(scratch);
    renameSync(scratch, folder);
    return folder;
  } finally {
    release();
  }
}

async function acquireLock(lock: string): Promise<() => void> {
  let told = false;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return () => {
        rmSync(lock, { force: true });
      };
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
    }
    if (isAbandoned(lock)) {
      rmSync(lock, { force: true });
      continue;
    }
    if (!told) console.log(`Waiting for another set-up to finish (${path.basename(lock)}).`);
    told = true;
    await delay(pollMs);
  }
}

function isAbandoned(lock: string): boolean {
  try {
    const holder = Number(readFileSync(lock, 'utf8'));
    if (holder === 0) return Date.now() - statSync(lock).mtimeMs > emptyLockMs;
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return isCode(error, 'ESRCH');
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
