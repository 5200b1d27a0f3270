/** Answers for what a person is asked when they start or stop working on an issue: the role of whoever asks. */
import type { RepositoryContext } from '../domain/context';
import type { Failure } from '../domain/failure';
import type { GitOperation } from '../domain/git';
import type { BlockReason, EvaluatedIssue } from '../domain/readiness';
import type { BranchTip } from '../ports/gitWriter';

/** Why it may be unwise to start. */
export type Doubt =
  | { readonly kind: 'blocked'; readonly by: readonly BlockReason[] }
  /** Somebody else is at it. */
  | { readonly kind: 'taken'; readonly by: readonly string[] }
  | { readonly kind: 'done' };

/** What is to become of changes that are not committed. */
export type ChangesChoice =
  /** They come along to the other branch. */
  | 'bring'
  /** They are put away. */
  | 'stash'
  /** They stay, and the work is done in a work tree of its own. */
  | 'tree'
  /** Nothing is done; the person looks at them first. */
  | 'show';

export interface ChangesQuestion {
  readonly repository: RepositoryContext;
  /** Paths below the root. */
  readonly changed: readonly string[];
  /** The branch they would be brought to. */
  readonly branch: string;
  /** Whether a new work tree is a way out. */
  readonly offersTree: boolean;
  /** Why they could not be brought along, when that was tried; null: it was not. */
  readonly refusal: Failure | null;
}

/** Where a new branch can begin. */
export interface BaseChoice {
  readonly kind: 'main' | 'current';
  readonly name: string;
  readonly commit: string;
}

/** How to stop. */
export interface StopChoice {
  /** The branch to switch to; null: none. */
  readonly to: string | null;
  /** Whether the issue is open again. */
  readonly reopens: boolean;
}

/** Each answer null: the person turned away, and nothing is done. */
export interface WorkQuestions {
  /** Several repositories can be meant. */
  repository(choices: readonly RepositoryContext[]): Promise<RepositoryContext | null>;
  /** Whether to start all the same. */
  startAnyway(issue: EvaluatedIssue, doubts: readonly Doubt[]): Promise<boolean>;
  /** Branches that name the issue are there; the first is the one that was committed to last. Null in it: a new one. */
  branch(existing: readonly BranchTip[], fresh: string): Promise<{ readonly existing: BranchTip | null } | null>;
  base(choices: readonly BaseChoice[]): Promise<BaseChoice | null>;
  changes(question: ChangesQuestion): Promise<ChangesChoice | null>;
  /** An operation is not finished, so this work tree cannot be moved: whether to work in a new one. */
  treeInstead(repository: RepositoryContext, operation: GitOperation): Promise<boolean>;
  /** @param choices at least one */
  stop(issue: EvaluatedIssue, choices: readonly StopChoice[]): Promise<StopChoice | null>;
}
