/** Answers for what cannot be fetched again: put on disk by anybody, taken into one file by the leader, lost by nobody. */
import { join } from 'node:path';
import type { Failure } from '../../domain/failure';
import { holdsOver, type KeptRecord } from '../../ports/keptStore';
import { errorCode, readFailure, writeFailure } from './fileFailure';
import { sealed } from './fileSeal';
import { putInInbox, readInbox, takeIn, waitingInInbox, type Inbox } from './inbox';
import { putKept, readKept } from './keptTables';
import { putFile, replaceFile, stampOf } from './persistence';
import { epochsOf, keptName, keptNames, laterEpoch } from './sourceFolder';
import { sourceNames } from './sourceNames';
import { closeDatabase, compact, createDatabase, ownerFacts } from './storeDatabase';
import type { FileKind, OpenFile, StoredFile, StoreEngine } from './storeEngine';
import type {
  KeepJob,
  KeepOutcome,
  LoadKeptJob,
  LoadKeptOutcome,
  SourceJob,
  TakeJob,
  TakeOutcome,
} from './storeMessages';

const keptKind: FileKind = {
  called: (sourceId) => `What was kept of ${sourceId}`,
  loss: 'It cannot be fetched again: another copy is used where there is one, and only what none has is lost.',
  mostSetAside: 30,
  leavesNewer: true,
};

/** A fact that is no more is remembered so long, so that an older record that comes late does not bring it back. */
const tombstoneMs = 7 * 24 * 3_600_000;

/** Records in one message: few enough that reading them does not hold up the receiver. */
const portion = 500;

/** How often the file is written anew because another process of the same epoch wrote it meanwhile. */
const maxAttempts = 3;

type SoundFile = OpenFile & { readonly path: string; readonly records: Map<string, KeptRecord> };

/** What a take builds on. */
type Base = SoundFile & {
  /** The content it had. */
  readonly before: Uint8Array;
};

type Found = SoundFile | { readonly kind: 'none' | 'newer' } | { readonly kind: 'failed'; readonly failure: Failure };

export class KeptFiles {
  constructor(private readonly engine: StoreEngine) {}

  /** Puts records where no crash loses them. */
  keep(job: KeepJob): KeepOutcome {
    const { files } = this.engine;
    try {
      // What lies in the place of the folder is put aside.
      this.names(job);
      // A folder that is deleted each time is deleted on purpose.
      const isKept = putInInbox(files, job) || putInInbox(files, job);
      if (isKept) return { kind: 'kept', waiting: waitingInInbox(files, job) };
      return { kind: 'failed', failure: { kind: 'notWritable', path: job.folder, detail: 'it keeps being deleted.' } };
    } catch (error) {
      return { kind: 'failed', failure: writeFailure(error, job.folder) };
    }
  }

  /** What holds by now; portions of records go to `send` first. */
  load(job: LoadKeptJob, send: (json: string) => void): LoadKeptOutcome {
    try {
      // What the leader takes between these two is in its file by then.
      const inbox = readInbox(this.engine, job);
      const found = this.openNewest(job);
      if (found.kind === 'failed') return found;
      const records = new Map(found.kind === 'open' ? found.records : []);
      if (found.kind === 'open') closeDatabase(found.database);
      for (const record of inbox.records.values()) takeIn(records, record);
      const holding = [...records.values()].filter(({ value }) => value !== null);
      for (let from = 0; from < holding.length; from += portion) {
        send(JSON.stringify(holding.slice(from, from + portion)));
      }
      return { kind: 'loadedKept', count: holding.length, waiting: inbox.taken.length };
    } catch (error) {
      return { kind: 'failed', failure: readFailure(error, job.folder) };
    }
  }

  /** Takes what waits into the file of the leader's epoch. What was not taken for certain goes on waiting. */
  take(job: TakeJob): TakeOutcome {
    const path = join(job.folder, keptName(job.epoch));
    try {
      for (let attempt = 1; attempt <= maxAttempts; attempt++) {
        const outcome = this.takeOnce(job, path);
        if (outcome !== 'moved') return outcome;
      }
      return { kind: 'failed', failure: { kind: 'notWritable', path, detail: 'another window keeps writing it.' } };
    } catch (error) {
      const failure = errorCode(error) === null ? this.engine.engineFailure(error) : writeFailure(error, path);
      return { kind: 'failed', failure };
    }
  }

  private takeOnce(job: TakeJob, path: string): TakeOutcome | 'moved' {
    const later = laterEpoch(this.names(job), job.epoch);
    if (later !== null) return { kind: 'outdated', epoch: later };
    const inbox = readInbox(this.engine, job);
    if (inbox.taken.length === 0) return { kind: 'taken' };
    const found = this.openNewest(job);
    if (found.kind === 'failed') return found;
    if (found.kind === 'newer') return { kind: 'failed', failure: newerFailure(job) };
    // The engine writes into the very bytes it was given.
    const base = found.kind === 'open' ? { ...found, before: new Uint8Array(found.bytes) } : null;
    try {
      if (!this.write(job, path, this.merged(job, base, inbox), base)) return 'moved';
    } finally {
      if (base !== null) closeDatabase(base.database);
    }
    return this.finish(job, inbox);
  }

