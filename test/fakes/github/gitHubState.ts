/** Answers for what there is on the loopback GitHub, and for the ways people change it. */
import type {
  FakeIssue,
  FakeLabel,
  FakeMilestone,
  FakePull,
  FakeRepository,
  FakeStateReason,
  FakeToken,
  FakeUser,
} from './records';

/** What this server is able to do: an older Enterprise Server does less. */
export interface Features {
  /** Blocked by and blocking. */
  dependencies: boolean;
  /** Sub-issues and parents. */
  subIssues: boolean;
  /**
   * Lists of issues are paged by cursor, as on github.com: `Link` names no last page, and pages by number beyond the
   * first thousand issues are refused.
   */
  cursorPaging: boolean;
  /** Version of an Enterprise Server, as its header says it; null: github.com. */
  enterpriseVersion: string | null;
}

export type IssueFields = Partial<
  Pick<FakeIssue, 'title' | 'body' | 'type' | 'createdAtMs' | 'updatedAtMs' | 'milestone' | 'comments'>
> & {
  /** Of the issue, where the repository does not give the next one. */
  readonly number?: number;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
  readonly author?: string;
  /** Closed then, for this reason. */
  readonly closed?: FakeStateReason;
};

export type PullFields = Omit<IssueFields, 'type' | 'closed'> &
  Partial<Pick<FakePull, 'draft' | 'reviewDecision' | 'headBranch'>> & {
    readonly closes?: readonly FakeIssue[];
  };

export class GitHubState {
  readonly users = new Map<string, FakeUser>();
  readonly tokens = new Map<string, FakeToken>();
  readonly repositories: FakeRepository[] = [];
  /** By the lower-cased full name a repository once had. */
  readonly formerNames = new Map<string, FakeRepository>();
  readonly threads = new Map<string, FakeIssue | FakePull>();
  /** Owners whose members must have their token authorised for single sign-on. */
  readonly ssoOwners = new Set<string>();
  readonly features: Features = { dependencies: true, subIssues: true, cursorPaging: false, enterpriseVersion: null };
  /** Origin of the pages that answers name. */
  webOrigin = 'https://github.com';
  private lastId = 1000;

  constructor(readonly nowMs: () => number) {}

  user(login: string): FakeUser {
    const known = this.users.get(login);
    if (known !== undefined) return known;
    const user = { id: this.id(), login };
    this.users.set(login, user);
    return user;
  }

  addToken(text: string, login: string, scopes: readonly string[] = ['repo', 'read:org']): FakeToken {
    const token: FakeToken = { text, user: this.user(login), scopes, revoked: false, ssoAuthorised: new Set() };
    this.tokens.set(text, token);
    return token;
  }

  addRepository(
    fullName: string,
    fields: Partial<Pick<FakeRepository, 'private' | 'hasIssues' | 'defaultBranch' | 'parent'>> = {},
  ): FakeRepository {
    const [owner = '', name = ''] = fullName.split('/');
    this.user(owner);
    const repository: FakeRepository = {
      id: this.id(),
      owner,
      name,
      private: fields.private ?? false,
      readers: new Set(),
      hasIssues: fields.hasIssues ?? true,
      archived: false,
      defaultBranch: fields.defaultBranch ?? 'main',
      parent: fields.parent ?? null,
      deleted: false,
      createdAtMs: this.nowMs(),
      issues: new Map(),
      pulls: new Map(),
      threads: new Map(),
      milestones: [],
      labels: new Map(),
      nextNumber: 1,
    };
    this.repositories.push(repository);
    return repository;
  }

  /** The repository of this name today, without case. */
  repository(owner: string, name: string): FakeRepository | null {
    const wanted = `${owner}/${name}`.toLowerCase();
    return this.repositories.find((one) => !one.deleted && `${one.owner}/${one.name}`.toLowerCase() === wanted) ?? null;
  }

  rename(repository: FakeRepository, fullName: string): void {
    this.formerNames.set(`${repository.owner}/${repository.name}`.toLowerCase(), repository);
    const [owner = '', name = ''] = fullName.split('/');
    repository.owner = owner;
    repository.name = name;
    this.user(owner);
  }

  label(repository: FakeRepository, name: string): FakeLabel {
    const known = repository.labels.get(name);
    if (known !== undefined) return known;
    const label = { id: this.id(), name, colour: 'ededed' };
    repository.labels.set(name, label);
    return label;
  }

  addMilestone(repository: FakeRepository, title: string, dueAtMs: number | null = null): FakeMilestone {
    const nowMs = this.nowMs();
    const milestone: FakeMilestone = {
      id: this.id(),
      repository,
      number: repository.milestones.length + 1,
      title,
      state: 'open',
      dueAtMs,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
      closedAtMs: null,
    };
    repository.milestones.push(milestone);
    return milestone;
  }

