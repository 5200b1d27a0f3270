/**
 * Answers for the part of the built-in git extension's API (version 1) that is used here, written down by hand from
 * https://github.com/microsoft/vscode/blob/main/extensions/git/src/api/git.d.ts
 */
import type { Event, Uri } from 'vscode';

export interface GitExtension {
  readonly enabled: boolean;
  readonly onDidChangeEnablement: Event<boolean>;
  /** @throws while the extension is disabled. */
  getAPI(version: 1): GitApi;
}

export interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: Event<'uninitialized' | 'initialized'>;
  /** `path`: the git program VS Code found or was told to use. */
  readonly git: { readonly path: string };
  /** Empty until the state is `initialized`. */
  readonly repositories: readonly ApiRepository[];
  readonly onDidOpenRepository: Event<ApiRepository>;
  readonly onDidCloseRepository: Event<ApiRepository>;
  openRepository(root: Uri): Promise<ApiRepository | null>;
}

export interface ApiRepository {
  readonly rootUri: Uri;
  readonly state: ApiRepositoryState;
  /** The commit message that is being written. */
  readonly inputBox: { value: string };
  /** Runs git and brings `state` up to date. */
  status(): Promise<void>;
  log(options: { readonly maxEntries: number }): Promise<readonly ApiCommit[]>;
}

export interface ApiRepositoryState {
  /** Its name is undefined while detached, its commit while unborn. */
  readonly HEAD: ApiBranch | undefined;
  readonly mergeChanges: readonly ApiChange[];
  readonly indexChanges: readonly ApiChange[];
  /** Holds untracked files too, where `git.untrackedChanges` is `mixed`. */
  readonly workingTreeChanges: readonly ApiChange[];
  /** Filled only where `git.untrackedChanges` is `separate`. */
  readonly untrackedChanges: readonly ApiChange[];
  readonly onDidChange: Event<void>;
}

export interface ApiBranch {
  readonly name?: string;
  readonly commit?: string;
  readonly upstream?: {
    /** `.` when the branch follows a local one. */
    readonly remote: string;
    readonly name: string;
    /** Undefined when the branch that is followed is gone. */
    readonly commit?: string;
  };
  /** 0 when the upstream is gone. */
  readonly ahead?: number;
  readonly behind?: number;
}

export interface ApiChange {
  readonly uri: Uri;
  /** A value of the API's `Status` enumeration. */
  readonly status: number;
}

/** `Status.UNTRACKED` */
export const STATUS_UNTRACKED = 7;
/** `Status.IGNORED` */
export const STATUS_IGNORED = 8;

interface ApiCommit {
  readonly hash: string;
  readonly message: string;
  readonly authorName?: string;
  readonly commitDate?: Date;
}
