/** Answers for the words and options of `npm run chaos`. */
import { parseArgs } from 'node:util';

export interface ChaosOptions {
  /** Names of scenarios; empty: all. */
  readonly chosen: readonly string[];
  readonly short: boolean;
  readonly seed: number;
  /** Only this attempt of the scenario; null: all. */
  readonly attempt: string | null;
}

/** The short form is part of `npm test`, which has to say the same about the same code. */
const seedOfShort = 1;

/** @param fresh the seed where none is given. @throws when the words cannot be understood. */
export function parseOptions(args: readonly string[], known: readonly string[], fresh: number): ChaosOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { short: { type: 'boolean' }, seed: { type: 'string' }, attempt: { type: 'string' } },
    allowPositionals: true,
  });
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`there is no scenario ${unknown}; there are ${known.join(', ')}`);
  const short = values.short === true;
  const seed = values.seed === undefined ? (short ? seedOfShort : fresh) : Number(values.seed);
  if (!Number.isInteger(seed) || seed < 0) throw new Error('--seed needs a whole number');
  if (values.attempt !== undefined && positionals.length !== 1) throw new Error('--attempt is of one scenario');
  return { chosen: positionals, short, seed, attempt: values.attempt ?? null };
}
