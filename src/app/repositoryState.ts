/** Answers for what is known of one repository beside its issues, and when each fact of it was confirmed. */
import type { RepositoryContext } from '../domain/context';
import type { Failure } from '../domain/failure';
import type { Fact, FactKind } from '../domain/freshness';
import type { GitState } from '../domain/git';
import type { Home } from '../ports/workspace';

export interface RepositoryState {
  readonly home: Home;
  /** The last good state; kept when a later reading fails. */
  readonly git: GitState | null;
  readonly gitError: Failure | null;
  /** Since when readings fail; null while they do not. */
  readonly gitErrorSinceMs: number | null;
  readonly project: RepositoryContext['project'];
  /** When it was last read, with whatever outcome; null: never. */
  readonly readAtMs: number | null;
  /** When it was last looked at: read, or only compared by its fingerprint. */
  readonly lastAttemptAtMs: number | null;
  /** When what the fingerprint tells of was last confirmed; null: never. */
  readonly confirmedAtMs: number | null;
  /** When files of the work tree were last counted; null: never. */
  readonly countedAtMs: number | null;
  /** The last look was a quick one, at files alone; a full one is still to come. */
  readonly quick: boolean;
  /** Whether a working watch tells when the repository moves. */
  readonly watched: boolean;
  /** Why it does not, in a sentence; null while it does. */
  readonly unwatched: string | null;
  /** Whether somebody tells when files of the work tree change. */
  readonly workTreeWatched: boolean;
}

export const unreadRepository = (home: Home): RepositoryState => ({
  home,
  git: null,
  gitError: null,
  gitErrorSinceMs: null,
  project: null,
  readAtMs: null,
  lastAttemptAtMs: null,
  confirmedAtMs: null,
  countedAtMs: null,
  quick: false,
  watched: false,
  unwatched: null,
  workTreeWatched: false,
});

/** The repository stood still: what its fingerprint tells of is as it was at `nowMs`. */
export const afterStillness = (state: RepositoryState, nowMs: number): RepositoryState => ({
  ...state,
  lastAttemptAtMs: nowMs,
  confirmedAtMs: state.gitError === null ? nowMs : state.confirmedAtMs,
});

/** What moves only with files that the fingerprint is made of. */
export const fingerprinted: readonly FactKind[] = ['conflicts', 'repositoryState', 'branch', 'remotes'];

/** Whether its files are counted: not in a bare repository, nor where git may not be run. */
export const isCounted = ({ git }: RepositoryState): boolean =>
  git !== null && (git.unstaged !== null || git.untracked !== null);

/** All facts of it that age where nobody watches. */
export function repositoryFacts(state: RepositoryState): readonly Fact[] {
  const { home, gitError, watched, workTreeWatched, confirmedAtMs, countedAtMs } = state;
  if (!home.isGit) return [];
  const live = watched && gitError === null;
  return [
    ...fingerprinted.map((kind): Fact => ({ kind, live, confirmedAtMs })),
    ...(isCounted(state)
      ? [{ kind: 'status', live: live && workTreeWatched, confirmedAtMs: countedAtMs } as const]
      : []),
  ];
}

/** When the fact that was confirmed longest ago was, of those that age; of all where none does. */
export function leastConfirmedAtMs(state: RepositoryState): number | null {
  const facts = repositoryFacts(state);
  const ageing = facts.filter(({ live }) => !live);
  const moments = (ageing.length > 0 ? ageing : facts).map(({ confirmedAtMs }) => confirmedAtMs);
  if (moments.length === 0) return state.readAtMs;
  return moments.reduce((least, moment) => (least === null || moment === null ? null : Math.min(least, moment)));
}
