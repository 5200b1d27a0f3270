/** Answers for what an engine says of itself, a line each, before it goes on: what was said is true whatever kills it. */

export interface EngineArguments {
  readonly workerPath: string;
  /** The cache's. */
  readonly folder: string;
  readonly name: string;
  /** Issues in a reading, at most. */
  readonly issues: number;
  /** `look`: says what is there and ends. `write`: writes and keeps without end, one source, as fast as it can. `window`: as a window does, all sources. */
  readonly mode: 'look' | 'write' | 'window';
}

/** A record that was acknowledged; null: that it is no more. */
export interface Kept {
  readonly key: string;
  readonly value: string | null;
  readonly atMs: number;
}

export type EngineLine = EngineNews & {
  /** When it was said, milliseconds of the machine's monotonic clock, which all processes share. */
  readonly at: number;
};

export type EngineNews =
  /** What it found of a source. */
  | {
      readonly kind: 'found';
      readonly source: string;
      readonly revision: number | string;
      readonly kept: readonly Kept[];
      /** When it began to load, of the same clock as `at`. */
      readonly begunAt: number;
    }
  /** About to do it. */
  | { readonly kind: 'saving' }
  | { readonly kind: 'keeping'; readonly source: string; readonly records: readonly Kept[] }
  /** It is on disk. */
  | {
      readonly kind: 'saved';
      readonly source: string;
      readonly revision: number;
      /** Null: it became another one meanwhile. */
      readonly epoch: number | null;
    }
  | { readonly kind: 'kept'; readonly source: string; readonly records: readonly Kept[] }
  /** Loaded meanwhile, by one that follows. */
  | { readonly kind: 'loaded'; readonly source: string; readonly revision: number | string }
  /** Which sources it leads. */
  | { readonly kind: 'leads'; readonly sources: readonly string[] }
  | { readonly kind: 'failed'; readonly what: string }
  /** A warning of the log. */
  | { readonly kind: 'warned'; readonly message: string };
