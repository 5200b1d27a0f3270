/** Answers for what the loopback GitHub keeps: plain records, changed in place by tests. */

export interface FakeUser {
  readonly id: number;
  readonly login: string;
}

/** What a client signs in with. */
export interface FakeToken {
  readonly text: string;
  readonly user: FakeUser;
  /** Classic scopes: `repo` opens private repositories. */
  scopes: readonly string[];
  /** Answered 401 from then on. */
  revoked: boolean;
  /** Organisations with single sign-on that this token was authorised for. */
  readonly ssoAuthorised: Set<string>;
}

export interface FakeLabel {
  readonly id: number;
  readonly name: string;
  readonly colour: string;
}

export interface FakeMilestone {
  readonly id: number;
  readonly repository: FakeRepository;
  readonly number: number;
  title: string;
  state: 'open' | 'closed';
  dueAtMs: number | null;
  readonly createdAtMs: number;
  updatedAtMs: number;
  closedAtMs: number | null;
}

/** What issues and pull requests have in common. */
interface FakeThread {
  /** Number the database knows it by; issues and pull requests share them. */
  readonly id: number;
  readonly nodeId: string;
  readonly repository: FakeRepository;
  readonly number: number;
  title: string;
  body: string | null;
  labels: FakeLabel[];
  assignees: FakeUser[];
  milestone: FakeMilestone | null;
  /** Null: a deleted account. */
  author: FakeUser | null;
  comments: number;
  createdAtMs: number;
  updatedAtMs: number;
  closedAtMs: number | null;
}

export type FakeStateReason = 'completed' | 'not_planned' | 'duplicate' | 'reopened';

export interface FakeIssue extends FakeThread {
  readonly kind: 'issue';
  state: 'open' | 'closed';
  stateReason: FakeStateReason | null;
  /** Name of its issue type. */
  type: string | null;
  /** Changed by `block` and `unblock` of the state, both ways at once. */
  readonly blockedBy: Set<FakeIssue>;
  readonly blocking: Set<FakeIssue>;
  /** Changed by `adopt` of the state, both ways at once. */
  parent: FakeIssue | null;
  readonly subIssues: Set<FakeIssue>;
  /** Where it went: answered 301. */
  transferredTo: FakeIssue | null;
  /** Answered 410. */
  deleted: boolean;
}

export type FakeReviewDecision = 'APPROVED' | 'CHANGES_REQUESTED' | 'REVIEW_REQUIRED';

export interface FakePull extends FakeThread {
  readonly kind: 'pull';
  state: 'open' | 'closed';
  draft: boolean;
  mergedAtMs: number | null;
  /** Issues it closes when it is merged; its text is not read for them. */
  readonly closes: Set<FakeIssue>;
  reviewDecision: FakeReviewDecision | null;
  headBranch: string;
}

export interface FakeRepository {
  readonly id: number;
  owner: string;
  name: string;
  private: boolean;
  /** Logins that see it while it is private, beside its owner. */
  readonly readers: Set<string>;
  hasIssues: boolean;
  archived: boolean;
  defaultBranch: string;
  /** Set where it is a fork. */
  parent: FakeRepository | null;
  /** Gone: answered 404. */
  deleted: boolean;
  readonly createdAtMs: number;
  /** By number, in the order they came. */
  readonly issues: Map<number, FakeIssue>;
  readonly pulls: Map<number, FakePull>;
  /** Both. */
  readonly threads: Map<number, FakeIssue | FakePull>;
  readonly milestones: FakeMilestone[];
  readonly labels: Map<string, FakeLabel>;
  nextNumber: number;
}

export const fullNameOf = (repository: FakeRepository): string => `${repository.owner}/${repository.name}`;
