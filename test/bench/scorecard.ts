/** Answers for how measurements are written down: as a table to read in a terminal, and as one in Markdown. */
import type { Figure } from './figure';
import { isMet, ratioOf } from './target';

const header = ['figure', 'median', 'yardstick', 'ratio', 'target', 'met'] as const;

/** A table whose columns are aligned, and below it what the notes say. */
export function textTable(figures: readonly Figure[]): string {
  const { rows, notes } = cellsOf(figures);
  const table = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, ...notes.map((note) => `  ${note}`)].join('\n');
}

/** A table in GitHub Flavored Markdown, below it the notes as a list, and above both where it was measured. */
export function markdownTable(figures: readonly Figure[], measuredOn: string): string {
  const { rows, notes } = cellsOf(figures);
  const line = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;
  return [
    escaped(measuredOn),
    '',
    line(header),
    '| --- | --: | --: | --: | --: | :-: |',
    ...rows.map(line),
    ...(notes.length > 0 ? ['', ...notes.map((note) => `- ${escaped(note)}`)] : []),
    '',
  ].join('\n');
}

function cellsOf(figures: readonly Figure[]): {
  readonly rows: readonly string[][];
  readonly notes: readonly string[];
} {
  const notes: string[] = [];
  const rows = figures.map((each) => {
    const { figure, value, unit, yardstick, target, note } = each;
    if (note !== undefined && !notes.includes(note)) notes.push(note);
    const mark = note === undefined ? '' : ` [${notes.indexOf(note) + 1}]`;
    const ratio = ratioOf(each);
    const met = isMet(each);
    return [
      `${figure}${mark}`,
      value === null ? 'not measured' : amount(value, unit),
      yardstick === null ? '–' : `${amount(yardstick.value, unit)} ${yardstick.name}`,
      ratio === null ? '–' : `${ratio.toFixed(2)}x`,
      target === '' ? '–' : target,
      met === null ? '–' : met ? 'yes' : 'no',
    ];
  });
  return { rows, notes: notes.map((note, at) => `[${at + 1}] ${note}`) };
}

const amount = (value: number, unit: Figure['unit']): string =>
  unit === 'count' ? String(value) : `${rounded(value)} ${unit}`;

const rounded = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);

const escaped = (text: string): string => text.replaceAll('|', String.raw`\|`).replaceAll('<', '&lt;');
