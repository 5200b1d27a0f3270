/**
 * Answers for what other extensions may rely on: the API of Context Scout, version 1, and the context it gives.
 *
 * Copy this file beside your code and take types from it; it needs nothing but itself. In your manifest name Context
 * Scout among the `extensionDependencies`, then:
 *
 *     const scout = vscode.extensions.getExtension<ContextScoutApi>('context-scout.context-scout')?.exports;
 *     if (scout?.version !== 1) return; // Another version: this file does not describe it.
 *     const { counts } = await scout.getContext();
 *
 * Within a version, members, options and fields may be added, and to the `kind` of an error, an edge or a drift words:
 * ignore what you do not know. Nothing goes away or changes its meaning without a new version.
 */

export interface ContextScoutApi {
  /** Compare it before you use anything else. */
  readonly version: 1;

  /**
   * The latest snapshot; before there is one, it waits for the first. It waits for nothing to be read; what nobody used
   * for long is read again afterwards. What it gives is frozen and shared: the same snapshot is the same object, for
   * everybody who asks.
   * @throws (the promise rejects) a `TypeError` when the options are none, a {@link ContextScoutError} `closed`.
   */
  readonly getContext: (options?: GetContextOptions) => Promise<ContextJson>;

  /**
   * Calls back after each new snapshot, with its revision; ask {@link getContext} when you need more of it. Snapshots
   * may follow each other quickly, so do little in the listener. What it throws is logged with the id of its extension
   * and bothers nobody else.
   * @throws a `TypeError` when the listener is no function.
   */
  readonly onDidChangeContext: Event<ContextChangeEvent>;

  /**
   * Reads a source again, or all of them and git, as a person who waits for it would: servers are asked at once, where
   * their limits allow. What could not be read does not reject: its source has an `error` then.
   * @param source the `id` of a source in the context; without one everything is read.
   * @returns the latest snapshot then, as {@link getContext} gives it: a new one only where there was something new.
   * @throws (the promise rejects) a `TypeError` when the source is no text, a {@link ContextScoutError} `unknownSource` or
   * `closed`.
   */
  readonly sync: (source?: string) => Promise<ContextJson>;
}

export interface GetContextOptions {
  /** Whether {@link ContextJson.issues} lists done issues too; default false. */
  readonly all?: boolean | undefined;
}

export interface ContextChangeEvent {
  /** Of the new snapshot; grows by one with each. */
  readonly revision: number;
}

/**
 * `unknownSource`: there is no source of that id; the message names those there are, and what is not read in Restricted
 * Mode. `closed`: the window closes, or Context Scout was switched off.
 */
export interface ContextScoutError extends Error {
  readonly code: 'unknownSource' | 'closed';
}

/** As events of VS Code: `thisArgs` is the listener's `this`, the subscription is added to `disposables`. */
export type Event<T> = (
  listener: (event: T) => unknown,
  thisArgs?: unknown,
  disposables?: { dispose(): unknown }[],
) => { dispose(): void };

/**
 * ISO 8601, UTC, with milliseconds.
 * @format date-time
 */
export type Instant = string;

/** One snapshot of one revision. Readers must ignore fields they do not know. */
export interface ContextJson {
  /** Raised when a field changes its meaning or goes away; new fields do not raise it. */
  readonly schemaVersion: 1;
  /**
   * Grows by one with each snapshot a process publishes.
   * @minimum 1
   * @asType integer
   */
  readonly revision: number;
  /** The moment everything in this object belongs to. */
  readonly snapshotInstant: Instant;
  /** `strict`: git and tracker files did not move while they were read. `eventual`: they kept moving, a polled source is ageing, or something of one could not be read. `cached`: a source is stale, failed, or not yet confirmed since start. */
  readonly consistency: 'strict' | 'eventual' | 'cached';
  /** First moment at which some part of this object turns stale; null when all is live. */
  readonly staleAfter: Instant | null;
  readonly repositories: readonly RepositoryJson[];
  readonly sources: readonly SourceJson[];
  /** Counts all issues, done included, whether listed or not. */
  readonly counts: CountsJson;
  /** All issues but done ones, by priority, then newest; where asked for, done ones too. */
  readonly issues: readonly IssueJson[];
  /** Records that could not be read, and other trouble with a source. */
  readonly problems: readonly ProblemJson[];
}

