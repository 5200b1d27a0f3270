/** Answers for columns that stand under each other in a terminal of any width. */
import { printable, textWidth, truncate } from './textWidth';

export interface TerminalStyle {
  /** Cells of a line; Infinity when lines may be of any length (output into a file or pipe). */
  readonly width: number;
  readonly colours: boolean;
}

export type Tone = 'plain' | 'strong' | 'dim' | 'red' | 'yellow' | 'green';

const codes: Readonly<Record<Exclude<Tone, 'plain'>, readonly [on: number, off: number]>> = {
  strong: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
};

/** The text in a tone, where the terminal has colours. */
export function paint(text: string, tone: Tone, { colours }: TerminalStyle): string {
  if (tone === 'plain' || !colours || text === '') return text;
  const [on, off] = codes[tone];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

export interface Column<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
  readonly tone?: (row: Row) => Tone;
  /** Cells it may be cut down to when the line is too long; it is never cut without. */
  readonly least?: number;
}

const gap = '  ';

/** A line of titles and a line for each row. Columns that are empty in every row are left out. */
export function renderTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  style: TerminalStyle,
): readonly string[] {
  const cells = columns
    .map((column) => ({ column, texts: rows.map((row) => printable(column.text(row))) }))
    .filter(({ texts }) => texts.some((text) => text !== ''));
  const widths = fit(
    cells.map(({ column, texts }) => {
      const width = texts.reduce((widest, text) => Math.max(widest, textWidth(text)), textWidth(column.title));
      return { width, least: column.least ?? width };
    }),
    style.width - gap.length * (cells.length - 1),
  );
  const line = (texts: readonly string[], tones: readonly Tone[]): string =>
    texts
      .map((text, index) => {
        const width = widths[index] ?? 0;
        const shown = truncate(text, width);
        const padding = index === texts.length - 1 ? '' : ' '.repeat(Math.max(0, width - textWidth(shown)));
        return paint(shown, tones[index] ?? 'plain', style) + padding;
      })
      .join(gap)
      .trimEnd();
  return [
    line(
      cells.map(({ column }) => column.title),
      cells.map(() => 'dim'),
    ),
    ...rows.map((row, index) =>
      line(
        cells.map(({ texts }) => texts[index] ?? ''),
        cells.map(({ column }) => column.tone?.(row) ?? 'plain'),
      ),
    ),
  ];
}

/** Takes cells from the widest column that can give some, until all fit or none can. */
function fit(
  columns: readonly { readonly width: number; readonly least: number }[],
  available: number,
): readonly number[] {
  const widths = columns.map(({ width }) => width);
  let surplus = widths.reduce((sum, width) => sum + width, 0) - available;
  while (surplus > 0) {
    let widest = -1;
    columns.forEach(({ least }, index) => {
      const width = widths[index] ?? 0;
      if (width > least && width > (widths[widest] ?? 0)) widest = index;
    });
    if (widest === -1) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    surplus--;
  }
  return widths;
}
