/** Answers for how many more requests a server allows, per resource, as it tells with every answer. */
import type { RequestBudget } from '../../domain/requests';
import type { Clock } from '../../ports/clock';
import type { RequestPriority } from '../../ports/httpClient';
import { resetMs, type Headers } from './serverTime';

/** A reset is named in whole seconds; the one it falls into is over a second later. */
const roundingMs = 1000;
/** The same reset is told a second apart now and then. */
const wobbleSeconds = 1.5;

interface Resource {
  /** Null: not told yet, or, where `answered`, never. */
  budget: RequestBudget | null;
  /** The reset of that budget as the server wrote it: tells periods apart though a clock is set meanwhile. */
  resetSeconds: number;
  answered: boolean;
  /** Own requests sent and not answered: the next answers count them. */
  underWay: number;
}

export class Budgets {
  private readonly resources = new Map<string, Resource>();

  constructor(private readonly clock: Clock) {}

  get all(): readonly RequestBudget[] {
    const byName = new Map<string, RequestBudget>();
    for (const key of this.resources.keys()) {
      const budget = this.budgetOf(key);
      const known = budget === null ? undefined : byName.get(budget.resource);
      if (budget !== null && (known === undefined || budget.remaining < known.remaining)) {
        byName.set(budget.resource, budget);
      }
    }
    return [...byName.values()];
  }

  get names(): readonly string[] {
    return [...this.resources.keys()];
  }

  sent(resource: string): void {
    this.of(resource).underWay++;
  }

  /** The answer's headers are the truth: a query may cost several points, an unchanged answer none. */
  answered(resource: string, headers: Headers): void {
    const entry = this.of(resource);
    entry.underWay--;
    entry.answered = true;
    const told = this.told(resource, headers);
    if (told !== null) this.take(entry, told, Number(headers['x-ratelimit-reset']), this.budgetOf(resource));
  }

  /** No answer came. `counted`: the server may have counted it all the same. */
  unanswered(resource: string, counted: boolean): void {
    const entry = this.of(resource);
    entry.underWay--;
    if (counted && entry.budget !== null) {
      entry.budget = { ...entry.budget, remaining: Math.max(0, entry.budget.remaining - 1) };
    }
  }

  /** How many may be sent now; null: as many as one likes. */
  allowance(resource: string, priority: RequestPriority): number | null {
    const { answered, underWay } = this.of(resource);
    const budget = this.budgetOf(resource);
    if (budget !== null) return Math.max(0, budget.remaining - reserved(budget, priority) - underWay);
    // It may be used up already: one request finds out.
    return answered || priority === 'user' ? null : Math.max(0, 1 - underWay);
  }

  /** Nothing is left for `priority` before this moment, epoch milliseconds; null: something is, or will be soon. */
  heldUntilMs(resource: string, priority: RequestPriority): number | null {
    const budget = this.budgetOf(resource);
    if (budget === null) return null;
    const left = budget.remaining - reserved(budget, priority);
    // What is under way for others may take the last of it, and nobody should wait for a person's request to fail.
    const taken = priority === 'user' ? this.of(resource).underWay : 0;
    return left - taken > 0 ? null : budget.resetAtMs + roundingMs;
  }

  /** After its reset a budget is whole again, until the next answer tells otherwise. */
  private budgetOf(resource: string): RequestBudget | null {
    const { budget } = this.of(resource);
    if (budget === null || this.clock.nowMs() < budget.resetAtMs + roundingMs) return budget;
    return { ...budget, remaining: budget.limit };
  }

  private of(resource: string): Resource {
    const known = this.resources.get(resource);
    if (known !== undefined) return known;
    const entry: Resource = { budget: null, resetSeconds: 0, answered: false, underWay: 0 };
    this.resources.set(resource, entry);
    return entry;
  }

  private told(resource: string, headers: Headers): RequestBudget | null {
    const limit = count(headers['x-ratelimit-limit']);
    const remaining = count(headers['x-ratelimit-remaining']);
    const reset = count(headers['x-ratelimit-reset']);
    if (limit === null || remaining === null || reset === null) return null;
    const resetAtMs = resetMs(reset, headers, this.clock.nowMs());
    return { resource: headers['x-ratelimit-resource'] ?? resource, limit, remaining, resetAtMs };
  }

  /** Answers come in another order than they were given: within one period the least is the latest. */
  private take(entry: Resource, told: RequestBudget, resetSeconds: number, known: RequestBudget | null): void {
    const laterSeconds = resetSeconds - entry.resetSeconds;
    const isOver = known === null || this.clock.nowMs() >= known.resetAtMs + roundingMs;
    const isSame = !isOver && Math.abs(laterSeconds) <= wobbleSeconds;
    if (!isOver && !isSame && laterSeconds < 0) return;
    entry.budget = isSame ? { ...told, remaining: Math.min(told.remaining, known.remaining) } : told;
    entry.resetSeconds = resetSeconds;
  }
}

/** What is left over for those more urgent: a person's click goes through when everything else has to wait. */
function reserved({ limit }: RequestBudget, priority: RequestPriority): number {
  switch (priority) {
    case 'user':
      return 0;
    case 'refresh':
      return Math.max(1, Math.floor(limit / 100));
    case 'backlog':
      return Math.max(1, Math.floor(limit / 10));
  }
}

function count(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : null;
}
