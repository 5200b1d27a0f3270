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

/**
 * The figures of all parts, one part after the other: one that fails takes nothing from those after it.
 * @throws at the end, with all that parts threw.
 */
export async function* partByPart(parts: readonly (() => AsyncIterable<Figure>)[]): AsyncGenerator<Figure> {
  const failures: unknown[] = [];
  for (const part of parts) {
    try {
      yield* part();
    } catch (cause) {
      failures.push(cause);
    }
  }
  if (failures.length === 0) return;
  const words = failures.map((cause) => (cause instanceof Error ? cause.message : String(cause)).split('\n')[0]);
  throw new AggregateError(failures, words.join('; '));
}
