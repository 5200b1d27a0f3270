/** Answers for loading and saving what can be fetched again: one file an epoch, of which the newest sound one holds. */
import { join } from 'node:path';
import { errorCode, readFailure, writeFailure } from './fileFailure';
import { sealed } from './fileSeal';
import { replaceFile } from './persistence';
import { applySave, readCheckpoint, readFacts, readProblems, readRows } from './readingTables';
import { epochsOf, fetchedName, laterEpoch } from './sourceFolder';
import { sourceNames } from './sourceNames';
import { closeDatabase, compact, createDatabase } from './storeDatabase';
import type { FileKind, Opened, OpenFile, StoredFile, StoreEngine } from './storeEngine';
import type { LoadJob, LoadOutcome, SaveJob, SaveOutcome, SetAsideJob, SourceJob, StoredRow } from './storeMessages';

const fetchedKind: FileKind = {
  called: (sourceId) => `The cache of ${sourceId}`,
  loss: 'Nothing is lost: the issues are read from their tracker again.',
  mostSetAside: 3,
  leavesNewer: false,
};

/** A file of a newer version is none: what is in it can be fetched again. */
type FoundFile = Exclude<Opened, { kind: 'newer' }>;

export class FetchedFiles {
  constructor(private readonly engine: StoreEngine) {}

  /** Reads the newest sound file; portions of rows go to `send` first. */
  load(job: LoadJob, send: (json: string) => void): LoadOutcome {
    let opened: FoundFile;
    try {
      opened = this.openNewest(job, job.before ?? Infinity);
    } catch (error) {
      return { kind: 'failed', failure: readFailure(error, job.folder) };
    }
    if (opened.kind !== 'open') return opened;
    const { database, version } = opened;
    try {
      const facts = readFacts(database);
      const problems = readProblems(database);
      const checkpoint = readCheckpoint(database);
      if (facts === null || problems === null || checkpoint === undefined) {
        return this.damaged(job, version.epoch, 'is damaged');
      }
      return { kind: 'loaded', version, ...facts, problems, checkpoint, count: readRows(database, send) };
    } catch (error) {
      return this.damaged(job, version.epoch, this.engine.damage(error));
    } finally {
      closeDatabase(database);
    }
  }

  setAside(job: SetAsideJob): { readonly kind: 'none' } {
    return this.engine.discard(fileOf(job, job.epoch), 'is damaged');
  }

  /**
   * Writes the file of the writer's epoch. Somebody may lead in a later one without the writer having noticed, also
   * between its last look and the rename: then it replaces nothing but a file that nobody reads any more, and is told.
   */
  save(job: SaveJob, puts: readonly StoredRow[]): SaveOutcome {
    let found: OpenFile | null = null;
    const { path } = fileOf(job, job.epoch);
    try {
      const later = laterEpoch(this.names(job), job.epoch);
      if (later !== null) return { kind: 'outdated', epoch: later };
      const opened = this.openNewest(job, Infinity);
      if (opened.kind === 'failed') return opened;
      found = opened.kind === 'open' ? opened : null;
      if (job.base !== null && !(job.base.epoch === found?.version.epoch && job.base.stamp === found.version.stamp)) {
        return { kind: 'moved' };
      }
      const bytes = job.base === null || found === null ? this.fresh(job, puts) : this.changed(job, puts, found);
      if (bytes === null) return { kind: 'moved' };
      if (bytes.length > job.mostFileBytes) return { kind: 'tooLarge', bytes: bytes.length };
      const expected = found?.version.epoch === job.epoch ? found.version.stamp : null;
      const stamp = replaceFile(this.engine.files, path, bytes, expected);
      return stamp === null ? { kind: 'moved' } : this.finish(job, stamp, bytes.length);
    } catch (error) {
      const failure = errorCode(error) === null ? this.engine.engineFailure(error) : writeFailure(error, path);
      return { kind: 'failed', failure };
    } finally {
      if (found !== null) closeDatabase(found.database);
    }
  }

  /** The write is there. Whether it holds is known only now. @throws errors of the system. */
  private finish(job: SaveJob, stamp: string, bytes: number): SaveOutcome {
    const names = this.names(job);
    const later = laterEpoch(names, job.epoch);
    const written = epochsOf('fetched', names);
    if (later === null) {
      for (const epoch of written) if (epoch < job.epoch) this.removeIfPossible(job, epoch);
      return { kind: 'saved', version: { epoch: job.epoch, stamp }, bytes };
    }
    // Should the newer file turn out to be damaged, this one must not be taken for what was there before it.
    if (written.some((epoch) => epoch > job.epoch)) this.removeIfPossible(job, job.epoch);
    return { kind: 'outdated', epoch: later };
  }

  /**
   * The newest sound file of an epoch before `before`. Those that cannot be used are set aside on the way.
   * @throws errors of the system.
   */
  private openNewest(job: SourceJob, before: number): FoundFile {
    let seen = '';
    for (;;) {
      const epochs = epochsOf('fetched', this.names(job)).filter((epoch) => epoch < before);
      // One that was there and is not any more: a newer leader wrote its own, and deleted it.
      if (epochs.join() === seen) return { kind: 'none' };
      seen = epochs.join();
      for (const epoch of epochs) {
        const opened = this.engine.open(fileOf(job, epoch));
        if (opened.kind !== 'none' && opened.kind !== 'newer') return opened;
      }
    }
  }

  private names(job: SourceJob): readonly string[] {
    return sourceNames(this.engine, job, fetchedKind);
  }

  private fresh(job: SaveJob, puts: readonly StoredRow[]): Uint8Array {
    const database = createDatabase(this.engine.sql);
    try {
      applySave(database, job, puts);
      return sealed(database.export());
    } finally {
      closeDatabase(database);
    }
  }

  /** The file found with the changes; null when it could not be changed and was set aside. */
  private changed(job: SaveJob, puts: readonly StoredRow[], { database, version }: OpenFile): Uint8Array | null {
    try {
      applySave(database, job, puts);
      compact(database);
      return sealed(database.export());
    } catch (error) {
      this.engine.discard(fileOf(job, version.epoch), this.engine.damage(error));
      return null;
    }
  }

  private damaged(job: SourceJob, epoch: number, why: string): LoadOutcome {
    this.engine.discard(fileOf(job, epoch), why);
    return { kind: 'damaged', epoch };
  }

  private removeIfPossible(job: SourceJob, epoch: number): void {
    try {
      this.engine.files.remove(fileOf(job, epoch).path);
    } catch {
      // It is read by nobody, and goes with a later write.
      return;
    }
  }
}

const fileOf = (job: SourceJob, epoch: number): StoredFile => ({
  path: join(job.folder, fetchedName(epoch)),
  epoch,
  job,
  kind: fetchedKind,
});
