/** Answers for opening a file, whatever is found in its place, and for putting aside what cannot be opened. */
import type { Database, SqlJsStatic } from 'sql.js';
import type { Failure } from '../../domain/failure';
import { errorCode, readFailure } from './fileFailure';
import { readHeader } from './fileHeader';
import type { FileOperations } from './fileOperations';
import { currentVersion } from './migrations';
import { NoFileError, readSnapshot, type FileSnapshot } from './persistence';
import { setAside } from './setAside';
import { closeDatabase, openDatabase, readMeta } from './storeDatabase';
import type { FileVersion, LogMessage, SourceJob } from './storeMessages';

/** What may be in a file, and what is said of it when it cannot be used. */
export interface FileKind {
  /** Begins a sentence; ends with the source's id. */
  readonly called: (sourceId: string) => string;
  /** Says what a person loses. */
  readonly loss: string;
  /** So many set-aside files of the kind are left. */
  readonly mostSetAside: number;
  /** Whether a file of a newer version stays in its place, because what is in it cannot be fetched again. */
  readonly leavesNewer: boolean;
}

/** One file of a source. */
export interface StoredFile {
  readonly path: string;
  /** As its name says. */
  readonly epoch: number;
  readonly job: SourceJob;
  readonly kind: FileKind;
}

export interface OpenFile {
  readonly kind: 'open';
  readonly database: Database;
  readonly version: FileVersion;
  /** What the database is in: they change with it. */
  readonly bytes: Uint8Array;
}

export type Opened =
  | OpenFile
  /** No file, or one that was set aside. */
  | { readonly kind: 'none' }
  /** It was written by a newer version of the extension, and stays. */
  | { readonly kind: 'newer' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export class StoreEngine {
  /** Set when the engine broke down over a file; it is not to be used again. */
  broken = false;

  constructor(
    readonly sql: SqlJsStatic,
    readonly files: FileOperations,
    readonly log: (level: LogMessage['level'], message: string) => void,
  ) {}

  /** Opens a file. Who gets a database closes it. */
  open(file: StoredFile): Opened {
    const { path, epoch } = file;
    let snapshot: FileSnapshot | null;
    try {
      snapshot = readSnapshot(this.files, path);
    } catch (error) {
      if (error instanceof NoFileError) return this.discard(file, 'is no file');
      return { kind: 'failed', failure: readFailure(error, path) };
    }
    if (snapshot === null) return { kind: 'none' };
    const header = readHeader(snapshot.bytes, currentVersion);
    if (header.kind === 'newer' && file.kind.leavesNewer) return this.leaveNewer(file);
    if (header.kind !== 'ours') return this.discard(file, header.why);
    let database: Database | null = null;
    try {
      database = openDatabase(this.sql, header.pages, header.version);
      const why = whyNotOurs(database, file);
      if (why === null) {
        this.sayMigrated(file, header.version);
        return { kind: 'open', database, version: { epoch, stamp: snapshot.stamp }, bytes: snapshot.bytes };
      }
      closeDatabase(database);
      return this.discard(file, why);
    } catch (error) {
      if (database !== null) closeDatabase(database);
      return this.discard(file, this.damage(error));
    }
  }

  /** Sets a file aside and says so. Counts as no file whatever becomes of it. */
  discard({ path, job, kind }: StoredFile, why: string): { readonly kind: 'none' } {
    const begin = `${kind.called(job.source.id)} ${why}`;
    try {
      const name = setAside(this.files, path, job.nowMs, kind.mostSetAside);
      this.log('warn', `${begin} and was set aside as ${name}; delete it when you like. ${kind.loss}`);
    } catch (error) {
      const code = errorCode(error) ?? 'unknown error';
      // Another process was quicker.
      if (code !== 'ENOENT') {
        this.log('warn', `${begin} and cannot be set aside (${code}); delete ${path}. ${kind.loss}`);
      }
    }
    return { kind: 'none' };
  }

  damage(error: unknown): string {
    return `is damaged (${this.said(error)})`;
  }

  engineFailure(error: unknown): Failure {
    return { kind: 'unusable', what: 'The issue cache', advice: `its database failed: ${this.said(error)}.` };
  }

  /** SQLite's own complaints are plain errors; any other means that the engine itself gave way. */
  private said(error: unknown): string {
    if (!(error instanceof Error)) return String(error);
    if (error.name !== 'Error') this.broken = true;
    return error.message;
  }

  private leaveNewer({ path, job, kind }: StoredFile): { readonly kind: 'newer' } {
    const begin = `${kind.called(job.source.id)} was written by a newer version of Context Scout`;
    this.log('warn', `${begin} and stays as it is (${path}). It is used again once that version runs.`);
    return { kind: 'newer' };
  }

  private sayMigrated({ job, kind }: StoredFile, version: number): void {
    if (version === currentVersion) return;
    const called = kind.called(job.source.id);
    this.log(
      'info',
      `${called} is of version ${version}; it is read as version ${currentVersion} and written as such.`,
    );
  }
}

/** Ends a sentence; null when the file is the source's. */
function whyNotOurs(database: Database, { job }: StoredFile): string | null {
  const meta = readMeta(database);
  const [source, root] = [meta.get('source'), meta.get('root')];
  if (typeof source !== 'string' || typeof root !== 'string') return 'is damaged';
  return source === job.source.id && root === job.source.root ? null : 'belongs to another source';
}
