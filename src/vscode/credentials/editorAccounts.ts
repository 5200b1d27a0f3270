/** Answers for the accounts of a window: where they come from, and what happens when a server refuses one. */
import * as vscode from 'vscode';
import { DisposableStore } from '../../app/disposableStore';
import type { Clock } from '../../ports/clock';
import type { Disposable } from '../../ports/disposable';
import type { Log } from '../../ports/log';
import { EditorCredentials, type Refusal } from './editorCredentials';
import { EditorSessions } from './editorSessions';
import { TokenVault } from './tokenVault';

export interface EditorAccounts extends Disposable {
  readonly sessions: EditorSessions;
  readonly credentials: EditorCredentials;
}

/** Asks nobody anything until the first credential is looked for. */
export function editorAccounts(
  secrets: vscode.SecretStorage,
  clock: Clock,
  log: Log,
  onRefused: (refusal: Refusal) => void,
): EditorAccounts {
  const lifetime = new DisposableStore();
  const sessions = lifetime.add(
    new EditorSessions({ authentication: vscode.authentication, enterpriseUri: readEnterpriseUri, clock, log }),
  );
  const vault = new TokenVault(secrets);
  const isTrusted = (): boolean => vscode.workspace.isTrusted;
  const credentials = lifetime.add(new EditorCredentials({ vault, sessions, isTrusted, clock, log }));
  lifetime.add(credentials.onDidRefuse(onRefused));
  return {
    sessions,
    credentials,
    dispose: () => {
      lifetime.dispose();
    },
  };
}

/** The setting of the built-in extension that signs in: it has accounts of that one server. */
function readEnterpriseUri(): string | null {
  const uri: unknown = vscode.workspace.getConfiguration('github-enterprise').get('uri');
  return typeof uri === 'string' && uri.trim() !== '' ? uri.trim() : null;
}
