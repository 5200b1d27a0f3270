/** The role of moving a work tree to another branch, on a person's act. Absent where the folder is not trusted. */
import type { Failure } from '../domain/failure';
import type { GitOperation } from '../domain/git';
import type { Result } from '../domain/result';

/** A commit a branch can begin at, or a branch there is. */
export interface BranchTip {
  /** Short name: `main`, or `origin/main` of a remote. */
  readonly name: string;
  /** Null for a local branch; else the remote's name. */
  readonly remote: string | null;
  readonly commit: string;
}

/** A work tree of the repository. */
export interface LinkedTree {
  /** Absolute path. */
  readonly path: string;
  /** Short name of the branch checked out there; null: none. */
  readonly branch: string | null;
}

/** What has to be known before a work tree is moved. Read at once and anew each time. */
export interface WorkTreeLook {
  /** Short name of the branch; null when detached. */
  readonly branch: string | null;
  /** Null: there is no commit yet. */
  readonly head: string | null;
  readonly operation: GitOperation;
  /** Paths below the root, with forward slashes: tracked files that are staged, changed or in conflict. */
  readonly changed: readonly string[];
  readonly branches: readonly BranchTip[];
  /** What the remote calls its main branch, else a local `main` or `master`; null: neither is known. */
  readonly mainBranch: BranchTip | null;
  /** The branch that was checked out before; null: none is known, or it is gone. */
  readonly before: string | null;
  readonly trees: readonly LinkedTree[];
}

/** The work tree is where it was asked to be. */
export interface Moved {
  /** What a hook or Git itself complained of all the same, in its own words; null: nothing. */
  readonly complaint: string | null;
}

/** Where the branch of a new work tree comes from. */
export type TreeStart =
  /** It is there. */
  | { readonly kind: 'existing' }
  | { readonly kind: 'commit'; readonly commit: string }
  /** It is made to follow that of a remote. */
  | { readonly kind: 'tracking'; readonly from: BranchTip };

/** How one commit lies to another. */
export type Relation = 'same' | 'ahead' | 'behind' | 'apart';

/** Each answer is a value; a failure of Git bears Git's own words. Names are checked before they are used. */
export interface GitWriter {
  look(root: string): Promise<Result<WorkTreeLook, Failure>>;
  /** How `commit` lies to `other`: `ahead` has all of the other and more. */
  compare(root: string, commit: string, other: string): Promise<Result<Relation, Failure>>;
  /** Makes the branch at `commit` and checks it out; the changes in the work tree come along. */
  create(root: string, branch: string, commit: string): Promise<Result<Moved, Failure>>;
  /** Checks out a local branch; the changes in the work tree come along, or Git refuses and nothing is changed. */
  switchTo(root: string, branch: string): Promise<Result<Moved, Failure>>;
  /** Makes a local branch that follows the one of a remote, and checks it out. */
  track(root: string, branch: string, from: BranchTip): Promise<Result<Moved, Failure>>;
  /** Puts changes of tracked files away; untracked files stay. */
  stash(root: string, message: string): Promise<Result<void, Failure>>;
  /** Takes back what {@link stash} put away last. */
  unstash(root: string): Promise<Result<void, Failure>>;
  /** Adds a work tree with the branch checked out, at `path`, an absolute path where nothing is yet. */
  addTree(root: string, path: string, branch: string, start: TreeStart): Promise<Result<Moved, Failure>>;
}
