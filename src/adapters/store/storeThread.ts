/** Answers for the database's thread as the host sees it: started when needed, replaced when it ends, never in the way. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Failure } from '../../domain/failure';
import { err, ok, type Result } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { Disposable } from '../../ports/disposable';
import { rowOf } from './issueRow';
import type { FromWorker, LogMessage, Outcomes, PlacedIssue, StoreJob, ToWorker } from './storeMessages';

/** A job is given to a second thread when the first ended over it, and then given up. */
const maxThreads = 2;

/** A thread with work that says nothing for so long hangs. Writing 100,000 issues takes about a second. */
const silenceMs = 30_000;

/** Issues sent in one turn of the event loop. */
const portion = 500;

type Outcome = Outcomes[StoreJob['kind']];

/** Why a thread did not answer. */
type NoAnswer = 'ended' | 'silent';

interface Pending {
  readonly onRows: (json: string) => void;
  readonly settle: (outcome: Outcome | NoAnswer) => void;
}

/** One thread and what it was asked. */
interface Running {
  readonly worker: Worker;
  readonly pending: Map<number, Pending>;
  /** Set while it has work. */
  silence: Disposable | null;
}

export class StoreThread {
  private running: Running | null = null;
  private lastJob = 0;
  private busy = 0;
  /** Threads that were given up and hang on. */
  private hanging = 0;
  private lastError = 'it ended without a word';

  /** `workerPath` is the built thread, its engine's wasm file beside it. Nothing is started yet. */
  constructor(
    private readonly workerPath: string,
    private readonly clock: Clock,
    private readonly onLog: (level: LogMessage['level'], message: string) => void,
  ) {}

  /** Starts the thread, so that it is there when a job comes. */
  warmUp(): void {
    if (this.running === null && this.hanging < maxThreads) this.runningThread().worker.unref();
  }

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
      let outcome: Outcome | NoAnswer = 'silent';
      // Threads that hang cannot be ended; more of them would hang as well.
      for (let attempt = 1; attempt <= maxThreads && this.hanging < maxThreads; attempt++) {
        outcome = await this.attempt(job, puts, receive());
        // The thread answers a job with an outcome of its kind: see `storeJobs.ts`.
        if (typeof outcome === 'object') return ok(outcome as Outcomes[K]);
      }
      return err(outcome === 'silent' ? silentFailure : this.endedFailure());
    } finally {
      this.busy -= 1;
      if (this.busy === 0) this.running?.worker.unref();
    }
  }

  /** Ends the thread at once; what it was doing is not finished. */
  async end(): Promise<void> {
    if (this.running === null) return;
    const { worker } = this.running;
    await new Promise<void>((ended) => {
      const giveUp = this.clock.schedule(silenceMs, ended);
      void worker.terminate().finally(() => {
        giveUp.dispose();
        ended();
      });
    });
  }

  private async attempt(
    what: StoreJob,
    puts: readonly PlacedIssue[],
    onRows: (json: string) => void,
  ): Promise<Outcome | NoAnswer> {
    const running = this.runningThread();
    // A process may end while nothing is being done, but not in the middle of a job.
    running.worker.ref();
    this.lastJob += 1;
    const job = this.lastJob;
    const post = (message: ToWorker): void => {
      running.worker.postMessage(message);
    };
    for (let from = 0; from < puts.length; from += portion) {
      if (from > 0) await nextTurn();
      post({ kind: 'stage', job, puts: puts.slice(from, from + portion).map(rowOf) });
    }
    if (running !== this.running) return 'ended';
    return await new Promise((settle) => {
      running.pending.set(job, { onRows, settle });
      this.listen(running);
      post({ kind: 'job', job, what });
    });
  }

  private runningThread(): Running {
    this.running ??= this.start();
    return this.running;
  }

  private start(): Running {
    const worker = new Worker(this.workerPath, { name: 'context-scout-store', execArgv: [], env: {} });
    const running: Running = { worker, pending: new Map(), silence: null };
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'log') this.onLog(message.level, message.message);
      else if (message.kind === 'rows') running.pending.get(message.job)?.onRows(message.json);
      else {
        const pending = running.pending.get(message.job);
        running.pending.delete(message.job);
        pending?.settle(message.outcome);
      }
      this.listen(running);
    });
    worker.on('error', (error: unknown) => {
      this.lastError = error instanceof Error ? error.message : String(error);
    });
    worker.on('exit', () => {
      this.release(running, 'ended');
    });
    return running;
  }

  /** Waits for the next sign of life, if there is work. */
  private listen(running: Running): void {
    running.silence?.dispose();
    running.silence = null;
    if (running.pending.size === 0) return;
    running.silence = this.clock.schedule(silenceMs, () => {
      this.giveUp(running);
    });
  }

  private giveUp(running: Running): void {
    this.hanging += 1;
    running.worker.once('exit', () => {
      this.hanging -= 1;
    });
    // In the middle of a call of the system that hangs, it ends when the call does.
    void running.worker.terminate();
    running.worker.unref();
    this.release(running, 'silent');
  }

  private release(running: Running, why: NoAnswer): void {
    if (this.running === running) this.running = null;
    running.silence?.dispose();
    const unanswered = [...running.pending.values()];
    running.pending.clear();
    for (const { settle } of unanswered) settle(why);
  }

  private endedFailure(): Failure {
    const advice = `its thread ended ${maxThreads} times (${this.lastError}). Reload the window, or install the extension again.`;
    return { kind: 'unusable', what: 'The issue cache', advice };
  }
}

const silentFailure: Failure = { kind: 'timeout', what: 'The issue cache', afterMs: silenceMs };
