/** Answers for loading and saving one source's file, whatever is found in its place. */
import type { Database, SqlJsStatic } from 'sql.js';
import { errorCode, readFailure, writeFailure } from './fileFailure';
import { readHeader } from './fileHeader';
import { currentVersion } from './migrations';
import { readSnapshot, replaceFile, type FileSnapshot } from './persistence';
import { setAside } from './setAside';
import { deleteStoreFiles } from './storeFiles';
import {
  applySave,
  closeDatabase,
  createDatabase,
  openDatabase,
  readCheckpoint,
  readMeta,
  readProblems,
  readRows,
} from './storeDatabase';
import type { Meta } from './storeDatabase';
import type {
  ClearJob,
  ClearOutcome,
  FileJob,
  LoadJob,
  LoadOutcome,
  SaveJob,
  SaveOutcome,
  StoredRow,
} from './storeMessages';

/** The epoch of a file nobody has written before. */
const firstEpoch = 1;

interface OpenFile {
  readonly kind: 'open';
  readonly database: Database;
  readonly meta: Meta;
  readonly stamp: string;
}

type Opened = OpenFile | Extract<LoadOutcome, { kind: 'none' | 'failed' }>;

/** One engine and the jobs it does, one after the other. */
export class StoreJobs {
  /** Set when the engine broke down over a file; it is not to be used again. */
  broken = false;

  constructor(
    private readonly sql: SqlJsStatic,
    private readonly warn: (message: string) => void,
  ) {}

  /** Reads the file; portions of rows go to `send` first. */
  load(job: LoadJob, send: (json: string) => void): LoadOutcome {
    const opened = this.open(job);
    if (opened.kind !== 'open') return opened;
    const { database, stamp, meta } = opened;
    try {
      const problems = readProblems(database);
      const checkpoint = readCheckpoint(database);
      if (problems === null || checkpoint === undefined) return this.discard(job, 'is damaged');
      const { via, confirmedAtMs, epoch, phases } = meta;
      const count = readRows(database, send);
      return { kind: 'loaded', stamp, epoch, via, confirmedAtMs, phases, problems, checkpoint, count };
    } catch (error) {
      return this.discard(job, this.damage(error));
    } finally {
      closeDatabase(database);
    }
  }

  /**
   * Writes the file anew. A save of an older epoch than the file's is not adopted: its writer was replaced by
   * another without noticing. Who writes when is for a lock to say; the epoch holds even where a lock fails.
   */
  save(job: SaveJob, puts: readonly StoredRow[]): SaveOutcome {
    const opened = this.open(job);
    if (opened.kind === 'failed') return opened;
    const found = opened.kind === 'open' ? opened : null;
    try {
      if (found !== null && job.epoch !== null && job.epoch < found.meta.epoch) {
        return { kind: 'outdated', epoch: found.meta.epoch };
      }
      if (job.base !== null && job.base !== found?.stamp) return { kind: 'moved' };
      const epoch = job.epoch ?? found?.meta.epoch ?? firstEpoch;
      const bytes =
        job.base === null || found === null ? this.fresh(job, puts, epoch) : this.changed(job, puts, epoch, found);
      if (bytes === null) return { kind: 'moved' };
      const stamp = replaceFile(job.file, bytes, found?.stamp ?? null);
      return stamp === null ? { kind: 'moved' } : { kind: 'saved', stamp, epoch };
    } catch (error) {
      if (errorCode(error) === null) return { kind: 'failed', failure: this.engineFailure(error) };
      return { kind: 'failed', failure: writeFailure(error, job.file) };
    } finally {
      if (found !== null) closeDatabase(found.database);
    }
  }

  /** Deletes what stores keep in a folder. */
  clear({ folder }: ClearJob): ClearOutcome {
    try {
      return { kind: 'cleared', sources: deleteStoreFiles(folder) };
    } catch (error) {
      return { kind: 'failed', failure: writeFailure(error, folder) };
    }
  }

  /** Sets the file aside and says so. Counts as no file whatever becomes of it. */
  discard({ file, source, nowMs }: FileJob, why: string): { readonly kind: 'none' } {
    const begin = `The cache of ${source.id} ${why}`;
    const end = 'Nothing is lost: the issues are read from their tracker again.';
    try {
      const name = setAside(file, nowMs);
      this.warn(`${begin} and was set aside as ${name}; delete it when you like. ${end}`);
    } catch (error) {
      this.warn(`${begin} and cannot be set aside (${errorCode(error) ?? 'unknown error'}); delete ${file}. ${end}`);
    }
    return { kind: 'none' };
  }

  private open(job: FileJob): Opened {
    let snapshot: FileSnapshot | null;
    try {
      snapshot = readSnapshot(job.file);
    } catch (error) {
      if (errorCode(error) === 'EISDIR') return this.discard(job, 'is a folder');
      return { kind: 'failed', failure: readFailure(error, job.file) };
    }
    if (snapshot === null) return { kind: 'none' };
    const header = readHeader(snapshot.bytes, currentVersion);
    if (header.kind === 'unusable') return this.discard(job, header.why);
    try {
      const database = openDatabase(this.sql, snapshot.bytes, header.version);
      const meta = readMeta(database);
      if (meta?.source === job.source.id && meta.root === job.source.root) {
        return { kind: 'open', database, meta, stamp: snapshot.stamp };
      }
      closeDatabase(database);
      return this.discard(job, meta === null ? 'is damaged' : 'belongs to another source');
    } catch (error) {
      return this.discard(job, this.damage(error));
    }
  }

  private fresh(job: SaveJob, puts: readonly StoredRow[], epoch: number): Uint8Array {
    const database = createDatabase(this.sql);
    try {
      applySave(database, job, puts, epoch);
      return database.export();
    } finally {
      closeDatabase(database);
    }
  }

  /** The file found with the changes; null when it could not be changed and was set aside. */
  private changed(job: SaveJob, puts: readonly StoredRow[], epoch: number, found: OpenFile): Uint8Array | null {
    try {
      applySave(found.database, job, puts, epoch);
      return found.database.export();
    } catch (error) {
      this.discard(job, this.damage(error));
      return null;
    }
  }

  private damage(error: unknown): string {
    return `is damaged (${this.said(error)})`;
  }

  private engineFailure(error: unknown): { readonly kind: 'unusable'; readonly what: string; readonly advice: string } {
    return { kind: 'unusable', what: 'The issue cache', advice: `its database failed: ${this.said(error)}.` };
  }

  /** SQLite's own complaints are plain errors; any other means that the engine itself gave way. */
  private said(error: unknown): string {
    if (!(error instanceof Error)) return String(error);
    if (error.name !== 'Error') this.broken = true;
    return error.message;
  }
}
