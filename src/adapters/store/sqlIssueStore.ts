/** Answers for the issue cache: one SQLite file a source, read and written by a thread of its own. */
import { join } from 'node:path';
import type { Failure } from '../../domain/failure';
import { err, ok, type Result } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { IssueStore, StoredReading, StoredSource } from '../../ports/issueStore';
import type { Log } from '../../ports/log';
import { noLeadership, type Leadership } from './leadership';
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
  /** Without it all processes are peers. */
  readonly leadership?: Leadership;
}

/** `{ kind: 'closed' }`, for every call after {@link SqlIssueStore.close}. */
const closedFailure: Failure = { kind: 'closed', what: 'The issue cache' };

/**
 * What holds:
 * 1. A file is whole at any moment: it is written beside, synced, and renamed into place.
 * 2. The host's thread sends what changed since its last save, told by the identity of issues, in portions.
 * 3. A change is applied only to the very file it was made for; if another window wrote it, everything is sent.
 * 4. A file carries an epoch. A save of an older epoch is not adopted, nor is a file of an older one that took the
 *    place of a newer: see {@link Leadership}.
 * 5. A file that cannot be used is set aside, and counts as none. A file that cannot be written is a failure value,
 *    and the reading is answered from memory as long as this process lives. The same warning is logged once.
 * 6. Nothing is started before the first call, and an idle store keeps no process alive.
 * 7. Every call settles: a thread that is silent for too long, say over a file system that hangs, is given up.
 */
export class SqlIssueStore implements IssueStore {
  private readonly files = new Map<string, SourceFile>();
  private readonly ports: SourceFilePorts;
  private readonly folder: string;
  private readonly warned = new Set<string>();
  /** Settles when no clearing is under way. */
  private cleared: Promise<unknown> = Promise.resolve();
  private closed: Promise<void> | null = null;

  constructor({ folder, workerPath, clock, log, leadership = noLeadership }: SqlIssueStoreOptions) {
    const thread = new StoreThread(workerPath, clock, (message) => {
      if (this.warned.has(message)) return;
      this.warned.add(message);
      log.warn(message);
    });
    this.folder = folder;
    this.ports = { thread, leadership, clock, log };
  }

  /** Starts the thread ahead of the first call, which is then answered sooner. Nothing is read. */
  warmUp(): void {
    if (this.closed === null) this.ports.thread.warmUp();
  }

  load(source: StoredSource): Promise<Result<StoredReading | null, Failure>> {
    return this.closed === null ? this.fileOf(source).load() : Promise.resolve(err(closedFailure));
  }

  save(source: StoredSource, reading: StoredReading): Promise<Result<void, Failure>> {
    return this.closed === null ? this.fileOf(source).save(reading) : Promise.resolve(err(closedFailure));
  }

  clear(): Promise<Result<number, Failure>> {
    if (this.closed !== null) return Promise.resolve(err(closedFailure));
    const { promise: over, resolve: end } = withResolvers();
    // What is asked for from here on waits, so that it finds the folder empty.
    const still = Promise.all([this.cleared, ...[...this.files.values()].map((file) => file.hold(over))]);
    this.cleared = over;
    return still.then(() => this.deleteFiles()).finally(end);
  }

  close(): Promise<void> {
    this.closed ??= this.end();
    return this.closed;
  }

  private async deleteFiles(): Promise<Result<number, Failure>> {
    const done = await this.ports.thread.do({ kind: 'clear', folder: this.folder });
    if (!done.ok) return done;
    return done.value.kind === 'failed' ? err(done.value.failure) : ok(done.value.sources);
  }

  private async end(): Promise<void> {
    await Promise.all([this.cleared, ...[...this.files.values()].map((file) => file.idle())]);
    await this.ports.thread.end();
    this.files.clear();
  }

  private fileOf(source: StoredSource): SourceFile {
    const name = storeFileName(source);
    let file = this.files.get(name);
    if (file === undefined) {
      file = new SourceFile(source, join(this.folder, name), this.ports, this.cleared);
      this.files.set(name, file);
    }
    return file;
  }
}

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
