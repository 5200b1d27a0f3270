/** Answers for what is fuzzed: a reader of strange input, what it is fed, and what has to hold of its answer. */
import fc from 'fast-check';

export interface FuzzTarget {
  readonly name: string;
  /** @param onCase called before each case. @returns null, or the sentence that tells the case that failed */
  fuzz(seed: number, runs: number, onCase: () => void): Promise<string | null>;
}

/** No input here is so long that reading it takes longer, whatever else the machine does. */
const longestMs = 2_000;
const tries = 3;
/** Looking for the least of slow cases that fail takes its time. */
const longestAllMs = 300_000;
const longestShown = 600;

/**
 * @param check throws where the answer is not as it has to be; what the reader throws fails as well
 * @param share of the cases others get, for what takes longer
 */
export function target<T>(name: string, inputs: fc.Arbitrary<T>, check: (input: T) => unknown, share = 1): FuzzTarget {
  return {
    name,
    fuzz: async (seed, runs, onCase) => {
      const property = fc.asyncProperty(inputs, async (input) => {
        onCase();
        const tookMs = await quickest(input, check);
        if (tookMs > longestMs) throw new Error(`it took ${Math.round(tookMs)} ms`);
      });
      const limits = { interruptAfterTimeLimit: longestAllMs, markInterruptAsFailure: false };
      const details = await fc.check(property, { seed, numRuns: Math.ceil(runs * share), ...limits });
      if (!details.failed) return null;
      const shown = fc.stringify(details.counterexample).slice(0, longestShown);
      const why = details.errorInstance;
      const said = why instanceof Error ? (why.stack ?? why.message).split('\n').slice(0, 4).join(' ') : String(why);
      return `${said}; fed ${shown}`;
    },
  };
}

/** Milliseconds. What took long by itself takes long again; what had to wait for its processor does not. */
async function quickest<T>(input: T, check: (input: T) => unknown): Promise<number> {
  let least = Infinity;
  for (let left = tries; left > 0 && least > longestMs; left--) {
    const startedMs = performance.now();
    await check(input);
    least = Math.min(least, performance.now() - startedMs);
  }
  return least;
}

/** @throws with what was expected. */
export function expect(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}
