/** Answers for what becomes of a reference that could not be looked up: an error for good, or another attempt later. */
import type { ReferenceState } from '../domain/commitReference';
import { retryAtMs, type Failure } from '../domain/failure';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** One minute, then five times as long each time, then once a day. */
const waitMs = (attempts: number): number => Math.min(dayMs, minuteMs * 5 ** (attempts - 1));

/** Whom a failure is about: the one number that was asked for, for good or not, or everything that is asked. */
export function concern(failure: Failure): 'final' | 'reference' | 'server' {
  switch (failure.kind) {
    case 'absent':
    case 'refused':
    case 'notFound':
    case 'forbidden':
      return 'final';
    case 'malformed':
    case 'unusable':
    case 'tooLarge':
    case 'endless':
    case 'redirectedAway':
      return 'reference';
    case 'offline':
    case 'insecure':
    case 'timeout':
    case 'serverFailed':
    case 'rateLimited':
    case 'circuitOpen':
    case 'busy':
    case 'notTheServer':
    case 'unauthorized':
    case 'programMissing':
    case 'programFailed':
    case 'notWritable':
    case 'notARepository':
    case 'closed':
      return 'server';
  }
}

/** The state of a reference after an attempt that failed. */
export function afterFailedAttempt(before: ReferenceState, failure: Failure, nowMs: number): ReferenceState {
  const attempts = (before.kind === 'error' ? before.attempts : 0) + 1;
  const what = failure.kind;
  if (concern(failure) === 'final') return { kind: 'error', what, final: true, attempts, retryAtMs: null };
  const named = retryAtMs(failure);
  const guessed = nowMs + waitMs(attempts);
  // A limit ends when the server says; a server that failed may well fail again then.
  const isExact = failure.kind === 'rateLimited' && failure.retryAtMs > nowMs;
  const next = isExact ? failure.retryAtMs : Math.max(named ?? 0, guessed);
  return { kind: 'error', what, final: false, attempts, retryAtMs: next };
}
