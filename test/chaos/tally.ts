/** Answers for counting what a scenario tried, what survived it, and what was lost. */

export interface Loss {
  /** Which attempt, to be repeated with `--attempt`; null: the scenario as a whole. */
  readonly attempt: string | null;
  readonly what: string;
}

export class Tally {
  readonly losses: Loss[] = [];
  /** Said below the table: numbers that are no losses. */
  readonly notes: string[] = [];
  private count = 0;

  get tried(): number {
    return this.count;
  }

  get survived(): number {
    return this.count - this.losses.length;
  }

  survive(attempts = 1): void {
    this.count += attempts;
  }

  lose(attempt: string | number | null, what: string): void {
    this.count++;
    this.losses.push({ attempt: attempt === null ? null : String(attempt), what });
  }

  note(text: string): void {
    this.notes.push(text);
  }
}

/** What was thrown, as far as it helps. */
export const thrown = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 6).join('\n') : String(error);
