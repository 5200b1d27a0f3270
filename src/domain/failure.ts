/** Answers for every way a source can fail, as one code enum, and for the sentence each becomes. */

/** An expected failure of a source or a reader. `detail` is for the log, never matched on. */
export type Failure =
  /** The file or folder is gone or was never there. */
  | { readonly kind: 'notFound'; readonly path: string }
  /** The operating system refused. */
  | { readonly kind: 'forbidden'; readonly path: string }
  /** The answer as a whole is not what the format says. */
  | { readonly kind: 'malformed'; readonly what: string; readonly detail: string }
  /** What is there cannot be used as it is. `advice` is a sentence on what to do, ending in a full stop. */
  | { readonly kind: 'unusable'; readonly what: string; readonly advice: string }
  /** A program is not on the PATH. */
  | { readonly kind: 'programMissing'; readonly program: string }
  /** A program ended with an error. */
  | {
      readonly kind: 'programFailed';
      readonly program: string;
      readonly exitCode: number | null;
      readonly detail: string;
    }
  /** No answer in time. */
  | { readonly kind: 'timeout'; readonly what: string; readonly afterMs: number }
  /** A file or folder cannot be written (disk full, read-only, permission). */
  | { readonly kind: 'notWritable'; readonly path: string; readonly detail: string }
  /** The store was closed before. */
  | { readonly kind: 'closed'; readonly what: string }
  /** The folder is not a git repository. */
  | { readonly kind: 'notARepository'; readonly path: string };

/** The sentence a person can act on. The one place where kinds become prose. */
export function describeFailure(failure: Failure): string {
  switch (failure.kind) {
    case 'notFound':
      return `${failure.path} was not found.`;
    case 'forbidden':
      return `${failure.path} cannot be read: permission denied.`;
    case 'malformed':
      return `${failure.what} could not be understood: ${failure.detail}`;
    case 'unusable':
      return `${failure.what} cannot be used: ${failure.advice}`;
    case 'programMissing':
      return `${failure.program} is not on the PATH.`;
    case 'programFailed':
      return `${failure.program} failed${failure.exitCode === null ? '' : ` (exit code ${failure.exitCode})`}: ${failure.detail}`;
    case 'timeout':
      return `${failure.what} gave no answer within ${Math.round(failure.afterMs / 1000)} s.`;
    case 'notWritable':
      return `${failure.path} cannot be written: ${failure.detail}`;
    case 'closed':
      return `${failure.what} is closed.`;
    case 'notARepository':
      return `${failure.path} is not a git repository.`;
  }
}
