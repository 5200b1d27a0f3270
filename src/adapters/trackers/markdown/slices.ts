/** Answers for long work on the host's thread in slices, so that others get their turn. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../../ports/clock';

const longestSliceMs = 6;
/** Also when the clock stands still. */
const mostSteps = 512;

export class Slices {
  private beganAtMs: number;
  private steps = 0;

  constructor(
    private readonly clock: Clock,
    private readonly signal: AbortSignal,
  ) {
    this.beganAtMs = clock.nowMs();
  }

  get nowMs(): number {
    return this.clock.nowMs();
  }

  throwIfAborted(): void {
    this.signal.throwIfAborted();
  }

  /** Counts a step; true when the slice is over and {@link yield} is due. */
  get isOver(): boolean {
    this.steps++;
    const usedMs = this.clock.nowMs() - this.beganAtMs;
    return this.steps >= mostSteps || usedMs >= longestSliceMs || usedMs < 0;
  }

  /** @throws the signal's reason when aborted. */
  async yield(): Promise<void> {
    await nextTurn();
    this.signal.throwIfAborted();
    this.beganAtMs = this.clock.nowMs();
    this.steps = 0;
  }
}
