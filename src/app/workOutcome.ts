/** Answers for how starting or stopping work on an issue ended. */
import type { RepositoryContext } from '../domain/context';
import type { Failure } from '../domain/failure';

/** Why nothing could be begun. */
export type Refusal =
  /** Nothing is run in a folder that is not trusted. */
  | { readonly kind: 'untrusted' }
  /** No repository is open. */
  | { readonly kind: 'noRepository' }
  /** The folder is no git repository. */
  | { readonly kind: 'notGit'; readonly repository: RepositoryContext }
  /** There is no commit yet to begin at. */
  | { readonly kind: 'unborn'; readonly repository: RepositoryContext };

/** What became of the mark in the tracker. */
export type Marking =
  /** Switched off, or not asked for. */
  | { readonly kind: 'off' }
  /** It said so before. */
  | { readonly kind: 'already' }
  | { readonly kind: 'marked' }
  /** Issues of this tracker are on a server, and not written yet. */
  | { readonly kind: 'remote'; readonly label: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

interface Ended {
  /** The branch that is checked out now. */
  readonly branch: string;
  /** Changes were put away, and are in the stash. */
  readonly stashed: boolean;
  /** What a hook or Git complained of although the branch is checked out; null: nothing. */
  readonly complaint: string | null;
  readonly marking: Marking;
}

export type Turned =
  | { readonly kind: 'cancelled' }
  /** The person wants to look at these changes first. */
  | { readonly kind: 'show'; readonly root: string }
  | { readonly kind: 'refused'; readonly why: Refusal }
  /** Git did not do it. `stashed`: changes were put away before, and could not be taken back. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly stashed: boolean };

export type StartOutcome =
  | Turned
  /** The branch is checked out in another work tree. */
  | { readonly kind: 'elsewhere'; readonly branch: string; readonly path: string }
  /** `tree`: absolute path of the new work tree; null: it is done here. `made`: the branch is a new one. */
  | ({ readonly kind: 'started'; readonly made: boolean; readonly tree: string | null } & Ended);

export type StopOutcome =
  | Turned
  /** Nothing is under way that could be stopped. */
  | { readonly kind: 'nothing' }
  | ({ readonly kind: 'stopped'; readonly switched: boolean } & Ended);
