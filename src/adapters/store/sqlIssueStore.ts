/** Answers for the issue cache: one SQLite file a source, read and written by a thread of its own. */
import { join } from 'node:path';
import type { Failure } from '../../domain/failure';
import { err, type Result } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { IssueStore, StoredReading, StoredSource } from '../../ports/issueStore';
import type { Log } from '../../ports/log';
import { SourceFile, type SourceFilePorts } from './sourceFile';
import { storeFileName } from './storeFileName';
import { StoreThread } from './storeThread';

export interface SqlIssueStoreOptions {
  /** Absolute path of the folder for the files; made at the first save. */
  readonly folder: string;
  /** Absolute path of the built `worker.ts`, `sql-wasm.wasm` beside it. */
  readonly workerPath: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** `{ kind: 'closed' }`, for every call after {@link SqlIssueStore.close}. */
const closedFailure: Failure = { kind: 'closed', what: 'The issue cache' };

/**
 * What holds:
 * 1. A file is whole at any moment: it is written beside, synced, and renamed into place.
 * 2. The host's thread sends what changed since its last save, told by the identity of issues, in portions.
 * 3. A change is applied only to the very file it was made for; if another window wrote it, everything is sent.
 * 4. A file carries an epoch, and a save of an older epoch is not adopted.
 * 5. A file that cannot be used is set aside, and counts as none. A file that cannot be written is a failure value,
 *    and the reading is answered from memory as long as this process lives.
 * 6. Nothing is started before the first call, and an idle store keeps no process alive.
 */
export class SqlIssueStore implements IssueStore {
  private readonly files = new Map<string, SourceFile>();
  private readonly ports: SourceFilePorts;
  private readonly folder: string;
  private closed: Promise<void> | null = null;

  constructor({ folder, workerPath, clock, log }: SqlIssueStoreOptions) {
    const thread = new StoreThread(workerPath, (message) => {
      log.warn(message);
    });
    this.folder = folder;
    this.ports = { thread, clock, log };
  }

  load(source: StoredSource): Promise<Result<StoredReading | null, Failure>> {
    return this.closed === null ? this.fileOf(source).load() : Promise.resolve(err(closedFailure));
  }

  save(source: StoredSource, reading: StoredReading): Promise<Result<void, Failure>> {
    return this.closed === null ? this.fileOf(source).save(reading) : Promise.resolve(err(closedFailure));
  }

  close(): Promise<void> {
    this.closed ??= this.end();
    return this.closed;
  }

  private async end(): Promise<void> {
    await Promise.all([...this.files.values()].map((file) => file.idle()));
    await this.ports.thread.end();
    this.files.clear();
  }

  private fileOf(source: StoredSource): SourceFile {
    const name = storeFileName(source);
    let file = this.files.get(name);
    if (file === undefined) {
      file = new SourceFile(source, join(this.folder, name), this.ports);
      this.files.set(name, file);
    }
    return file;
  }
}
