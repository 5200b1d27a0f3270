/** Answers for one thread that fuzzes: what it is asked, and whether it still begins cases. */
import { Worker } from 'node:worker_threads';
import type { FuzzJob, FuzzNews, FuzzThreadData } from './fuzzMessages';

/** A thread that has not begun another case for so long hangs in one, or is kept from its processor for far too long. */
const silenceMs = 30_000;

export class FuzzThread {
  private readonly begunCases = new Int32Array(new SharedArrayBuffer(4));
  private readonly worker: Worker;

  /** @param program path of the built thread */
  constructor(program: string) {
    const board = this.begunCases.buffer;
    this.worker = new Worker(program, { workerData: { board } satisfies FuzzThreadData });
  }

  /** Cases begun so far. */
  get begun(): number {
    return Atomics.load(this.begunCases, 0);
  }

  /** Null: it hangs, and is of no use any more. @throws what ended the thread. */
  ask(job: FuzzJob): Promise<FuzzNews | null> {
    const { worker } = this;
    return new Promise((resolve, reject) => {
      let last = -1;
      const over = (settle: () => void): void => {
        clearInterval(watch);
        worker.off('message', onNews).off('error', onError);
        settle();
      };
      const onNews = (news: FuzzNews): void => {
        over(() => {
          resolve(news);
        });
      };
      const onError = (error: Error): void => {
        over(() => {
          reject(error);
        });
      };
      const watch = setInterval(() => {
        if (this.begun !== last) last = this.begun;
        else
          over(() => {
            resolve(null);
          });
      }, silenceMs);
      worker.on('message', onNews).on('error', onError);
      worker.postMessage(job);
    });
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}
