/** Answers for who acts at one server at a time: the account or nobody, its API, and what the server told of it. */
import type { Failure } from '../../../domain/failure';
import { err, ok, type Result } from '../../../domain/result';
import type { Account, Credential } from '../../../ports/credentials';
import type { HttpClient } from '../../../ports/httpClient';
import type { GitHubApi } from './api';
import type { GitHubHost } from './hosts';
import { isRecord } from './json';
import { OctokitApi } from './octokitApi';
import { SharedRun } from './sharedRun';

/** What a server tells of an account that acts there. */
export interface AccountFacts {
  /** Named by its login, where the server tells one: the token of an automation has none. */
  readonly account: Account;
  /** What the token may do, as `repo`; null for kinds of tokens that have no such list. */
  readonly scopes: readonly string[] | null;
}

export interface ActingMeans {
  readonly host: GitHubHost;
  readonly client: HttpClient;
  readonly nowMs: () => number;
  /** The server does not accept the credential (any more). */
  readonly onRefused: () => void;
  readonly onNamed: () => void;
}

/** One credential, or none, for as long as it acts. */
export class Acting {
  readonly api: GitHubApi;
  readonly client: HttpClient;
  private readonly octokit: OctokitApi;
  private readonly validation = new SharedRun((signal) => this.validate(signal));
  private facts: AccountFacts | null = null;

  constructor(
    readonly credential: Credential | null,
    private readonly means: ActingMeans,
  ) {
    const { host, client, nowMs, onRefused } = means;
    this.client = client;
    const token = credential?.token ?? null;
    this.octokit = new OctokitApi({ host, client, token, nowMs, onRefused, account: () => this.account });
    this.api = this.octokit;
  }

  /** Under the name the server told, once it did. */
  get account(): Account | null {
    return this.facts?.account ?? this.credential?.account ?? null;
  }

  /**
   * Asks the server once; all who ask meanwhile share that request, and what it told is remembered. Null: nobody acts.
   * @throws the signal's reason when aborted.
   */
  async validated(signal: AbortSignal): Promise<Result<AccountFacts | null, Failure>> {
    signal.throwIfAborted();
    if (this.credential === null) return ok(null);
    return this.facts === null ? this.validation.join(signal) : ok(this.facts);
  }

  /** See https://docs.github.com/en/rest/users/users#get-the-authenticated-user */
  private async validate(signal: AbortSignal): Promise<Result<AccountFacts | null, Failure>> {
    const { credential } = this;
    if (credential === null) return ok(null);
    const answer = await this.octokit.getWithHeaders('/user', { priority: 'user', signal });
    // The tokens of GitHub Actions and of apps act without being anybody: they may not ask this.
    if (!answer.ok) return answer.error.kind === 'refused' ? this.know(credential, null, null) : answer;
    const { data, headers } = answer.value;
    const login = isRecord(data) && typeof data.login === 'string' && isLogin(data.login) ? data.login : null;
    if (login === null)
      return err({ kind: 'malformed', what: this.means.host.name, detail: 'no login in the account' });
    return this.know(credential, login, headers['x-oauth-scopes'] ?? null);
  }

  private know(credential: Credential, login: string | null, scopes: string | null): Result<AccountFacts, Failure> {
    const { account } = credential;
    this.facts = {
      account: { ...account, name: login ?? account.name },
      scopes: scopes?.split(/[\s,]+/).filter((scope) => scope !== '') ?? null,
    };
    this.means.onNamed();
    return ok(this.facts);
  }
}

/** Apps are called `name[bot]`. */
const isLogin = (text: string): boolean => /^[\w.-]{1,100}(\[bot\])?$/.test(text);
