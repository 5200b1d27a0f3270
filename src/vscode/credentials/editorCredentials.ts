/** Answers for which account acts at a server: the token a person typed, else the account the editor is signed in with. */
import { DisposableStore } from '../../app/disposableStore';
import { Emitter } from '../../app/emitter';
import type { Clock } from '../../ports/clock';
import type { AccountHost, Credential, Credentials } from '../../ports/credentials';
import type { Disposable } from '../../ports/disposable';
import type { Log } from '../../ports/log';
import type { EditorSessions } from './editorSessions';
import { PatientAnswers } from './patientAnswers';
import { tokenId, type TokenVault } from './tokenVault';

export interface EditorCredentialsOptions {
  readonly vault: TokenVault;
  readonly sessions: EditorSessions;
  /** False in Restricted Mode, where no account acts. */
  readonly isTrusted: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** A credential that a server did not accept. */
export interface Refusal {
  readonly host: AccountHost;
  readonly via: Credential['account']['via'];
}

export class EditorCredentials implements Credentials, Disposable {
  private readonly lifetime = new DisposableStore();
  private readonly changes: Emitter<unknown>;
  private readonly refusals: Emitter<Refusal>;
  /** By name of the host. */
  private readonly tokens: PatientAnswers<string>;
  /** What servers did not accept. It may stay stored; it is not handed out. */
  private readonly invalid = new Set<string>();
  /** How many wait to hear what becomes of accounts: they are told anyway. */
  private waiting = 0;
  private listening = false;

  constructor(private readonly options: EditorCredentialsOptions) {
    const { clock, log, vault } = options;
    const report = (error: unknown): void => {
      log.error('a listener failed', error);
    };
    this.changes = this.lifetime.add(new Emitter<unknown>(report));
    this.refusals = this.lifetime.add(new Emitter<Refusal>(report));
    this.tokens = new PatientAnswers({
      clock,
      ask: (host) => vault.read(host),
      onFailed: (host) => {
        log.warn(`${host}: the secret storage cannot be read; going on without a token`);
      },
      onLate: (host) => {
        log.warn(`${host}: the secret storage gives no answer yet; going on without a token`);
      },
      onArrived: () => {
        this.changes.fire(undefined);
      },
    });
  }

  async find(host: AccountHost): Promise<Credential | null> {
    if (!this.options.isTrusted()) return null;
    this.listen();
    const token = await this.tokens.find(host.name);
    if (token !== null && !this.invalid.has(token)) {
      return { account: { id: tokenId(token), name: null, via: 'token' }, token };
    }
    const session = await this.options.sessions.find(host);
    if (session === null || this.invalid.has(session.accessToken)) return null;
    const { id, label } = session.account;
    return { account: { id, name: label, via: 'editor' }, token: session.accessToken };
  }

  refused(host: AccountHost, { token, account }: Credential): void {
    if (this.invalid.has(token)) return;
    this.invalid.add(token);
    if (account.via === 'editor') this.options.sessions.forget(host);
    if (this.waiting === 0) this.refusals.fire({ host, via: account.via });
  }

  /** That an account is refused is not told as long as `trying` goes on: whoever waits for its end says so. */
  async whileAwaited<T>(trying: () => Thenable<T>): Promise<T> {
    this.waiting++;
    try {
      return await trying();
    } finally {
      this.waiting--;
    }
  }

  onDidChange(listener: () => void): Disposable {
    return this.changes.event(listener);
  }

  /** Tells of each credential that a server no longer accepts, once. */
  get onDidRefuse(): Emitter<Refusal>['event'] {
    return this.refusals.event;
  }

  /** Whether the server does not accept the editor's account: signing in is to make a new one. */
  async isSessionRefused(host: AccountHost): Promise<boolean> {
    const session = await this.options.sessions.find(host);
    return session !== null && this.invalid.has(session.accessToken);
  }

  /** The token that is stored: `accepted` as far as is known, and then it acts, or `refused`; null: none. */
  async storedToken(host: AccountHost): Promise<'accepted' | 'refused' | null> {
    this.listen();
    const token = await this.tokens.find(host.name);
    if (token === null) return null;
    return this.invalid.has(token) ? 'refused' : 'accepted';
  }

  /** Stores a token a person typed; one that was refused before gets another chance. @throws when it cannot be stored. */
  async useToken(host: AccountHost, token: string): Promise<void> {
    await this.options.vault.write(host.name, token);
    this.invalid.delete(token);
    this.tokens.set(host.name, token);
    this.changes.fire(undefined);
  }

  /** @throws when the secret storage cannot be written. */
  async removeToken(host: AccountHost): Promise<void> {
    await this.options.vault.remove(host.name);
    this.tokens.forget(host.name);
    this.changes.fire(undefined);
  }

  dispose(): void {
    this.lifetime.dispose();
  }

  /** Not before somebody asks. */
  private listen(): void {
    if (this.listening) return;
    this.listening = true;
    const { vault, sessions } = this.options;
    this.lifetime.add(
      sessions.onDidChange(() => {
        this.changes.fire(undefined);
      }),
    );
    this.lifetime.add(
      vault.onDidChange((host) => {
        this.tokens.forget(host);
        this.changes.fire(undefined);
      }),
    );
  }
}
