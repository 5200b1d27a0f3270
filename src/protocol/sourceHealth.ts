/** Answers for what the panel is told of a source's health: its trouble, and for one on a server account, budget and progress. */
import type { RemoteStatus } from '../domain/context';
import type { Failure } from '../domain/failure';
import type { RequestBudget, RequestPause } from '../domain/requests';

/** What a person is to make of a failure; its sentence says the rest. */
export type Trouble =
  /** No network. It ends by itself. */
  | 'offline'
  /** The server does not answer as it should. It ends by itself. */
  | 'notAnswering'
  /** The server asked for a pause. It ends by itself. */
  | 'limited'
  /** An account, or another one, is needed. */
  | 'signIn'
  /** The account may not read it, or it is not there. */
  | 'noAccess'
  /** Anything else. */
  | 'failing';

export interface ChipError {
  /** One sentence. */
  readonly message: string;
  readonly sinceMs: number;
  readonly trouble: Trouble;
}

/** What a chip tells of a source on a server. */
export interface ChipRemote extends Pick<
  RemoteStatus,
  'host' | 'repository' | 'account' | 'progress' | 'incomplete' | 'notes' | 'offer'
> {
  /** The budget that is closest to its end. */
  readonly budget: RequestBudget | null;
  /** The pause that lasts longest, of those that hold up the reading. */
  readonly pause: RequestPause | null;
  /** Another process asks; without an account, it is not known here which one acts. */
  readonly elsewhere: boolean;
}

export function troubleOf(failure: Failure): Trouble {
  switch (failure.kind) {
    case 'offline':
      return 'offline';
    case 'timeout':
    case 'serverFailed':
    case 'circuitOpen':
    case 'busy':
    case 'notTheServer':
      return 'notAnswering';
    case 'rateLimited':
      return 'limited';
    case 'unauthorized':
      return 'signIn';
    case 'refused':
    case 'absent':
      return 'noAccess';
    case 'notFound':
    case 'forbidden':
    case 'malformed':
    case 'unusable':
    case 'programMissing':
    case 'programFailed':
    case 'notWritable':
    case 'closed':
    case 'notARepository':
    case 'insecure':
    case 'tooLarge':
    case 'redirectedAway':
    case 'endless':
      return 'failing';
  }
}

/**
 * The budget that tells most: of what is left, the smallest part; one that is past its reset only where no other is
 * known, for nobody can tell what is left of it.
 */
export function scarcestBudget(budgets: readonly RequestBudget[], nowMs: number): RequestBudget | null {
  const current = budgets.filter(({ resetAtMs }) => resetAtMs > nowMs);
  const left = ({ remaining, limit }: RequestBudget): number => (limit > 0 ? remaining / limit : 0);
  return (current.length > 0 ? current : budgets).reduce<RequestBudget | null>(
    (least, budget) => (least === null || left(budget) < left(least) ? budget : least),
    null,
  );
}

/** The pauses that hold up the reading of issues: lists are counted in `core`, a pause of no one resource holds up all. */
export const holdingPauses = (pauses: readonly RequestPause[]): readonly RequestPause[] =>
  pauses.filter(({ resource }) => resource === null || resource === 'core');

/** The pause that lasts longest, of those that are not over; null when requests flow. */
export function longestPause(pauses: readonly RequestPause[], nowMs: number): RequestPause | null {
  return pauses.reduce<RequestPause | null>(
    (longest, pause) =>
      pause.untilMs > nowMs && (longest === null || pause.untilMs > longest.untilMs) ? pause : longest,
    null,
  );
}
