/** The role of time: all logic asks it, so that tests decide what time it is. */
import type { Disposable } from './disposable';

export interface Clock {
  /** Epoch milliseconds. */
  nowMs(): number;
  /**
   * Calls back once after `delayMs`; disposing cancels.
   * @param keepsAlive whether a process waits for it; otherwise it may end before
   */
  schedule(delayMs: number, callback: () => void, keepsAlive?: boolean): Disposable;
  /** Resolves soon, after what else waits for its turn had it. Keeps a process alive until then. */
  nextTurn(): Promise<void>;
}
