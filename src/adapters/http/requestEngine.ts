/** Answers for sending one attempt of a request: its turn, the circuit, the exchange, and what all learn from it. */
import type { Failure } from '../../domain/failure';
import { err, ok, type Result } from '../../domain/result';
import type { Disposable } from '../../ports/disposable';
import type { HttpRequest, HttpResponse } from '../../ports/httpClient';
import { AdaptiveWindow } from './adaptiveWindow';
import { Circuit } from './circuit';
import { Gate } from './gate';
import type { HttpLimits } from './httpOptions';
import { limitOf } from './limitAnswer';
import type { RequestCounts } from './requestCounts';
import { Scheduler } from './scheduler';
import { retryAfterMs } from './serverTime';
import { exchange, type AnswerHead, type Exchanged, type Received, type TransportOptions } from './transport';
import { untilAborted } from './untilAborted';

/** Timers stand still while a computer sleeps: moments far away are looked at again this often. */
const longestNapMs = 60_000;

export interface EngineOptions extends TransportOptions {
  /** Host and port, for failures. */
  readonly host: string;
  readonly limits: HttpLimits;
  readonly counts: RequestCounts;
  /** Something the status shows changed. */
  readonly onChange: () => void;
  readonly onCircuit: (state: 'open' | 'closed') => void;
  readonly onError: (error: unknown) => void;
}

export class RequestEngine implements Disposable {
  readonly gate: Gate;
  readonly circuit: Circuit;
  readonly window: AdaptiveWindow;
  readonly scheduler: Scheduler;
  private sending = 0;
  private alarm: Disposable | null = null;
  private isDisposed = false;

  constructor(private readonly options: EngineOptions) {
    const { clock, limits, host, onError } = options;
    this.gate = new Gate(clock, limits.unnamedPauseMs);
    this.window = new AdaptiveWindow(limits.maxWindow);
    this.scheduler = new Scheduler({ host, clock, limits, gate: this.gate, window: this.window, onError });
    this.circuit = new Circuit(
      clock,
      limits.circuit,
      (again) => {
        this.scheduler.failWaiting(this.refused());
        if (!again) {
          options.counts.count('circuitOpened');
          options.onCircuit('open');
        }
        options.onChange();
      },
      () => {
        options.onCircuit('closed');
        options.onChange();
      },
    );
  }

  get running(): number {
    return this.sending;
  }

  /** @param again it was sent before. @param onTurn its turn has come. */
  async attempt(
    request: HttpRequest,
    signal: AbortSignal,
    again: boolean,
    onTurn: () => void,
  ): Promise<Result<HttpResponse, Failure> | 'aborted'> {
    const { resource, priority } = request;
    // What a person waits for finds out by itself whether the server is back.
    if (priority === 'user') this.circuit.probe();
    if (this.circuit.refusesUntilMs !== null) return err(this.refused());
    const waiting = this.scheduler.turn({ resource, priority, again }, signal);
    this.options.counts.queued(this.scheduler.queued);
    this.options.onChange();
    const turn = await waiting;
    if (turn === 'aborted') return turn;
    if (!turn.ok) return turn;
    onTurn();
    try {
      const exchanged = await untilAborted(
        this.circuit.run(() => this.send(request, signal)),
        signal,
      );
      if (exchanged === 'refused') return err(this.refused());
      if (exchanged === 'aborted') return exchanged;
      return exchanged.ok ? ok(exchanged.value.response) : exchanged;
    } finally {
      turn.value.release();
    }
  }

  /** After anything that changes what may go. */
  update(): void {
    if (this.isDisposed) return;
    const { clock, onChange } = this.options;
    this.scheduler.update();
    this.alarm?.dispose();
    const openingMs = this.gate.nextOpeningMs;
    this.alarm =
      openingMs === null
        ? null
        : clock.schedule(Math.min(Math.max(0, openingMs - clock.nowMs()), longestNapMs), () => {
            this.update();
          });
    onChange();
  }

  /** Idempotent. */
  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.alarm?.dispose();
    this.scheduler.dispose();
  }

  private refused(): Failure {
    const { clock, host } = this.options;
    return { kind: 'circuitOpen', host, retryAtMs: this.circuit.probeAtMs ?? clock.nowMs() };
  }

  private async send(request: HttpRequest, signal: AbortSignal): Promise<Exchanged> {
    if (signal.aborted) return 'aborted';
    const { counts } = this.options;
    const { generation } = this.window;
    this.sending++;
    counts.count('sent');
    this.gate.sent(request.resource);
    this.scheduler.sent(request.priority);
    try {
      const heads: AnswerHead[] = [];
      const exchanged = await exchange(request, signal, this.options, (head) => {
        heads.push(head);
        this.gate.answered(request.resource, head);
      });
      if (exchanged !== 'aborted' && exchanged.ok) return this.judge(request, exchanged.value, generation);
      const failure = exchanged === 'aborted' ? null : exchanged.error.kind;
      if (failure === 'timeout') this.window.trouble(generation);
      // What broke off later told its budget all the same.
      if (heads.length === 0) {
        this.gate.unanswered(request.resource, failure !== 'offline' && failure !== 'insecure');
      }
      return exchanged;
    } finally {
      this.sending--;
      this.update();
    }
  }

  /** What an answer says about the server, before what it says about the question. */
  private judge({ resource }: HttpRequest, received: Received, generation: number): Exchanged {
    const { counts, clock, host } = this.options;
    const { response } = received;
    counts.received(received.bytes);
    if (response.status >= 500) {
      this.window.trouble(generation);
      const retryAtMs = retryAfterMs(response.headers, clock.nowMs());
      return err({ kind: 'serverFailed', host, status: response.status, retryAtMs });
    }
    const limit = limitOf(response, clock.nowMs());
    if (limit !== null) {
      counts.count('limited');
      this.window.trouble(generation);
      this.gate.limited(resource, limit);
      const retryAtMs = this.gate.hold(resource, 'user')?.untilMs ?? clock.nowMs();
      return err({ kind: 'rateLimited', host, resource, secondary: limit.secondary, retryAtMs });
    }
    if (response.status === 304) counts.count('unchanged');
    this.gate.good();
    this.window.good();
    return ok(received);
  }
}
