/** Answers for waiting for a sign of the process that leads a source. */
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import type { StoredSource } from '../ports/issueStore';
import type { Leading } from './leading';
import { settledOrAborted } from './settledOrAborted';

/** Hears every sign from the moment it is made. */
export class LeaderSigns implements Disposable {
  private heard = false;
  private wake: () => void = () => undefined;
  private readonly listening: Disposable;

  constructor(
    leading: Leading,
    source: StoredSource,
    private readonly clock: Clock,
  ) {
    this.listening = leading.onDidMove(source, () => {
      this.heard = true;
      this.wake();
    });
  }

  /**
   * Settles with whether there was a sign since the one before, or was none for `patienceMs`.
   * @throws the signal's reason when aborted.
   */
  async next(patienceMs: number, signal: AbortSignal): Promise<boolean> {
    if (!this.heard) {
      let timer: Disposable | null = null;
      const either = new Promise<void>((resolve) => {
        this.wake = resolve;
        // A headless run ends when nothing keeps it alive.
        timer = this.clock.schedule(patienceMs, resolve, true);
      });
      await settledOrAborted(either, signal).finally(() => timer?.dispose());
    }
    const { heard } = this;
    this.heard = false;
    return heard;
  }

  dispose(): void {
    this.listening.dispose();
  }
}
