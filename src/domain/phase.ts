/** Answers for which phase (milestone) is the current one and how far it is. */

export interface PhaseProgress {
  readonly name: string;
  readonly completed: number;
  readonly total: number;
}