export interface RepositoryJson {
  /** Absolute path of the work tree, or of a folder outside any repository. */
  readonly root: string;
  readonly name: string;
  /** What the project's own manifest says; null when there is none. */
  readonly project: { readonly name: string; readonly version: string | null } | null;
  /** Null when the folder is no git repository or git could not be read. */
  readonly git: GitJson | null;
  /** The worst of its facts: operation, branch, upstream, conflicts, counts of changed files. `live`: working watchers confirm all of them, or there is none, in a folder that is no repository. */
  readonly freshness: FreshnessJson;
  /** When the fact that was confirmed longest ago was, of those that age; of all where none does. */
  readonly confirmedAt: Instant | null;
  /** When git was last looked at, with whatever outcome. */
  readonly lastAttemptAt: Instant | null;
  /** What the last attempt failed with; the data kept is the last good one. */
  readonly error: ErrorJson | null;
  /** Why the repository is polled, in a sentence; null while a watch tells when it moves, and where nothing is watched. */
  readonly unwatched: string | null;
  /** Key of the issue the branch names. */
  readonly currentIssue: string | null;
  /** The current phase (milestone) and its progress. */
  readonly phase: { readonly name: string; readonly completed: Count; readonly total: Count } | null;
}

/** `live`: a working watcher confirms it. `never`: not read yet. */
export type FreshnessJson = 'live' | 'fresh' | 'ageing' | 'stale' | 'never';

export interface ErrorJson {
  readonly kind: string;
  /** A sentence for people. */
  readonly message: string;
  /** Since when attempts fail. */
  readonly since: Instant;
}

/**
 * @minimum 0
 * @asType integer
 */
export type Count = number;

/**
 * 0 is the most urgent, 4 the least.
 * @minimum 0
 * @maximum 4
 * @asType integer
 */
export type Urgency = number;

/**
 * 1-based.
 * @minimum 1
 * @asType integer
 */
export type LineNumber = number;

/** Fields a reader could not know are null (in an untrusted folder nothing is run, files alone are read). */
export interface GitJson {
  /** Short name, also of an unborn branch; null when detached. */
  readonly branch: string | null;
  /**
   * Full object name of the commit; null when unborn.
   */
  readonly head: string | null;
  /** An operation that was begun and not finished. */
  readonly state: 'clean' | 'merge' | 'rebase' | 'cherry-pick' | 'revert' | 'bisect' | 'am';
  readonly detached: boolean;
  readonly unborn: boolean;
  /** While a rebase or bisect has HEAD detached: the branch it will return to. */
  readonly returnsTo: string | null;
  /** `remote/branch`. */
  readonly upstream: string | null;
  readonly ahead: Count | null;
  readonly behind: Count | null;
  readonly staged: Count | null;
  readonly unstaged: Count | null;
  readonly untracked: Count | null;
  readonly conflicted: Count | null;
  readonly stashes: Count | null;
  /** Work trees of the repository, the main one included. */
  readonly worktrees: Count | null;
  /** Newest first, at most ten. */
  readonly recentCommits: readonly {
    readonly hash: string;
    readonly message: string;
    readonly author: string;
    readonly committedAt: Instant;
  }[];
}

export interface SourceJson {
  /** `<kind>:<repository name>`, unique in the object. */
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  /** Root of the repository the source belongs to. */
  readonly repository: string | null;
  readonly freshness: FreshnessJson;
  /** When the data was last confirmed with its tracker. */
  readonly confirmedAt: Instant | null;
  readonly lastAttemptAt: Instant | null;
  /** Null when nothing is scheduled. */
  readonly nextAttemptAt: Instant | null;
  /** What the last attempt failed with; the data kept is the last good one. */
  readonly error: ErrorJson | null;
  /** Why the source is polled though its files could be watched, in a sentence; null where that is not so. */
  readonly unwatched: string | null;
  /**
   * The account that acts at the server; null for a tracker in the repository, where nobody is signed in, and where
   * another window asks, which is noted.
   */
  readonly account: AccountJson | null;
  /** What the server still allows, of the resource that is closest to its end; null where it has not told. */
  readonly budget: BudgetJson | null;
  /** What could not be read and is missing, one sentence each; empty when nothing is known to be. */
  readonly incomplete: readonly string[];
  /** Worth knowing of how it is read, one sentence each: that a fork's upstream is, what signing in would add. */
  readonly notes: readonly string[];
}

