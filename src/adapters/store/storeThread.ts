/** Answers for the database's thread as the host sees it: started when needed, replaced when it ends, never in the way. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { err, ok, type Result } from '../../domain/result';
import type { Failure } from '../../domain/failure';
import type { FromWorker, Outcomes, PlacedIssue, StoreJob, ToWorker } from './storeMessages';

/** A job is given to a second thread when the first ended over it, and then given up. */
const maxThreads = 2;

/** Issues sent in one turn of the event loop. */
const portion = 500;

interface Pending {
  readonly onRows: (json: string) => void;
  /** Null: the thread ended first. */
  readonly settle: (outcome: Outcomes[StoreJob['kind']] | null) => void;
}

/** One thread and what it was asked. */
interface Running {
  readonly worker: Worker;
  readonly pending: Map<number, Pending>;
}

export class StoreThread {
  private running: Running | null = null;
  private lastJob = 0;
  private busy = 0;
  private lastError = 'it ended without a word';

  /** `workerPath` is the built thread, its engine's wasm file beside it. Nothing is started yet. */
  constructor(
    private readonly workerPath: string,
    private readonly onWarning: (message: string) => void,
  ) {}

  /**
   * Has `job` done. `puts` are sent ahead in portions, so that the host's thread is free in between. `receive` is
   * asked for the receiver of a load's rows, anew for each attempt.
   */
  async do<K extends StoreJob['kind']>(
    job: Extract<StoreJob, { kind: K }>,
    puts: readonly PlacedIssue[] = [],
    receive: () => (json: string) => void = () => () => undefined,
  ): Promise<Result<Outcomes[K], Failure>> {
    this.busy += 1;
    try {
      for (let attempt = 1; attempt <= maxThreads; attempt++) {
        const outcome = await this.attempt(job, puts, receive());
        // The thread answers a job with an outcome of its kind: see `worker.ts`.
        if (outcome !== null) return ok(outcome as Outcomes[K]);
      }
      const advice = `its thread ended ${maxThreads} times (${this.lastError}). Reload the window, or install the extension again.`;
      return err({ kind: 'unusable', what: 'The issue cache', advice });
    } finally {
      this.busy -= 1;
      if (this.busy === 0) this.running?.worker.unref();
    }
  }

  /** Ends the thread at once; what it was doing is not finished. */
  async end(): Promise<void> {
    await this.running?.worker.terminate();
  }

  private async attempt(
    what: StoreJob,
    puts: readonly PlacedIssue[],
    onRows: (json: string) => void,
  ): Promise<Outcomes[StoreJob['kind']] | null> {
    const running = (this.running ??= this.start());
    // A process may end while nothing is being done, but not in the middle of a job.
    running.worker.ref();
    this.lastJob += 1;
    const job = this.lastJob;
    const post = (message: ToWorker): void => {
      running.worker.postMessage(message);
    };
    for (let from = 0; from < puts.length; from += portion) {
      if (from > 0) await nextTurn();
      post({ kind: 'stage', job, puts: puts.slice(from, from + portion) });
    }
    if (running !== this.running) return null;
    return await new Promise((settle) => {
      running.pending.set(job, { onRows, settle });
      post({ kind: 'job', job, what });
    });
  }

  private start(): Running {
    const worker = new Worker(this.workerPath, { name: 'context-scout-store', execArgv: [], env: {} });
    const running: Running = { worker, pending: new Map() };
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'warn') this.onWarning(message.message);
      else if (message.kind === 'rows') running.pending.get(message.job)?.onRows(message.json);
      else {
        const pending = running.pending.get(message.job);
        running.pending.delete(message.job);
        pending?.settle(message.outcome);
      }
    });
    worker.on('error', (error: unknown) => {
      this.lastError = error instanceof Error ? error.message : String(error);
    });
    worker.on('exit', () => {
      if (this.running === running) this.running = null;
      for (const { settle } of running.pending.values()) settle(null);
    });
    return running;
  }
}
