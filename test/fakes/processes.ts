/** Answers for whether a process is still there. */
import { readFile } from 'node:fs/promises';

/** A process that ended but was not yet collected by its parent counts as gone. */
async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return !status.includes(') Z ');
}

/** Those of the processes that are still there. */
export async function running(pids: readonly number[]): Promise<number[]> {
  const alive = await Promise.all(pids.map(isRunning));
  return pids.filter((_, index) => alive[index]);
}
