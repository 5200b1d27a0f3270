/** Answers for one origin and one account: asks again where that helps, keeps count, and tells how things stand. */
import type { Failure } from '../../domain/failure';
import { nothingAsked, type HostStatus, type RequestStatistics } from '../../domain/requests';
import { err, type Result } from '../../domain/result';
import type { Disposable } from '../../ports/disposable';
import type { HttpClient, HttpRequest, HttpResponse, RequestPriority } from '../../ports/httpClient';
import { defaultHttpLimits, type HttpLimits, type HttpOptions } from './httpOptions';
import { KeepAlive } from './keepAlive';
import { LinkedAbort } from './linkedAbort';
import { PauseNews } from './pauseNews';
import { RequestCounts } from './requestCounts';
import { RequestEngine } from './requestEngine';
import { StatusSignal } from './statusSignal';
import { pass } from './untilAborted';

const maxRetriesAfterLimit = 2;
/** Of gateways that are overloaded or lost the server behind them; any other 5xx would fail again. */
const passingStatuses = [502, 503, 504];

interface Retries {
  afterLimit: number;
  afterFailure: number;
}

export class PacedClient implements HttpClient, Disposable {
  readonly origin: string;
  private readonly host: string;
  private readonly label: string;
  private readonly limits: HttpLimits;
  private readonly counts = new RequestCounts();
  private readonly keepAlive = new KeepAlive();
  private readonly changes: StatusSignal;
  private readonly pauseNews: PauseNews;
  private readonly ended = new AbortController();
  /** Begins with the first request: a window that never asks loads no scheduler. */
  private engine: RequestEngine | null = null;

  /**
   * @param origin scheme, host and port
   * @param account for the log; never a token
   */
  constructor(
    origin: string,
    readonly account: string | null,
    private readonly options: HttpOptions,
  ) {
    const url = new URL(origin);
    this.origin = url.origin;
    this.host = url.host;
    this.label = account === null ? url.host : `${url.host} (${account})`;
    this.limits = { ...defaultHttpLimits, ...options.limits };
    this.changes = new StatusSignal(options.clock, options.log, this.limits.statusEveryMs);
    this.pauseNews = new PauseNews(this.label, options.log);
  }

  get status(): HostStatus {
    if (this.engine === null) return nothingAsked;
    const { gate, circuit, running, scheduler, window } = this.engine;
    return {
      budgets: gate.allBudgets,
      pauses: gate.pauses,
      circuit: circuit.state,
      probeAtMs: circuit.probeAtMs,
      running,
      queued: scheduler.queued,
      window: window.size,
    };
  }

  get statistics(): RequestStatistics {
    return this.counts.statistics;
  }

  onDidChangeStatus(listener: () => void): Disposable {
    return this.changes.event(listener);
  }

  async send(request: HttpRequest, signal: AbortSignal): Promise<Result<HttpResponse, Failure>> {
    signal.throwIfAborted();
    if (new URL(request.url).origin !== this.origin) throw new Error(`A request to another server than ${this.origin}`);
    const abort = new LinkedAbort(signal, this.ended.signal);
    this.keepAlive.hold();
    try {
      const result = await this.sendPatiently(request, abort.signal);
      if (result !== 'aborted') {
        if (!result.ok) this.counts.count('failed');
        return result;
      }
    } finally {
      this.keepAlive.release();
      abort.dispose();
    }
    signal.throwIfAborted();
    return err({ kind: 'closed', what: `The connection to ${this.host}` });
  }

  probe(): void {
    this.engine?.circuit.probe();
    this.changes.changed();
  }

  dispose(): void {
    this.ended.abort();
    this.changes.dispose();
    this.engine?.dispose();
    this.keepAlive.dispose();
  }

  private async sendPatiently(
    request: HttpRequest,
    signal: AbortSignal,
  ): Promise<Result<HttpResponse, Failure> | 'aborted'> {
    if (signal.aborted) return 'aborted';
    this.engine ??= this.start();
    const retries: Retries = { afterLimit: 0, afterFailure: 0 };
    const askedAtMs = this.options.clock.nowMs();
    let again = false;
    for (;;) {
      const result = await this.engine.attempt(request, signal, again, () => {
        if (!again) this.counts.waited(Math.max(0, this.options.clock.nowMs() - askedAtMs));
        again = true;
      });
      if (result === 'aborted' || result.ok) return result;
      const delayMs = this.delayBeforeRetry(result.error, request.priority, retries);
      if (delayMs === null) return result;
      this.counts.count('retried');
      if (delayMs > 0) await pass(this.options.clock, delayMs, signal);
    }
  }

  /** Null: asking again is of no use, or further away than the request can wait. */
  private delayBeforeRetry(failure: Failure, priority: RequestPriority, retries: Retries): number | null {
    const nowMs = this.options.clock.nowMs();
    const patienceMs = this.limits.patienceMs[priority];
    switch (failure.kind) {
      case 'rateLimited':
        if (retries.afterLimit === maxRetriesAfterLimit || failure.retryAtMs - nowMs > patienceMs) return null;
        retries.afterLimit++;
        // It waits in its lane, with all others.
        return 0;
      case 'serverFailed': {
        if (retries.afterFailure > 0 || !passingStatuses.includes(failure.status)) return null;
        retries.afterFailure++;
        const jitteredMs = this.limits.serverRetryMs * (0.5 + this.options.random.next() / 2);
        if (failure.retryAtMs === null) return jitteredMs;
        const askedMs = failure.retryAtMs - nowMs;
        return askedMs > Math.max(patienceMs, jitteredMs) ? null : Math.max(askedMs, jitteredMs);
      }
      default:
        return null;
    }
  }

  private start(): RequestEngine {
    const { clock, fetch, log, userAgent } = this.options;
    return new RequestEngine({
      clock,
      fetch: fetch ?? null,
      userAgent,
      timeoutMs: this.limits.timeoutMs,
      maxBodyBytes: this.limits.maxBodyBytes,
      host: this.host,
      limits: this.limits,
      counts: this.counts,
      onChange: () => {
        this.changed();
      },
      onCircuit: (state) => {
        if (state === 'closed') log.info(`${this.label} answers again.`);
        else log.info(`${this.label} failed several times in a row and is left alone until it is probed.`);
      },
      onError: (error) => {
        log.error(`The scheduler of ${this.label} failed.`, error);
      },
    });
  }

  private changed(): void {
    this.pauseNews.tell(this.engine?.gate.pauses ?? []);
    this.changes.changed();
  }
}
