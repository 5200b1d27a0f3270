/** Answers for all that is remembered of sources: SQLite files in a folder a source, read and written by a thread of its own. */
import { join } from 'node:path';
import type { Failure } from '../../domain/failure';
import { err, ok, type Result } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { IssueStore, Saved, Sparable, StoredReading, StoredSource } from '../../ports/issueStore';
import type { KeptRecord, KeptStore } from '../../ports/keptStore';
import type { Leadership } from '../../ports/leadership';
import type { Log } from '../../ports/log';
import { SourceFile, type SourcePorts, type StoreLimits } from './sourceFile';
import { sourceFolderName } from './sourceFolderName';
import { SourceRecords } from './sourceRecords';
import { StoreThread } from './storeThread';

export interface SqlIssueStoreOptions {
  /** Absolute path of the cache's folder; made at the first save. */
  readonly folder: string;
  /** Absolute path of the built `worker.ts`, `sql-wasm.wasm` beside it. */
  readonly workerPath: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Says in which epoch this process writes a source, if at all. No two processes with one folder may have the same. */
  readonly leadership: Pick<Leadership, 'epochOf' | 'troubleOf'>;
  readonly limits?: Partial<StoreLimits>;
}

const megabyte = 1024 * 1024;
const defaultLimits: StoreLimits = { fileBytes: 64 * megabyte, folderBytes: 512 * megabyte };

/** `{ kind: 'closed' }`, for every call after {@link SqlIssueStore.close}. */
const closedFailure: Failure = { kind: 'closed', what: 'The issue cache' };

interface SourceParts {
  readonly file: SourceFile;
  readonly records: SourceRecords;
}

/**
 * What holds:
 * 1. A file is whole at any moment: it is written beside, synced, and renamed into place.
 * 2. The host's thread sends what changed since its last save, told by the identity of issues, in portions.
 * 3. A change is applied only to the very file it was made for; if another window wrote it, everything is sent.
 * 4. Only who leads a source writes its files, each leader those of its own epoch. The newest epoch holds. Who was
 *    overtaken, even between its last look and its rename, replaces nothing that is read, and is told.
 * 5. A file that cannot be used is set aside and the one before it is tried. A file that cannot be written is a failure
 *    value, and the reading is answered from memory as long as this process lives. The same sentence is logged once.
 * 6. What cannot be fetched again is on disk, synced, before anybody is told so, whoever keeps it; records of several
 *    processes are brought together by the leader, and none is deleted before it is in a file that holds.
 * 7. Nothing is started before the first call, and an idle store keeps no process alive.
 * 8. Every call settles: a thread that is silent for too long, say over a file system that hangs, is given up.
 * 9. The files have limits of size; what makes room is what can be fetched again, the oldest first.
 */
export class SqlIssueStore implements IssueStore, KeptStore {
  private readonly sources = new Map<string, SourceParts>();
  private readonly ports: SourcePorts & { readonly thread: StoreThread };
  private readonly folder: string;
  private readonly limits: StoreLimits;
  private readonly said = new Set<string>();
  /** Settles when no clearing is under way. */
  private cleared: Promise<unknown> = Promise.resolve();
  private closed: Promise<void> | null = null;

  constructor({ folder, workerPath, clock, log, leadership, limits }: SqlIssueStoreOptions) {
    const thread = new StoreThread(workerPath, clock, (level, message) => {
      if (this.said.has(message)) return;
      this.said.add(message);
      log[level](message);
    });
    this.folder = folder;
    this.limits = { ...defaultLimits, ...limits };
    this.ports = { thread, leadership, clock, log };
  }

  /** Starts the thread ahead of the first call, which is then answered sooner. Nothing is read. */
  warmUp(): void {
    if (this.closed === null) this.ports.thread.warmUp();
  }

  load(source: StoredSource): Promise<Result<StoredReading | null, Failure>> {
    return this.closed === null ? this.partsOf(source).file.load() : Promise.resolve(err(closedFailure));
  }

  save(source: StoredSource, reading: StoredReading, sparable?: Sparable): Promise<Result<Saved, Failure>> {
    if (this.closed !== null) return Promise.resolve(err(closedFailure));
    return this.partsOf(source).file.save(reading, sparable ?? null);
  }

  loadKept(source: StoredSource): Promise<Result<ReadonlyMap<string, KeptRecord>, Failure>> {
    return this.closed === null ? this.partsOf(source).records.load() : Promise.resolve(err(closedFailure));
  }

  keep(source: StoredSource, records: readonly KeptRecord[]): Promise<Result<void, Failure>> {
    return this.closed === null ? this.partsOf(source).records.keep(records) : Promise.resolve(err(closedFailure));
  }

  clear(): Promise<Result<number, Failure>> {
    if (this.closed !== null) return Promise.resolve(err(closedFailure));
    const { promise: over, resolve: end } = withResolvers();
    // What is asked for from here on waits, so that it finds the folder empty.
    const still = Promise.all([this.cleared, ...[...this.sources.values()].map(({ file }) => file.hold(over))]);
    this.cleared = over;
    return still.then(() => this.deleteFiles()).finally(end);
  }

  /** Leadership is to end after this: what waits is written as the leader. */
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
    const parts = [...this.sources.values()];
    await Promise.all([this.cleared, ...parts.flatMap(({ file, records }) => [file.idle(), records.close()])]);
    await this.ports.thread.end();
    this.sources.clear();
  }

  private partsOf(source: StoredSource): SourceParts {
    const name = sourceFolderName(source);
    let parts = this.sources.get(name);
    if (parts === undefined) {
      const folder = join(this.folder, name);
      parts = {
        file: new SourceFile(source, folder, this.ports, this.limits, this.cleared),
        records: new SourceRecords(source, folder, this.ports),
      };
      this.sources.set(name, parts);
    }
    return parts;
  }
}

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
