/** Answers for what the program that starts and ends the engine is told, and what it tells. */

export interface LifecycleArguments {
  /** Of the repository. */
  readonly root: string;
  /** The cache's folder. */
  readonly cache: string;
  readonly rounds: number;
  readonly sampleEvery: number;
  readonly seed: number;
  /** Of the loopback GitHub. */
  readonly apiUrl: string;
}

export interface LifecycleReport {
  /** Null: nothing. */
  readonly wrong: string | null;
  /** Bytes in use after garbage was collected. */
  readonly heap: readonly { readonly round: number; readonly bytes: number }[];
}
