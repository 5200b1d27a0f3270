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
  | { readonly kind: 'notARepository'; readonly path: string }
  /** The server cannot be reached: no network, no such name, refused, reset. */
  | { readonly kind: 'offline'; readonly host: string; readonly detail: string }
  /** The server's certificate is not trusted, or the connection is not secure enough. */
  | { readonly kind: 'insecure'; readonly host: string; readonly detail: string }
  /** The server answered that it failed (5xx). */
  | { readonly kind: 'serverFailed'; readonly host: string; readonly status: number; readonly retryAtMs: number | null }
  /** No more requests until then. `secondary`: not the hourly budget, but too many at once or a minute. */
  | {
      readonly kind: 'rateLimited';
      readonly host: string;
      readonly resource: string;
      readonly secondary: boolean;
      readonly retryAtMs: number;
    }
  /** The server failed several times in a row and is left alone until then. */
  | { readonly kind: 'circuitOpen'; readonly host: string; readonly retryAtMs: number }
  /** Too many requests wait already. */
  | { readonly kind: 'busy'; readonly host: string }
  /** The answer is larger than is taken. */
  | { readonly kind: 'tooLarge'; readonly what: string; readonly limitBytes: number }
  /** The server sent us to another one, where no token goes. */
  | { readonly kind: 'redirectedAway'; readonly host: string; readonly to: string }
  /** The answers lead round in a circle, or on without end. */
  | { readonly kind: 'endless'; readonly what: string }
  /** Somebody else answered: a sign-in page of a network, a proxy. */
  | { readonly kind: 'notTheServer'; readonly host: string; readonly detail: string }
  /** The server does not accept the credential (401). `account` is null where there was none. */
  | { readonly kind: 'unauthorized'; readonly host: string; readonly account: string | null }
  /** The server refuses (403), and no limit is the reason. `advice` says what to do, ending in a full stop. */
  | {
      readonly kind: 'refused';
      readonly host: string;
      readonly what: string;
      readonly advice: string;
      readonly url: string | null;
    }
  /** The server does not have it (404, 410), or does not show it to this account. `advice` says what to do, ending in a full stop. */
  | { readonly kind: 'absent'; readonly host: string; readonly what: string; readonly advice: string };

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
    case 'offline':
      return `${failure.host} cannot be reached (${failure.detail}). Check the network; it is tried again by itself.`;
    case 'insecure':
      return `The connection to ${failure.host} is not trusted: ${failure.detail}. Check the certificate, a proxy or the clock.`;
    case 'serverFailed':
      return `${failure.host} failed (status ${failure.status}). It is tried again by itself.`;
    case 'rateLimited':
      return failure.secondary
        ? `${failure.host} asked for a pause between requests. They go on by themselves.`
        : `The request budget of ${failure.host} is used up (${failure.resource}). Requests go on when it is renewed.`;
    case 'circuitOpen':
      return `${failure.host} failed several times in a row and is left alone for a while. Sync Now tries at once.`;
    case 'busy':
      return `Too many requests to ${failure.host} wait already. Try again in a moment.`;
    case 'tooLarge':
      return `${failure.what} is larger than ${Math.round(failure.limitBytes / 1024 / 1024)} MB and was not taken.`;
    case 'redirectedAway':
      return `${failure.host} sent us to ${failure.to}, where no account is sent. Check the address in the settings or the remote.`;
    case 'endless':
      return `${failure.what} does not come to an end: the server's pages lead in a circle. What was read before is kept.`;
    case 'notTheServer':
      return `Something else answered for ${failure.host}: ${failure.detail}. Does the network ask for a sign-in?`;
    case 'unauthorized':
      return failure.account === null
        ? `${failure.host} asks for an account. Sign in.`
        : `${failure.host} no longer accepts ${failure.account}. Sign in again, or give a new token.`;
    case 'refused':
    case 'absent':
      return `${failure.what}: ${failure.advice}`;
  }
}

/** The moment a failure itself names for the next attempt; null when it names none. Epoch milliseconds. */
export function retryAtMs(failure: Failure): number | null {
  switch (failure.kind) {
    case 'rateLimited':
    case 'circuitOpen':
    case 'serverFailed':
      return failure.retryAtMs;
    default:
      return null;
  }
}
