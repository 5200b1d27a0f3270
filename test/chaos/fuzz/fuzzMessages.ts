/** Answers for what the fuzzing thread and the one that watches it say to each other. */

/** Handed to the thread at its start. */
export interface FuzzThreadData {
  /** Room for one number: the cases begun so far. */
  readonly board: SharedArrayBuffer;
}

export interface FuzzJob {
  /** Null: only the names of the targets are asked for. */
  readonly chosen: string | null;
  readonly runs: number;
  readonly seed: number;
}

export type FuzzNews =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  /** Null: all went well. */
  | { readonly kind: 'done'; readonly failed: string | null };
