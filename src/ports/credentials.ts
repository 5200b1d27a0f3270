/** The role of accounts: which one acts at a server. The token itself goes to that server and nowhere else. */
import type { Disposable } from './disposable';

/** Who acts, without what proves it. */
export interface Account {
  /** Unique at its server; stands for the account in keys and logs. */
  readonly id: string;
  /** As people know it; null until the server told. */
  readonly name: string | null;
  /** `editor`: signed in through the editor. `token`: a token kept by the editor. `environment`: of this process. */
  readonly via: 'editor' | 'token' | 'environment';
}

export interface Credential {
  readonly account: Account;
  /** Never in a message, a log, a file or an error. */
  readonly token: string;
}

/** A server that accounts are of. */
export interface AccountHost {
  /** As people know it: `github.com`. */
  readonly name: string;
  readonly kind: 'github' | 'githubEnterprise';
}

export interface Credentials {
  /** The account to use, without asking anybody; null: there is none. */
  find(host: AccountHost): Promise<Credential | null>;
  /** The server said that this credential is not valid: it is not handed out again until it changes. */
  refused(host: AccountHost, credential: Credential): void;
  /** Another account may be found from now on. */
  onDidChange(listener: () => void): Disposable;
}

/** Nobody is signed in anywhere. */
export const noCredentials: Credentials = {
  find: () => Promise.resolve(null),
  refused: () => undefined,
  onDidChange: () => ({ dispose: () => undefined }),
};
