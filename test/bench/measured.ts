/** Answers for what is left of a bench that fails: what it had measured by then, and a row that says why. */
import type { Figure } from './figure';

/** Figures that come one by one survive a later failure of their bench. */
export type Measuring = AsyncIterable<Figure> | Promise<readonly Figure[]>;

export interface Measured {
  readonly figures: readonly Figure[];
  /** What the bench threw; null: all went well. */
  readonly failure: { readonly cause: unknown } | null;
}

/** Never throws. @param name what the row of a failure is called */
export async function figuresOf(name: string, bench: () => Measuring): Promise<Measured> {
  const figures: Figure[] = [];
  try {
    for await (const figure of await bench()) figures.push(figure);
    return { figures, failure: null };
  } catch (cause) {
    const [why = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    const note = `${name} failed: ${why}`;
    figures.push({ figure: `${name}, the rest`, value: null, unit: 'ms', yardstick: null, target: '', note });
    return { figures, failure: { cause } };
  }
}
