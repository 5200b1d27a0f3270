/** Answers for every way a source can fail, as one code enum, and for the sentence each becomes. */
import { say } from './words';

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
      return say('{0} was not found.', failure.path);
    case 'forbidden':
      return say('{0} cannot be read: permission denied.', failure.path);
    case 'malformed':
      return say('{0} could not be understood: {1}', failure.what, failure.detail);
    case 'unusable':
      return say('{0} cannot be used: {1}', failure.what, failure.advice);
    case 'programMissing':
      return say('{0} is not on the PATH.', failure.program);
    case 'programFailed':
      return failure.exitCode === null
        ? say('{0} failed: {1}', failure.program, failure.detail)
        : say('{0} failed (exit code {1}): {2}', failure.program, failure.exitCode, failure.detail);
    case 'timeout':
      return say('{0} gave no answer within {1} s.', failure.what, Math.round(failure.afterMs / 1000));
    case 'notWritable':
      return say('{0} cannot be written: {1}', failure.path, failure.detail);
    case 'closed':
      return say('{0} is closed.', failure.what);
    case 'notARepository':
      return say('{0} is not a git repository.', failure.path);
    case 'offline':
      return say(
        '{0} cannot be reached ({1}). Check the network; it is tried again by itself.',
        failure.host,
        failure.detail,
      );
    case 'insecure':
      return say(
        'The connection to {0} is not trusted: {1}. Check the certificate, a proxy or the clock.',
        failure.host,
        failure.detail,
      );
    case 'serverFailed':
      return say('{0} failed (status {1}). It is tried again by itself.', failure.host, failure.status);
    case 'rateLimited':
      return failure.secondary
        ? say('{0} asked for a pause between requests. They go on by themselves.', failure.host)
        : say(
            'The request budget of {0} is used up ({1}). Requests go on when it is renewed.',
            failure.host,
            failure.resource,
          );
    case 'circuitOpen':
      return say(
        '{0} failed several times in a row and is left alone for a while. Sync Now tries at once.',
        failure.host,
      );
    case 'busy':
      return say('Too many requests to {0} wait already. Try again in a moment.', failure.host);
    case 'tooLarge':
      return say(
        '{0} is larger than {1} MB and was not taken.',
        failure.what,
        Math.round(failure.limitBytes / 1024 / 1024),
      );
    case 'redirectedAway':
      return say(
        '{0} sent us to {1}, where no account is sent. Check the address in the settings or the remote.',
        failure.host,
        failure.to,
      );
    case 'endless':
      return say(
        "{0} does not come to an end: the server's pages lead in a circle. What was read before is kept.",
        failure.what,
      );
    case 'notTheServer':
      return say(
        'Something else answered for {0}: {1}. Does the network ask for a sign-in?',
        failure.host,
        failure.detail,
      );
    case 'unauthorized':
      return failure.account === null
        ? say('{0} asks for an account. Sign in.', failure.host)
        : say('{0} no longer accepts {1}. Sign in again, or give a new token.', failure.host, failure.account);
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
