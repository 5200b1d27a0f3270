/** Answers for temporary files whose writer was ended in the middle of a write. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from './fileFailure';
import { temporaryName } from './persistence';

/** No write takes this long; an older file is a leftover even if its process number is in use again. */
const longestWriteMs = 10 * 60_000;

/** Deletes leftover temporary files in `folder`. What cannot be looked at or deleted stays for another time. */
export function sweepLeftovers(folder: string, nowMs: number): void {
  for (const name of namesIn(folder)) {
    const writer = temporaryName.exec(name)?.[1];
    if (writer === undefined) continue;
    const file = join(folder, name);
    try {
      if (!isRunning(Number(writer)) || nowMs - statSync(file).mtimeMs > longestWriteMs) rmSync(file, { force: true });
    } catch {
      continue;
    }
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}
