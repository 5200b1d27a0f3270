/** Answers for what lies in a source's folder, whatever is found in the folder's place. */
import { errorCode } from './fileFailure';
import { isAbsent } from './persistence';
import type { FileKind, StoreEngine } from './storeEngine';
import type { SourceJob } from './storeMessages';

/** The names in the source's folder; none where there is no folder. @throws errors of the system. */
export function sourceNames(engine: StoreEngine, job: SourceJob, kind: FileKind): readonly string[] {
  const { files } = engine;
  try {
    return files.readdir(job.folder);
  } catch (error) {
    if (!isAbsent(error)) throw error;
    // Where the folder above is none either, there is no place to put anything aside.
    if (errorCode(error) === 'ENOTDIR' && isFile())
      engine.discard({ path: job.folder, epoch: 0, job, kind }, 'is a file');
    return [];
  }
  function isFile(): boolean {
    try {
      return files.stat(job.folder).isFile();
    } catch (error) {
      if (isAbsent(error)) return false;
      throw error;
    }
  }
}
