/** Answers for the form of one measurement: a figure beside its yardstick of the same run. */

export interface Figure {
  readonly figure: string;
  /** Median. */
  readonly value: number;
  readonly unit: 'ms' | 'KB';
  /** What the value is held against; null: it stands alone. */
  readonly yardstick: { readonly name: string; readonly value: number } | null;
  /** What was hoped for, in words; empty when nothing was. */
  readonly target: string;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) throw new Error('a median needs at least one value');
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

const round = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

export function printFigures(figures: readonly Figure[]): void {
  const rows = figures.map(({ figure, value, unit, yardstick, target }) => [
    figure,
    `${round(value)} ${unit}`,
    yardstick === null ? '–' : `${round(yardstick.value)} ${unit} ${yardstick.name}`,
    yardstick === null ? '–' : `${(value / yardstick.value).toFixed(2)}x`,
    target,
  ]);
  const table = [['figure', 'median', 'yardstick', 'ratio', 'target'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  for (const row of table)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}