  /** The file as it is to be. What was read of a file that cannot be changed goes into a new one. */
  private merged(job: TakeJob, base: Base | null, inbox: Inbox): Uint8Array {
    if (base === null) return this.fresh(job, inbox.records);
    const { database, records } = base;
    const puts = [...inbox.records.values()].filter((record) => {
      const before = records.get(record.key);
      return before === undefined || holdsOver(record, before);
    });
    const forgottenBefore = Math.min(job.nowMs - tombstoneMs, inbox.oldestAtMs ?? Infinity);
    const gone = [...records.values()].filter(({ value, atMs }) => value === null && atMs < forgottenBefore);
    try {
      putKept(
        database,
        puts,
        gone.map(({ key }) => key),
        ownerFacts(job.source, job.epoch),
      );
      compact(database);
      return sealed(database.export());
    } catch (error) {
      const begin = `${keptKind.called(job.source.id)} ${this.engine.damage(error)}`;
      this.engine.log('warn', `${begin} and is written anew. Nothing is lost: all of it could be read.`);
      for (const record of inbox.records.values()) takeIn(records, record);
      return this.fresh(job, records);
    }
  }

  private fresh(job: TakeJob, records: ReadonlyMap<string, KeptRecord>): Uint8Array {
    const database = createDatabase(this.engine.sql);
    try {
      putKept(database, [...records.values()], [], ownerFacts(job.source, job.epoch));
      return sealed(database.export());
    } finally {
      closeDatabase(database);
    }
  }

  /** Writes the file, what it said before beside it, and a copy. False: it is not what was read. */
  private write(job: TakeJob, path: string, bytes: Uint8Array, base: Base | null): boolean {
    const { files } = this.engine;
    const expected = base?.path === path ? base.version.stamp : null;
    if (stampOf(files, path) !== expected) return false;
    const [copy = '', previous = ''] = keptNames(job.epoch).slice(1);
    const beside = (name: string, content: Uint8Array): boolean =>
      putFile(files, join(job.folder, name), content) !== null;
    if (base !== null && base.path !== join(job.folder, previous) && !beside(previous, base.before)) return false;
    return beside(copy, bytes) && replaceFile(files, path, bytes, expected) !== null;
  }

  /** The write is there. Whether it holds is known only now. @throws errors of the system. */
  private finish(job: TakeJob, { taken }: Inbox): TakeOutcome {
    const names = this.names(job);
    const later = laterEpoch(names, job.epoch);
    // The one who leads now may not have seen it: it takes the inbox itself.
    if (later !== null) return { kind: 'outdated', epoch: later };
    for (const path of taken) this.engine.files.remove(path);
    for (const { path, epoch } of keptCandidates(names, job)) if (epoch < job.epoch) this.engine.files.remove(path);
    return { kind: 'taken' };
  }

  /** The newest sound file, and what is in it. Those that cannot be used are set aside on the way. */
  private openNewest(job: SourceJob): Found {
    let seen = '';
    for (;;) {
      const candidates = keptCandidates(this.names(job), job);
      const paths = candidates.map(({ path }) => path).join();
      if (paths === seen) return { kind: 'none' };
      seen = paths;
      for (const [at, file] of candidates.entries()) {
        const found = this.openOne(file);
        if (found.kind === 'open' && at > 0) this.sayOther(job, found);
        if (found.kind !== 'none') return found;
      }
    }
  }

  private openOne(file: StoredFile): Found {
    const opened = this.engine.open(file);
    if (opened.kind !== 'open') return opened;
    let why = 'is damaged';
    try {
      const records = readKept(opened.database);
      if (records !== null) return { ...opened, path: file.path, records };
    } catch (error) {
      why = this.engine.damage(error);
    }
    closeDatabase(opened.database);
    return this.engine.discard(file, why);
  }

  private sayOther({ source }: SourceJob, { records }: SoundFile): void {
    this.engine.log('info', `${keptKind.called(source.id)} is taken from another copy (${records.size} facts).`);
  }

  private names(job: SourceJob): readonly string[] {
    return sourceNames(this.engine, job, keptKind);
  }
}

/** The files that may hold what was kept, the first to be believed first. */
function keptCandidates(names: readonly string[], job: SourceJob): readonly StoredFile[] {
  return [...new Set(epochsOf('anyKept', names))].flatMap((epoch) =>
    keptNames(epoch)
      .filter((name) => names.includes(name))
      .map((name) => ({ path: join(job.folder, name), epoch, job, kind: keptKind })),
  );
}

const newerFailure = ({ source }: SourceJob): Failure => ({
  kind: 'unusable',
  what: keptKind.called(source.id),
  advice: 'it was written by a newer version of Context Scout. What is kept meanwhile waits for that version.',
});
