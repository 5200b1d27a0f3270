/** Answers for doing the jobs of the database's thread, each with the part of the store it is for. */
import { dirname } from 'node:path';
import { errorCode, writeFailure } from './fileFailure';
import { FetchedFiles } from './fetchedFiles';
import { keepFolderWithin } from './folderLimit';
import { KeptFiles } from './keptFiles';
import { sweepEarlierLayout, sweepTemporaries } from './leftovers';
import type { StoreEngine } from './storeEngine';
import { deleteFetched } from './storeFiles';
import type {
  ClearJob,
  ClearOutcome,
  Outcomes,
  SaveJob,
  SaveOutcome,
  SourceJob,
  StoredRow,
  StoreJob,
} from './storeMessages';

/** The size of all sources together is looked at after each such part of the limit was written. */
const lookEvery = 1 / 32;

export class StoreJobs {
  private readonly fetched: FetchedFiles;
  private readonly kept: KeptFiles;
  private readonly swept = new Set<string>();
  /** Bytes written since the size of all sources was looked at. */
  private written = Infinity;

  constructor(private readonly engine: StoreEngine) {
    this.fetched = new FetchedFiles(engine);
    this.kept = new KeptFiles(engine);
  }

  /** Set when the engine broke down over a file; it is not to be used again. */
  get broken(): boolean {
    return this.engine.broken;
  }

  /** @param send takes portions of rows, ahead of the outcome */
  do(job: StoreJob, puts: readonly StoredRow[], send: (json: string) => void): Outcomes[StoreJob['kind']] {
    if (job.kind !== 'clear') this.sweepOnce(job);
    switch (job.kind) {
      case 'load':
        return this.fetched.load(job, send);
      case 'save':
        return this.save(job, puts);
      case 'setAside':
        return this.fetched.setAside(job);
      case 'keep':
        return this.kept.keep(job);
      case 'loadKept':
        return this.kept.load(job, send);
      case 'take':
        return this.kept.take(job);
      case 'clear':
        return this.clear(job);
    }
  }

  private save(job: SaveJob, puts: readonly StoredRow[]): SaveOutcome {
    const outcome = this.fetched.save(job, puts);
    if (outcome.kind === 'saved') this.keepWithin(job, outcome.bytes);
    return outcome;
  }

  private keepWithin({ folder, mostFolderBytes }: SaveJob, bytes: number): void {
    this.written += bytes;
    if (this.written < mostFolderBytes * lookEvery) return;
    this.written = 0;
    try {
      keepFolderWithin(this.engine, dirname(folder), folder, mostFolderBytes);
    } catch (error) {
      const code = errorCode(error);
      if (code === null) throw error;
      this.engine.log('warn', `The size of the cache cannot be kept within its limit: the system said ${code}.`);
    }
  }

  private clear({ folder }: ClearJob): ClearOutcome {
    try {
      return { kind: 'cleared', sources: deleteFetched(this.engine.files, folder) };
    } catch (error) {
      return { kind: 'failed', failure: writeFailure(error, folder) };
    }
  }

  private sweepOnce({ folder, nowMs }: SourceJob): void {
    if (this.swept.has(folder)) return;
    this.swept.add(folder);
    sweepTemporaries(this.engine.files, folder, nowMs);
    const cacheFolder = dirname(folder);
    if (this.swept.has(cacheFolder)) return;
    this.swept.add(cacheFolder);
    sweepEarlierLayout(this.engine, cacheFolder);
  }
}
