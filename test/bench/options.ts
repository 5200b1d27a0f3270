/** Answers for the words and options of `npm run bench`. */
import path from 'node:path';
import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Names of benches; empty: all. */
  readonly chosen: readonly string[];
  /** Absolute path of a file for the table in Markdown; null: none is written. */
  readonly markdown: string | null;
  /** How long the idle bench looks, and the http bench sends; null: minutes where asked for by name, otherwise one. */
  readonly idleSeconds: number | null;
}

/** @throws when the words cannot be understood. */
export function parseOptions(args: readonly string[], known: readonly string[], cwd: string): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { markdown: { type: 'string' }, seconds: { type: 'string' } },
    allowPositionals: true,
  });
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`there is no bench ${unknown}; there are ${known.join(', ')}`);
  const seconds = values.seconds === undefined ? null : Number(values.seconds);
  if (seconds !== null && !(seconds > 0)) throw new Error('--seconds needs a number above 0');
  return {
    chosen: positionals,
    markdown: values.markdown === undefined ? null : path.resolve(cwd, values.markdown),
    idleSeconds: seconds,
  };
}
