/** Answers for tiny files that several processes read and replace: read with a bound, replaced at once or not at all. */
import { closeSync, constants, fstatSync, openSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { threadId } from 'node:worker_threads';
import { isAbsent } from '../persistence';

/** What is larger was not written by one of us. */
const mostBytes = 4096;

export interface SmallFile {
  /** Empty: nothing that one of us wrote whole. */
  readonly text: string;
  /** Its modification time, epoch milliseconds; 0 where it cannot be told. */
  readonly changedAtMs: number;
}

/** What is at `file`; null: nothing. A folder, a pipe, a large file and one that may not be read are there, without a text. */
export function readSmallFile(file: string): SmallFile | null {
  let handle: number;
  try {
    // A pipe in its place must not make us wait. By opening it, also a network file system tells its present time.
    handle = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return isAbsent(error) ? null : { text: '', changedAtMs: 0 };
  }
  try {
    const info = fstatSync(handle);
    return { text: info.isFile() && info.size <= mostBytes ? textOf(handle) : '', changedAtMs: info.mtimeMs };
  } catch {
    return { text: '', changedAtMs: 0 };
  } finally {
    closeSync(handle);
  }
}

function textOf(handle: number): string {
  const bytes = Buffer.alloc(mostBytes);
  return bytes.toString('utf8', 0, readSync(handle, bytes, 0, mostBytes, 0));
}

let temporaries = 0;

/** A name beside `file`, of the form that `leftovers.ts` tells the leftovers of ended processes by. */
export function temporaryFor(file: string): string {
  temporaries += 1;
  return `${file}.${process.pid}-${threadId}-${temporaries}.tmp`;
}

/** Makes `text` the content of `file`. Not synced: it says something about processes, which a power failure ends. @throws errors of the system. */
export function replaceSmallFile(file: string, text: string): void {
  const temporary = temporaryFor(file);
  try {
    writeFileSync(temporary, text, { mode: 0o600 });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
