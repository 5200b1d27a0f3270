/** The database's thread on a file system that fails as it is told: see `faultyThread.ts`, which starts it. */
import { serveJobs } from '../../src/adapters/store/serveJobs';
import { faultyFiles } from './faultyFiles';

/** @param faultsFile as of {@link faultyFiles} */
export function start(faultsFile: string): void {
  serveJobs(faultyFiles(faultsFile));
}
