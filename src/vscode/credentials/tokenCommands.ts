/** Answers for typing a token, taking it away, and giving a new one when it is refused. */
import * as vscode from 'vscode';
import type { AccountHost } from '../../ports/credentials';
import { tellOutcome, type AccountMeans } from './accountOutcome';
import { allHosts, chooseHost, mayAct, pickHost } from './chooseHost';
import type { Refusal } from './editorCredentials';
import { tokenMistake, trimmedToken } from './tokenText';

/** @param source id of the source whose button was pressed */
export async function typeToken(means: AccountMeans, source: string | undefined): Promise<void> {
  if (!(await mayAct())) return;
  const host = await chooseHost(means.scout.context?.sources ?? [], source, vscode.l10n.t('A token for which server?'));
  if (host === undefined) return;
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Token for {0}', host.name),
    prompt: vscode.l10n.t(
      'Make one at {0}: fine-grained with "Issues: read", "Pull requests: read" and "Metadata: read", or a classic one with the scope "repo".',
      `https://${host.name}/settings/personal-access-tokens`,
    ),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => (text === '' ? null : tokenMistake(text)),
  });
  if (typed === undefined) return;
  const mistake = tokenMistake(typed);
  if (mistake !== null) {
    void vscode.window.showWarningMessage(mistake);
    return;
  }
  await keepToken(means, host, trimmedToken(typed));
}

/** Stores it and asks the server at once who that is. */
async function keepToken(means: AccountMeans, host: AccountHost, token: string): Promise<void> {
  try {
    await means.credentials.useToken(host, token);
  } catch {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The token was not stored: the secret storage of VS Code cannot be written.'),
    );
    return;
  }
  await tellOutcome(means, host, 'token');
}

export async function removeToken({ scout, credentials }: AccountMeans): Promise<void> {
  const stored: AccountHost[] = [];
  for (const host of allHosts()) if ((await credentials.storedToken(host)) !== null) stored.push(host);
  if (stored.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No token is stored.'));
    return;
  }
  const host = await pickHost(stored, vscode.l10n.t('Remove the token of which server?'));
  if (host === undefined) return;
  try {
    await credentials.removeToken(host);
  } catch {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The token was not removed: the secret storage of VS Code cannot be written.'),
    );
    return;
  }
  vscode.window.setStatusBarMessage(`$(trash) ${vscode.l10n.t('The token for {0} was removed', host.name)}`, 3_000);
  await scout.refresh('user');
}

/** Offers what can be done when a server no longer accepts an account. */
export async function tellRefusal({ host, via }: Refusal): Promise<void> {
  const [enterNew, useToken, signIn] = [
    vscode.l10n.t('Enter a New Token'),
    vscode.l10n.t('Use a Token'),
    vscode.l10n.t('Sign In'),
  ];
  const answer = await vscode.window.showWarningMessage(
    via === 'token'
      ? vscode.l10n.t('{0} no longer accepts your token. What was read before is kept.', host.name)
      : vscode.l10n.t(
          '{0} no longer accepts the account VS Code is signed in with. What was read before is kept.',
          host.name,
        ),
    ...(via === 'token' ? [enterNew, signIn] : [signIn, useToken]),
  );
  if (answer === signIn) await vscode.commands.executeCommand('contextScout.signIn', host.name);
  else if (answer !== undefined) await vscode.commands.executeCommand('contextScout.useToken', host.name);
}
