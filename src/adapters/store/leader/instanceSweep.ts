/** Answers for the files of processes that ended without deleting theirs. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFiles } from '../fileOperations';
import { sweepTemporaries } from '../leftovers';
import { instancesFolder } from '../sourceFolder';
import { instanceRecordOf } from './instance';
import { isEnded } from './runningProcess';
import { readSmallFile } from './smallFile';

/** A younger file stays: its process may have been started this very moment. */
const youngestMs = 6_000;

/** Where nobody can tell whether a process ended, say on another machine, its file stays so long without a sign. */
const forgottenAfterMs = 30 * 24 * 60 * 60_000;

/** How many are looked at in one go. */
const mostAtOnce = 200;

/** Deletes what nobody misses. A process whose file is deleted by mistake makes it again at its next beat. @param folder absolute path of the cache's folder */
export function sweepInstances(folder: string, nowMs: number): void {
  const instances = join(folder, instancesFolder);
  sweepTemporaries(nodeFiles, instances, nowMs);
  for (const name of namesIn(instances)) {
    const file = join(instances, name);
    const found = readSmallFile(file);
    if (found === null) continue;
    const ageMs = nowMs - found.changedAtMs;
    const record = instanceRecordOf(found.text);
    const mayGo = record !== null && isEnded(record) ? ageMs >= youngestMs : ageMs >= forgottenAfterMs;
    if (mayGo) remove(file);
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .slice(0, mostAtOnce);
  } catch {
    return [];
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It may go another time.
  }
}
