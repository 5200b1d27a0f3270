/** Answers for the words the state of requests to a server is told in: budgets, pauses, the circuit, the counts. */

/** What a server still allows, as it told last. */
export interface RequestBudget {
  /** As the server names it: `core`, `graphql`. */
  readonly resource: string;
  readonly limit: number;
  readonly remaining: number;
  /** Epoch milliseconds. */
  readonly resetAtMs: number;
}

/** Requests wait until then. */
export interface RequestPause {
  readonly untilMs: number;
  /** `budget`: used up until the reset. `limit`: the server asked for it. */
  readonly because: 'budget' | 'limit';
  /** Null: nothing is sent at all. */
  readonly resource: string | null;
}

export interface HostStatus {
  readonly budgets: readonly RequestBudget[];
  readonly pauses: readonly RequestPause[];
  /** `open`: the server failed several times in a row and is left alone until it is probed. */
  readonly circuit: 'closed' | 'open' | 'halfOpen';
  /** When an open circuit lets a probe through; null when it is closed. */
  readonly probeAtMs: number | null;
  readonly running: number;
  readonly queued: number;
  /** How many requests may be under way at once, now. */
  readonly window: number;
}

/** A server nothing was asked of yet. */
export const nothingAsked: HostStatus = {
  budgets: [],
  pauses: [],
  circuit: 'closed',
  probeAtMs: null,
  running: 0,
  queued: 0,
  window: 1,
};

/** Counts since the process began. A fixed, small set. */
export interface RequestStatistics {
  readonly sent: number;
  /** Answered 304. */
  readonly unchanged: number;
  readonly failed: number;
  readonly retried: number;
  /** Answers that said that a limit was reached. */
  readonly limited: number;
  readonly longestQueue: number;
  /** From being asked for to being sent. */
  readonly waitedMs: { readonly total: number; readonly longest: number };
  readonly circuitOpened: number;
  readonly receivedBytes: number;
}
