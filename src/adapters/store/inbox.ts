/** Answers for the inbox of a source: records that any process kept, each few in a file, until the leader took them. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { holdsOver, type KeptRecord } from '../../ports/keptStore';
import type { FileOperations } from './fileOperations';
import { errorCode } from './fileFailure';
import { namesIn, NoFileError, putFile, readSnapshot } from './persistence';
import { inboxFolder } from './sourceFolder';
import { parseJson } from './storedText';
import type { FileKind, StoreEngine } from './storeEngine';
import type { KeepJob, SourceJob } from './storeMessages';

/** `<moment>-<proof>.json`: the proof tells whether the content is what was written. */
const inboxFile = /^\d{1,16}-([0-9a-f]{32})\.json$/;

/** Says how the content is written; a later way has another number. */
const format = 1;

const inboxKind: FileKind = {
  called: (sourceId) => `A file of what was kept of ${sourceId}`,
  loss: 'What it said cannot be fetched again; all other files are used.',
  mostSetAside: Infinity,
  leavesNewer: true,
};

type StoredRecord = readonly [key: string, value: string | null, atMs: number];

const proofOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 32);

const folderOf = ({ folder }: SourceJob): string => join(folder, inboxFolder);

/** The number of files that wait. @throws errors of the system. */
export const waitingInInbox = (files: FileOperations, job: SourceJob): number =>
  namesIn(files, folderOf(job)).filter((name) => inboxFile.test(name)).length;

/**
 * Puts records on disk. A file is named after its content, so that doing it twice does no harm. False: the folder was
 * deleted meanwhile.
 * @throws errors of the system: then nobody may be told that the records are kept.
 */
export function putInInbox(files: FileOperations, job: KeepJob): boolean {
  const { source, nowMs, records } = job;
  const stored = records.map(({ key, value, atMs }): StoredRecord => [key, value, atMs]);
  const bytes = Buffer.from(JSON.stringify({ format, source: source.id, root: source.root, records: stored }));
  const name = `${Math.max(0, Math.trunc(nowMs))}-${proofOf(bytes)}.json`;
  return putFile(files, join(folderOf(job), name), bytes) !== null;
}

export interface Inbox {
  /** What holds of all that waits, by key. */
  readonly records: ReadonlyMap<string, KeptRecord>;
  /** Absolute paths of the files that were read. */
  readonly taken: readonly string[];
  /** Of the oldest record; null: there is none. */
  readonly oldestAtMs: number | null;
}

/** Reads what waits; a damaged file is set aside. @throws errors of the system. */
export function readInbox(engine: StoreEngine, job: SourceJob): Inbox {
  const records = new Map<string, KeptRecord>();
  const taken: string[] = [];
  let oldestAtMs: number | null = null;
  for (const name of namesIn(engine.files, folderOf(job))) {
    if (!inboxFile.test(name)) continue;
    const path = join(folderOf(job), name);
    const found = readOne(engine, job, path, name);
    if (found === null) continue;
    taken.push(path);
    for (const record of found) {
      oldestAtMs = Math.min(oldestAtMs ?? Infinity, record.atMs);
      takeIn(records, record);
    }
  }
  return { records, taken, oldestAtMs };
}

/** Puts a record in the place of one it holds over. */
export function takeIn(records: Map<string, KeptRecord>, record: KeptRecord): void {
  const known = records.get(record.key);
  if (known === undefined || holdsOver(record, known)) records.set(record.key, record);
}

/** What may last: one such file must not keep the others from being read. */
const barred: readonly string[] = ['EACCES', 'EPERM', 'ELOOP', 'ERR_FS_FILE_TOO_LARGE'];

/** The records of a file; null when there is none that can be used. */
function readOne(engine: StoreEngine, job: SourceJob, path: string, name: string): readonly KeptRecord[] | null {
  const file = { path, epoch: 0, job, kind: inboxKind };
  let bytes: Uint8Array;
  try {
    const snapshot = readSnapshot(engine.files, path);
    // The leader took it meanwhile.
    if (snapshot === null) return null;
    ({ bytes } = snapshot);
  } catch (error) {
    const code = errorCode(error);
    if (error instanceof NoFileError) engine.discard(file, 'is no file');
    else if (code !== null && barred.includes(code))
      engine.log(
        'warn',
        `${inboxKind.called(job.source.id)} cannot be read (${code}) and waits until it can (${path}).`,
      );
    else throw error;
    return null;
  }
  if (proofOf(bytes) !== inboxFile.exec(name)?.[1]) {
    engine.discard(file, 'is damaged');
    return null;
  }
  const content = parseJson(Buffer.from(bytes).toString('utf8'));
  if (!isContent(content)) {
    engine.log('warn', `${inboxKind.called(job.source.id)} is of a newer version and waits for that (${path}).`);
    return null;
  }
  if (content.source !== job.source.id || content.root !== job.source.root) {
    engine.discard(file, 'belongs to another source');
    return null;
  }
  return content.records.map(([key, value, atMs]) => ({ key, value, atMs }));
}

interface Content {
  readonly source: string;
  readonly root: string;
  readonly records: readonly StoredRecord[];
}

/** The proof holds, so that it was written by one of us: of this version, or of another. */
function isContent(value: unknown): value is Content {
  if (typeof value !== 'object' || value === null) return false;
  const { format: written, records } = value as Readonly<Record<string, unknown>>;
  return written === format && Array.isArray(records) && records.every(isStoredRecord);
}

function isStoredRecord(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 3) return false;
  const [key, text, atMs] = value as readonly unknown[];
  return typeof key === 'string' && (text === null || typeof text === 'string') && Number.isFinite(atMs);
}
