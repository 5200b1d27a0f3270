/** Answers for the form of one measurement: a figure beside its yardstick of the same run. */
import { textTable } from './scorecard';

export type Unit = 'ms' | 'KB' | 'MB' | 'count';

export interface Figure {
  readonly figure: string;
  /** Median; null: it could not be measured, and the note says why. */
  readonly value: number | null;
  /** KB and MB are thousands and millions of bytes. */
  readonly unit: Unit;
  /** What the value is held against, in the same unit; null: it stands alone. */
  readonly yardstick: { readonly name: string; readonly value: number } | null;
  /**
   * The most it may be, at the end of the text: `1.3x` is a multiple of the yardstick, `+25 ms` what may come on top of
   * it, `150 ms` (or `0`, of a count) stands alone. Empty: it is only reported.
   */
  readonly target: string;
  /** What a reader has to know to judge the value. */
  readonly note?: string;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) throw new Error('a median needs at least one value');
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

export function printFigures(figures: readonly Figure[]): void {
  console.log(textTable(figures));
}
