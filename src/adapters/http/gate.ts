/** Answers for whether a request may go now: the budgets of the server, and the pauses it asks for. */
import type { RequestBudget, RequestPause } from '../../domain/requests';
import type { Clock } from '../../ports/clock';
import type { HttpResponse, RequestPriority } from '../../ports/httpClient';
import { Budgets } from './budgets';
import type { Limit } from './limitAnswer';

/** A pause that names no time gets no longer than 16 of the first one. */
const maxDoublings = 4;

export interface Hold {
  /** Epoch milliseconds. */
  readonly untilMs: number;
  readonly secondary: boolean;
}

export class Gate {
  private readonly budgets: Budgets;
  private pausedUntilMs = 0;
  private unnamedInARow = 0;

  constructor(
    private readonly clock: Clock,
    private readonly unnamedPauseMs: number,
  ) {
    this.budgets = new Budgets(clock);
  }

  get allBudgets(): readonly RequestBudget[] {
    return this.budgets.all;
  }

  /** What waits now. A budget counts as paused when a refresh has to wait: what is kept for a person may be left. */
  get pauses(): readonly RequestPause[] {
    const pauses: RequestPause[] = [];
    if (this.isPaused) pauses.push({ untilMs: this.pausedUntilMs, because: 'limit', resource: null });
    for (const resource of this.budgets.names) {
      const untilMs = this.budgets.heldUntilMs(resource, 'refresh');
      if (untilMs !== null) pauses.push({ untilMs, because: 'budget', resource });
    }
    return pauses;
  }

  /** The next moment at which something that is held may go; null: nothing is held. Epoch milliseconds. */
  get nextOpeningMs(): number | null {
    const moments = this.budgets.names.flatMap((resource) => this.budgets.heldUntilMs(resource, 'backlog') ?? []);
    if (this.isPaused) moments.push(this.pausedUntilMs);
    return moments.length === 0 ? null : Math.min(...moments);
  }

  /** Why a request must wait until a known moment; null: it need not. */
  hold(resource: string, priority: RequestPriority): Hold | null {
    const budgetMs = this.budgets.heldUntilMs(resource, priority);
    if (this.isPaused && this.pausedUntilMs >= (budgetMs ?? 0)) return { untilMs: this.pausedUntilMs, secondary: true };
    return budgetMs === null ? null : { untilMs: budgetMs, secondary: false };
  }

  /** How many may go now; null: as many as one likes. */
  allowance(resource: string, priority: RequestPriority): number | null {
    return this.isPaused ? 0 : this.budgets.allowance(resource, priority);
  }

  sent(resource: string): void {
    this.budgets.sent(resource);
  }

  /** Who is not let in is counted with all others of the address: that budget is not the account's. */
  answered(resource: string, { status, headers }: Pick<HttpResponse, 'status' | 'headers'>): void {
    if (status === 401) this.budgets.unanswered(resource, false);
    else this.budgets.answered(resource, headers);
  }

  unanswered(resource: string, counted: boolean): void {
    this.budgets.unanswered(resource, counted);
  }

  /** After an answer that was counted already. A budget that the server calls used up holds its resource by itself. */
  limited(resource: string, limit: Limit): void {
    const isHeld = !limit.secondary && this.budgets.heldUntilMs(resource, 'user') !== null;
    if (isHeld) return;
    if (limit.retryAtMs !== null) this.pausedUntilMs = Math.max(this.pausedUntilMs, limit.retryAtMs);
    // Requests under way when the pause began tell of the same limit.
    else if (!this.isPaused) {
      this.pausedUntilMs = this.clock.nowMs() + this.unnamedPauseMs * 2 ** Math.min(this.unnamedInARow, maxDoublings);
      this.unnamedInARow++;
    }
  }

  /** An answer that was about what was asked. */
  good(): void {
    if (!this.isPaused) this.unnamedInARow = 0;
  }

  private get isPaused(): boolean {
    return this.clock.nowMs() < this.pausedUntilMs;
  }
}
