/** Answers for when people are shown what a long reading has by now. */
import type { Clock } from '../../../ports/clock';
import type { Disposable } from '../../../ports/disposable';

/** What is known so far is shown this often. */
const everyMs = 300;

export class PartialShow implements Disposable {
  private shownAtMs: number | null = null;
  private shownRevision: number;
  private next: Disposable | null = null;

  /** @param revision grows with what is known */
  constructor(
    private readonly clock: Clock,
    private readonly revision: () => number,
    private readonly show: () => void,
  ) {
    this.shownRevision = revision();
  }

  /** Whether more is known than was shown. */
  get isBehind(): boolean {
    return this.revision() !== this.shownRevision;
  }

  now(): void {
    this.shownAtMs = this.clock.nowMs();
    this.shownRevision = this.revision();
    this.show();
  }

  /** The first at once, and the last of a few that come together as well. */
  inTime(): void {
    if (this.next !== null || !this.isBehind) return;
    const waitMs = this.shownAtMs === null ? 0 : this.shownAtMs + everyMs - this.clock.nowMs();
    if (waitMs <= 0) {
      this.now();
      return;
    }
    this.next = this.clock.schedule(waitMs, () => {
      this.next = null;
      this.inTime();
    });
  }

  dispose(): void {
    this.next?.dispose();
  }
}
