/** Answers for the accounts the editor is signed in with, without ever asking anybody. */
import type { authentication, AuthenticationSession } from 'vscode';
import { DisposableStore } from '../../app/disposableStore';
import { Emitter } from '../../app/emitter';
import type { Clock } from '../../ports/clock';
import type { AccountHost } from '../../ports/credentials';
import type { Disposable } from '../../ports/disposable';
import type { Log } from '../../ports/log';
import { PatientAnswers } from './patientAnswers';

/** What is used of the editor's authentication API. */
export type Authentication = Pick<typeof authentication, 'getSession' | 'onDidChangeSessions'>;

/** An account of the editor. */
export type EditorSession = Pick<AuthenticationSession, 'account' | 'accessToken'>;

/** Id of the provider that the built-in extension `github-authentication` registers for a kind of server. */
export const providerOf = ({ kind }: AccountHost): 'github' | 'github-enterprise' =>
  kind === 'github' ? 'github' : 'github-enterprise';

/** What we ask for ourselves: issues of private repositories. https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps */
export const ownScopes: readonly string[] = ['repo'];

/**
 * A session is found by exactly the scopes it was made with, in whatever order:
 * https://github.com/microsoft/vscode/blob/main/extensions/github-authentication/src/github.ts
 * So those are tried that the git extension and others ask for; no scopes find any session there is.
 */
const usualScopes: readonly (readonly string[])[] = [
  ownScopes,
  ['read:user', 'repo', 'user:email', 'workflow'],
  ['read:user', 'repo', 'user:email'],
  ['project', 'read:org', 'read:user', 'repo', 'user:email', 'workflow'],
  [],
];

export interface EditorSessionsOptions {
  readonly authentication: Authentication;
  /** Address of the Enterprise Server whose accounts the editor has; null: none is set. */
  readonly enterpriseUri: () => string | null;
  readonly clock: Clock;
  readonly log: Log;
}

export class EditorSessions implements Disposable {
  private readonly lifetime = new DisposableStore();
  private readonly changes: Emitter<string>;
  /** By provider. */
  private readonly answers: PatientAnswers<EditorSession>;
  private listening = false;

  constructor(private readonly options: EditorSessionsOptions) {
    const { clock, log } = options;
    this.changes = this.lifetime.add(
      new Emitter<string>((error) => {
        log.error('a listener failed', error);
      }),
    );
    this.answers = new PatientAnswers({
      clock,
      ask: (provider) => this.search(provider),
      onFailed: (provider, error) => {
        log.info(`the editor has no accounts of ${provider}: ${error instanceof Error ? error.message : 'unknown'}`);
      },
      onLate: (provider) => {
        log.warn(`the editor does not tell its accounts of ${provider} yet; going on without one`);
      },
      onArrived: (provider) => {
        this.changes.fire(provider);
      },
    });
  }

  /** The account for this server; null: none, none yet, or none that we may use. */
  async find(host: AccountHost): Promise<EditorSession | null> {
    if (!this.isServed(host)) return null;
    this.listen();
    return this.answers.find(providerOf(host));
  }

  /** Whether the editor's accounts of that kind are of this very server: a token goes to no other. */
  isServed({ kind, name }: AccountHost): boolean {
    if (kind === 'github') return true;
    const uri = this.options.enterpriseUri();
    return uri !== null && URL.canParse(uri) && new URL(uri).host === name;
  }

  /** Takes a session that a person just agreed to. */
  adopt(host: AccountHost, session: EditorSession): void {
    const provider = providerOf(host);
    this.answers.set(provider, session);
    this.changes.fire(provider);
  }

  /** The next question goes to the editor again. */
  forget(host: AccountHost): void {
    this.answers.forget(providerOf(host));
  }

  /** Tells that the accounts of a provider changed. */
  onDidChange(listener: () => void): Disposable {
    return this.changes.event(listener);
  }

  dispose(): void {
    this.lifetime.dispose();
  }

  private async search(provider: string): Promise<EditorSession | null> {
    for (const scopes of usualScopes) {
      const session = await this.options.authentication.getSession(provider, [...scopes], { silent: true });
      if (session !== undefined) return session;
    }
    return null;
  }

  /** Not before somebody asks: the API is not touched in a window that needs no account. */
  private listen(): void {
    if (this.listening) return;
    this.listening = true;
    this.lifetime.add(
      this.options.authentication.onDidChangeSessions(({ provider }) => {
        if (this.answers.forget(provider.id)) this.changes.fire(provider.id);
      }),
    );
  }
}