export interface AccountJson {
  /** As the server calls it; null until it told. */
  readonly name: string | null;
  /** `editor`: the editor's own sign-in. `token`: one a person gave. `environment`: a variable. */
  readonly via: 'editor' | 'token' | 'environment';
}

export interface BudgetJson {
  /** As the server names it: `core`, `graphql`. */
  readonly resource: string;
  readonly limit: Count;
  readonly remaining: Count;
  readonly resetAt: Instant;
  /** Requests wait until then; null when they flow. */
  readonly pausedUntil: Instant | null;
}

export interface CountsJson {
  readonly ready: Count;
  readonly inProgress: Count;
  readonly blocked: Count;
  readonly deferred: Count;
  readonly other: Count;
  readonly done: Count;
}

export interface IssueJson {
  /** Unique in the object: `<source id>#<id>`; of records with one id, all but the first carry their place too. */
  readonly key: string;
  /** The tracker's own, exactly as written. */
  readonly id: string;
  readonly source: string;
  readonly title: string;
  /** The tracker's own word. */
  readonly trackerStatus: string;
  readonly status: 'ready' | 'inProgress' | 'blocked' | 'deferred' | 'other' | 'done';
  /** Someone had begun. */
  readonly started: boolean;
  /** The checked-out branch names this issue. */
  readonly current: boolean;
  readonly priority: Urgency | null;
  readonly type: string | null;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly author: string | null;
  readonly phase: string | null;
  /** Key of the parent. */
  readonly parent: string | null;
  readonly createdAt: Instant | null;
  readonly updatedAt: Instant | null;
  /** When the tracker last confirmed this record. */
  readonly confirmedAt: Instant | null;
  readonly url: string | null;
  /** Relative to the repository's root. */
  readonly path: string | null;
  readonly line: LineNumber | null;
  /** All edges this issue has on others. */
  readonly dependencies: readonly DependencyJson[];
  /** Only what blocks it now; empty unless `status` is `blocked`. */
  readonly blockedBy: readonly BlockedByJson[];
  readonly unblocks: {
    /** Issues that would stop being blocked if this one were closed. */
    readonly direct: Count;
    /** Those that come free along the chain if everything before them is closed too. */
    readonly total: Count;
  };
  /** Pull requests that are to close it, or closed it. */
  readonly pullRequests: readonly PullRequestJson[];
  /** How far its sub-issues are, where the tracker counts them. */
  readonly subIssues: { readonly completed: Count; readonly total: Count } | null;
  /** Where the issue and git tell different stories. */
  readonly drift: readonly DriftJson[];
  /** Another record of the source has the same id. */
  readonly duplicate: boolean;
}

export interface PullRequestJson {
  /** As people write it: `#40`, `owner/name#40`. */
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly state: 'open' | 'draft' | 'closed' | 'merged';
  readonly review: 'approved' | 'changesRequested' | 'required' | null;
  /** Null unless merged. */
  readonly mergedAt: Instant | null;
}

export interface DriftJson {
  /** `fixedByCommit`, `mergedPullRequest`: the work is in, the issue is open. `branchOfDone`: its branch is checked out, the issue is done. `quiet`: in progress, and no commit names it. */
  readonly kind: 'fixedByCommit' | 'mergedPullRequest' | 'branchOfDone' | 'quiet';
  /** The difference in one sentence. */
  readonly message: string;
  /** Page of the commit or pull request; null where there is none. */
  readonly url: string | null;
}

export interface DependencyJson {
  /** The tracker's own word for the relation. */
  readonly kind: string;
  readonly id: string;
  readonly key: string | null;
  readonly state: 'open' | 'closed' | 'unknown';
}

/** `manual` has no id; an `unknown` blocker has no key and no title. */
export type BlockedByJson =
  | {
      readonly reason: 'edge' | 'parent' | 'cycle';
      readonly kind: string;
      readonly id: string;
      readonly key: string;
      readonly title: string;
    }
  | { readonly reason: 'unknown'; readonly kind: string; readonly id: string }
  | { readonly reason: 'manual' };

export interface ProblemJson {
  readonly source: string;
  readonly path: string | null;
  readonly line: LineNumber | null;
  readonly message: string;
}
