/** Answers for how long what is left takes, by how long the latest took. */
import type { HostStatus } from '../domain/requests';
import type { Clock } from '../ports/clock';

/** The weight of the latest batch. */
const weight = 0.3;

export class Pace {
  private perReferenceMs: number | null = null;

  constructor(private readonly clock: Clock) {}

  took(references: number, durationMs: number): void {
    if (references === 0) return;
    const latest = durationMs / references;
    this.perReferenceMs = this.perReferenceMs === null ? latest : this.perReferenceMs * (1 - weight) + latest * weight;
  }

  /** Milliseconds, with the pauses the server asked for; null when nothing was measured. */
  estimateMs(references: number, status: HostStatus | null): number | null {
    if (references === 0) return 0;
    if (this.perReferenceMs === null) return null;
    const nowMs = this.clock.nowMs();
    const pauseMs = (status?.pauses ?? []).reduce((longest, { untilMs }) => Math.max(longest, untilMs - nowMs), 0);
    return Math.round(references * this.perReferenceMs + pauseMs);
  }
}
