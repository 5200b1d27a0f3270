/** Answers for one request that waits for its turn. */
import type { Failure } from '../../domain/failure';
import { err, ok, type Result } from '../../domain/result';
import type { RequestPriority } from '../../ports/httpClient';

/** A turn that has come. `release` makes room for the next one; idempotent. */
export interface Turn {
  release(): void;
}

export interface Wish {
  readonly resource: string;
  readonly priority: RequestPriority;
  /** It had its turn before, and goes ahead of those that had none. */
  readonly again: boolean;
}

export class Ticket {
  readonly turn: Promise<Result<Turn, Failure>>;
  private settle: (result: Result<Turn, Failure>) => void = () => undefined;
  private isSettled = false;

  constructor(readonly wish: Wish) {
    this.turn = new Promise((resolve) => {
      this.settle = resolve;
    });
  }

  /** Its turn has come. Resolves when it is over. */
  grant(): Promise<void> {
    return new Promise((release) => {
      if (this.isSettled) release();
      this.isSettled = true;
      this.settle(ok({ release }));
    });
  }

  /** Its turn will not come. */
  fail(failure: Failure): void {
    this.isSettled = true;
    this.settle(err(failure));
  }
}
