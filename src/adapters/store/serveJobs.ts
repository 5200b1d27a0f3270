/** Answers for the database's thread: takes jobs in the order they come and does one at a time. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import initSqlJs from 'sql.js';
import type { FileOperations } from './fileOperations';
import { StoreEngine } from './storeEngine';
import { StoreJobs } from './storeJobs';
import type { FromWorker, StoredRow, StoreJob, ToWorker } from './storeMessages';

/** Begins to listen. @param files what the thread reads and writes by; a test's may fail */
export function serveJobs(files: FileOperations): void {
  const host = parentPort;
  if (host === null) throw new Error('The database thread was started as a program of its own.');
  const send = (message: FromWorker): void => {
    host.postMessage(message);
  };
  const jobs = startJobs(files, send);
  const staged = new Map<number, StoredRow[]>();
  let queue = Promise.resolve();

  host.on('message', (message: ToWorker) => {
    if (message.kind === 'stage') {
      const puts = staged.get(message.job);
      if (puts === undefined) staged.set(message.job, [...message.puts]);
      else puts.push(...message.puts);
      return;
    }
    // An error in here is a bug: it ends the thread, and the other side is told.
    queue = queue.then(() => perform(message.job, message.what));
  });

  async function perform(job: number, what: StoreJob): Promise<void> {
    const ready = await jobs;
    const puts = staged.get(job) ?? [];
    staged.delete(job);
    const outcome = ready.do(what, puts, (json) => {
      send({ kind: 'rows', job, json });
    });
    send({ kind: 'done', job, outcome });
    // What is still in the queue is given to the next thread.
    if (ready.broken) process.exit();
  }
}

/** The engine's file lies beside this one. */
async function startJobs(files: FileOperations, send: (message: FromWorker) => void): Promise<StoreJobs> {
  const bytes = readFileSync(join(__dirname, 'sql-wasm.wasm'));
  const wasmBinary = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const sql = await initSqlJs({ wasmBinary });
  return new StoreJobs(
    new StoreEngine(sql, files, (level, message) => {
      send({ kind: 'log', level, message });
    }),
  );
}
