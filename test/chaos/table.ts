/** Answers for the table of what was tried, what survived and what was lost. */
import type { Tally } from './tally';

export interface TableRow {
  readonly name: string;
  readonly claim: string;
  readonly tally: Tally;
  readonly seconds: number;
}

/** Losses of one scenario that are told in full. */
const told = 5;

export function tableOf(rows: readonly TableRow[]): string {
  const cells = rows.map(({ name, tally, seconds, claim }) => [
    name,
    String(tally.tried),
    String(tally.survived),
    String(tally.losses.length),
    `${seconds.toFixed(1)} s`,
    claim,
  ]);
  const all = [['scenario', 'tried', 'survived', 'lost', 'time', 'holds'], ...cells];
  const widths = all[0]?.map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0))) ?? [];
  const lineOf = (row: readonly string[]): string =>
    row
      .map((cell, at) => (at > 0 && at < 5 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  return all.map(lineOf).join('\n');
}

/** What was lost, each with the words that repeat it. */
export function lossesOf(rows: readonly TableRow[], seed: number, short: boolean): readonly string[] {
  return rows.flatMap(({ name, tally }) => {
    const lines = tally.losses.slice(0, told).map(({ attempt, what }) => {
      const only = attempt === null ? '' : ` --attempt '${attempt}'`;
      return `${name}: ${what}\n  npm run chaos -- ${short ? '--short ' : ''}--seed ${seed} ${name}${only}`;
    });
    const more = tally.losses.length - told;
    return more > 0 ? [...lines, `${name}: and ${more} more`] : lines;
  });
}
