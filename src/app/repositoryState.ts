/** Answers for what is known of one repository beside its issues. */
import type { RepositoryContext } from '../domain/context';
import type { Failure } from '../domain/failure';
import type { GitState } from '../domain/git';
import type { Home } from '../ports/workspace';

export interface RepositoryState {
  readonly home: Home;
  /** The last good state; kept when a later reading fails. */
  readonly git: GitState | null;
  readonly gitError: Failure | null;
  readonly project: RepositoryContext['project'];
  /** When it was last read, with whatever outcome; null: never. */
  readonly readAtMs: number | null;
  /** The last look was a quick one, at files alone; a full one is still to come. */
  readonly quick: boolean;
}

export const unreadRepository = (home: Home): RepositoryState => ({
  home,
  git: null,
  gitError: null,
  project: null,
  readAtMs: null,
  quick: false,
});
