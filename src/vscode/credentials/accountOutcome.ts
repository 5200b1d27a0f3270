/** Answers for what an account that was just given comes to: the server is asked at once, and the person is told. */
import * as vscode from 'vscode';
import type { ContextScout } from '../../app/contextScout';
import type { AccountHost } from '../../ports/credentials';
import { accountMessage } from './accountMessage';
import type { EditorCredentials } from './editorCredentials';
import type { EditorSessions } from './editorSessions';

export interface AccountMeans {
  readonly scout: ContextScout;
  readonly credentials: EditorCredentials;
  readonly sessions: EditorSessions;
}

export async function tellOutcome(
  { scout, credentials }: AccountMeans,
  host: AccountHost,
  what: 'account' | 'token',
): Promise<void> {
  const progress = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Asking {0}…', host.name) };
  const context = await credentials.whileAwaited(() =>
    vscode.window.withProgress(progress, () => scout.refresh('user')),
  );
  const { isGood, text } = accountMessage(context.sources, host.name, what);
  if (isGood) void vscode.window.showInformationMessage(text);
  else void vscode.window.showWarningMessage(text);
}
