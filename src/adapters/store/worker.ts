/** Answers for the database's thread: takes jobs in the order they come and does one at a time. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import initSqlJs from 'sql.js';
import { sweepLeftovers } from './leftovers';
import { StoreJobs } from './storeJobs';
import type { FromWorker, Outcomes, StoredRow, StoreJob, ToWorker } from './storeMessages';

const host = parentPort;
if (host === null) throw new Error('The database thread was started as a program of its own.');

const send = (message: FromWorker): void => {
  host.postMessage(message);
};

const engine = startEngine();
const staged = new Map<number, StoredRow[]>();
const swept = new Set<string>();
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

/** The engine's file lies beside this one. */
async function startEngine(): Promise<StoreJobs> {
  const bytes = readFileSync(join(__dirname, 'sql-wasm.wasm'));
  const wasmBinary = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return new StoreJobs(await initSqlJs({ wasmBinary }), (message) => {
    send({ kind: 'warn', message });
  });
}

async function perform(job: number, what: StoreJob): Promise<void> {
  const jobs = await engine;
  if (what.kind !== 'clear') sweepOnce(dirname(what.file), what.nowMs);
  send({ kind: 'done', job, outcome: outcomeOf(jobs, job, what) });
  // What is still in the queue is given to the next thread.
  if (jobs.broken) process.exit();
}

function sweepOnce(folder: string, nowMs: number): void {
  if (swept.has(folder)) return;
  swept.add(folder);
  sweepLeftovers(folder, nowMs);
}

function outcomeOf(jobs: StoreJobs, job: number, what: StoreJob): Outcomes[StoreJob['kind']] {
  switch (what.kind) {
    case 'load':
      return jobs.load(what, (json) => {
        send({ kind: 'rows', job, json });
      });
    case 'save': {
      const puts = staged.get(job) ?? [];
      staged.delete(job);
      return jobs.save(what, puts);
    }
    case 'setAside':
      return jobs.discard(what, 'is damaged');
    case 'clear':
      return jobs.clear(what);
  }
}
