/** Makes a database thread for one test, whose file operations fail as the test says at any time. */
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuiltStore } from './buildStoreWorker';
import type { Fault } from './faultyFiles';

export interface FaultyThread {
  /** In place of that of the built thread. Each thread counts calls for itself. */
  readonly workerPath: string;
  /** Takes the place of the faults before. Holds from the next call on. */
  setFaults(faults: readonly Fault[]): Promise<void>;
}

/** @param folder absolute path of a folder of the test, where two small files are put */
export async function makeFaultyThread(built: BuiltStore, folder: string): Promise<FaultyThread> {
  const bundle = await built.bundle(new URL('faultyStoreWorker.ts', import.meta.url), 'faultyStoreWorker');
  const faultsFile = join(folder, 'faults.json');
  const workerPath = join(folder, 'faultyThread.js');
  await writeFile(workerPath, `require(${JSON.stringify(bundle)}).start(${JSON.stringify(faultsFile)});`);
  return {
    workerPath,
    setFaults: async (faults) => {
      await writeFile(`${faultsFile}.next`, JSON.stringify(faults));
      await rename(`${faultsFile}.next`, faultsFile);
    },
  };
}