  addIssue(repository: FakeRepository, fields: IssueFields = {}): FakeIssue {
    const thread = this.thread(repository, 'I', fields);
    const closed = fields.closed ?? null;
    // Spread objects with as many fields are tables, thirty times as slow to make and to read.
    const issue: FakeIssue = Object.assign(thread, {
      kind: 'issue' as const,
      state: closed === null ? ('open' as const) : ('closed' as const),
      stateReason: closed,
      type: fields.type ?? null,
      blockedBy: new Set<FakeIssue>(),
      blocking: new Set<FakeIssue>(),
      parent: null,
      subIssues: new Set<FakeIssue>(),
      transferredTo: null,
      deleted: false,
    });
    if (closed !== null) issue.closedAtMs = issue.updatedAtMs;
    repository.issues.set(issue.number, issue);
    repository.threads.set(issue.number, issue);
    this.threads.set(issue.nodeId, issue);
    return issue;
  }

  addPull(repository: FakeRepository, fields: PullFields = {}): FakePull {
    const thread = this.thread(repository, 'PR', fields);
    const pull: FakePull = Object.assign(thread, {
      kind: 'pull' as const,
      state: 'open' as const,
      draft: fields.draft ?? false,
      mergedAtMs: null,
      closes: new Set(fields.closes),
      reviewDecision: fields.reviewDecision ?? null,
      headBranch: fields.headBranch ?? `change-${thread.number}`,
    });
    repository.pulls.set(pull.number, pull);
    repository.threads.set(pull.number, pull);
    this.threads.set(pull.nodeId, pull);
    return pull;
  }

  /** Changes fields as a person does: it counts as updated. */
  edit<T extends FakeIssue | FakePull>(thread: T, fields: Partial<T>): void {
    Object.assign(thread, fields);
    thread.updatedAtMs = this.nowMs();
  }

  close(issue: FakeIssue, reason: FakeStateReason = 'completed'): void {
    this.edit(issue, { state: 'closed', stateReason: reason, closedAtMs: this.nowMs() });
  }

  reopen(issue: FakeIssue): void {
    this.edit(issue, { state: 'open', stateReason: 'reopened', closedAtMs: null });
  }

  /** As on GitHub, what the pull request closes is closed with it, unless told otherwise. */
  merge(pull: FakePull, closesIssues = true): void {
    const nowMs = this.nowMs();
    this.edit(pull, { state: 'closed', mergedAtMs: nowMs, closedAtMs: nowMs });
    if (closesIssues) for (const issue of pull.closes) this.close(issue);
  }

  /** Both count as updated: a person linked them. Closing one later does not touch the other. */
  block(issue: FakeIssue, by: FakeIssue): void {
    issue.blockedBy.add(by);
    by.blocking.add(issue);
    this.edit(issue, {});
    this.edit(by, {});
  }

  unblock(issue: FakeIssue, by: FakeIssue): void {
    issue.blockedBy.delete(by);
    by.blocking.delete(issue);
    this.edit(issue, {});
    this.edit(by, {});
  }

  /** Makes one issue the sub-issue of another. */
  adopt(parent: FakeIssue, child: FakeIssue): void {
    child.parent?.subIssues.delete(child);
    child.parent = parent;
    parent.subIssues.add(child);
    this.edit(parent, {});
    this.edit(child, {});
  }

  /** Moves an issue: it is a new one there, and the old address leads to it. */
  transfer(issue: FakeIssue, to: FakeRepository): FakeIssue {
    const moved = this.addIssue(to, { title: issue.title, body: issue.body });
    issue.transferredTo = moved;
    for (const blocker of [...issue.blockedBy]) {
      this.unblock(issue, blocker);
      this.block(moved, blocker);
    }
    for (const waiting of [...issue.blocking]) {
      this.unblock(waiting, issue);
      this.block(waiting, moved);
    }
    return moved;
  }

  private thread(repository: FakeRepository, prefix: 'I' | 'PR', fields: Omit<IssueFields, 'type' | 'closed'>) {
    const number = fields.number ?? repository.nextNumber;
    repository.nextNumber = Math.max(repository.nextNumber, number + 1);
    const id = this.id();
    const createdAtMs = fields.createdAtMs ?? this.nowMs();
    return {
      id,
      nodeId: `${prefix}_kwDO${Buffer.from(`${repository.id}:${id}`).toString('base64url')}`,
      repository,
      number,
      title: fields.title ?? `Number ${number}`,
      body: fields.body ?? null,
      labels: (fields.labels ?? []).map((name) => this.label(repository, name)),
      assignees: (fields.assignees ?? []).map((login) => this.user(login)),
      milestone: fields.milestone ?? null,
      author: this.user(fields.author ?? repository.owner),
      comments: fields.comments ?? 0,
      createdAtMs,
      updatedAtMs: fields.updatedAtMs ?? createdAtMs,
      closedAtMs: null,
    };
  }

  private id(): number {
    return ++this.lastId;
  }
}
