/** Answers for one server as its sources share it: who acts there now, and what it can do. */
import type { Failure } from '../../../domain/failure';
import type { HostStatus } from '../../../domain/requests';
import { ok, type Result } from '../../../domain/result';
import type { Account, Credential } from '../../../ports/credentials';
import type { Disposable } from '../../../ports/disposable';
import { Acting, type AccountFacts } from './acting';
import type { GitHubApi } from './api';
import { askFeatures, noGraphql, type GraphqlFeatures } from './graphqlFeatures';
import { apiOrigin, type GitHubHost } from './hosts';
import type { GitHubOptions } from './options';
import { SharedRun } from './sharedRun';

export type SessionMeans = Pick<GitHubOptions, 'clock' | 'log' | 'http' | 'credentials'>;

/** One for each host. It listens to others only while somebody listens to it, so nothing of it is to be ended. */
export class GitHubSession {
  private acting: Acting | null = null;
  /** They are not sent again, also where they are still found. */
  private readonly refusedTokens = new Set<string>();
  private known: GraphqlFeatures | null = null;
  private readonly finding: SharedRun<Credential | null>;
  private readonly detecting = new SharedRun((signal) => this.detect(signal));
  private readonly listeners = new Set<() => void>();
  private heard: readonly Disposable[] = [];

  constructor(
    readonly host: GitHubHost,
    private readonly means: SessionMeans,
  ) {
    this.finding = new SharedRun(() => means.credentials.find(host));
  }

  /** Who acted last; null: nobody yet, or nobody is signed in. */
  get account(): Account | null {
    return this.acting?.account ?? null;
  }

  /** Budgets and pauses of who acted last; null before anything was asked. */
  get requests(): HostStatus | null {
    return this.acting?.client.status ?? null;
  }

  /** As the account of this moment, or as nobody. Asks no person. @throws the signal's reason when aborted. */
  async api(signal: AbortSignal): Promise<GitHubApi> {
    return (await this.current(signal)).api;
  }

  /**
   * What the server tells of the account of this moment: asked once for a credential, remembered, and shared by all who
   * ask meanwhile. Null: nobody is signed in.
   * @throws the signal's reason when aborted.
   */
  async validated(signal: AbortSignal): Promise<Result<AccountFacts | null, Failure>> {
    return (await this.current(signal)).validated(signal);
  }

  /**
   * What GraphQL can do there: asked once and remembered. {@link noGraphql} where it is not there, and, for as long as
   * that lasts, where nobody is signed in.
   * @throws the signal's reason when aborted.
   */
  async features(signal: AbortSignal): Promise<Result<GraphqlFeatures, Failure>> {
    const { credential } = await this.current(signal);
    if (credential === null) return ok(noGraphql);
    return this.known === null ? this.detecting.join(signal) : ok(this.known);
  }

  /** Another account may act from now on, it has a name now, or `requests` changed. */
  onDidChange(listener: () => void): Disposable {
    const entry = (): void => {
      listener();
    };
    this.listeners.add(entry);
    if (this.heard.length === 0) this.heard = this.hear();
    return {
      dispose: () => {
        this.listeners.delete(entry);
        if (this.listeners.size > 0) return;
        for (const each of this.heard) each.dispose();
        this.heard = [];
      },
    };
  }

  /** The server may be there again. */
  probe(): void {
    this.acting?.client.probe();
  }

  private hear(): readonly Disposable[] {
    const { credentials, http } = this.means;
    return [
      credentials.onDidChange(() => {
        this.refusedTokens.clear();
        this.tell();
      }),
      http.onDidChange(() => {
        this.tell();
      }),
    ];
  }

  /** Credentials are asked each time: whoever keeps them knows best whether they still hold. */
  private async current(signal: AbortSignal): Promise<Acting> {
    const found = await this.finding.join(signal);
    const credential = found === null || this.refusedTokens.has(found.token) ? null : found;
    const before = this.acting;
    if (before !== null && isSame(before.credential, credential)) return before;
    const { host, means } = this;
    const client = means.http.client(apiOrigin(host), credential?.account.id ?? null);
    const acting = new Acting(credential, {
      host,
      client,
      nowMs: () => means.clock.nowMs(),
      onRefused: () => {
        if (credential !== null) this.refuse(credential);
      },
      onNamed: () => {
        this.tell();
      },
    });
    this.acting = acting;
    means.log.info(`${host.name}: ${describe(credential)}`);
    this.tell();
    return acting;
  }

  private refuse(credential: Credential): void {
    if (this.refusedTokens.has(credential.token)) return;
    this.refusedTokens.add(credential.token);
    if (this.acting !== null && isSame(this.acting.credential, credential)) this.acting = null;
    this.means.log.warn(`${this.host.name}: the account is no longer accepted`);
    this.means.credentials.refused(this.host, credential);
    this.tell();
  }

  private async detect(signal: AbortSignal): Promise<Result<GraphqlFeatures, Failure>> {
    const features = await askFeatures(await this.api(signal), signal);
    if (features.ok) this.known = features.value;
    return features;
  }

  private tell(): void {
    for (const listener of [...this.listeners]) {
      try {
        listener();
      } catch (error) {
        this.means.log.error(`${this.host.name}: a listener failed`, error);
      }
    }
  }
}

function isSame(one: Credential | null, other: Credential | null): boolean {
  return one?.token === other?.token && one?.account.id === other?.account.id;
}

function describe(credential: Credential | null): string {
  if (credential === null) return 'nobody is signed in';
  const { name, via } = credential.account;
  return `acts as ${name ?? 'an account'} (${via})`;
}
