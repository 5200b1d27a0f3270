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
  const host = await chooseHost(means.scout.context?.sources ?? [], source, 'A token for which server?');
  if (host === undefined) return;
  const typed = await vscode.window.showInputBox({
    title: `Token for ${host.name}`,
    prompt: `Make one at https://${host.name}/settings/personal-access-tokens: fine-grained with "Issues: read", "Pull requests: read" and "Metadata: read", or a classic one with the scope "repo".`,
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
    void vscode.window.showErrorMessage('The token was not stored: the secret storage of VS Code cannot be written.');
    return;
  }
  await tellOutcome(means, host, 'token');
}

export async function removeToken({ scout, credentials }: AccountMeans): Promise<void> {
  const stored: AccountHost[] = [];
  for (const host of allHosts()) if ((await credentials.storedToken(host)) !== null) stored.push(host);
  if (stored.length === 0) {
    void vscode.window.showInformationMessage('No token is stored.');
    return;
  }
  const host = await pickHost(stored, 'Remove the token of which server?');
  if (host === undefined) return;
  try {
    await credentials.removeToken(host);
  } catch {
    void vscode.window.showErrorMessage('The token was not removed: the secret storage of VS Code cannot be written.');
    return;
  }
  vscode.window.setStatusBarMessage(`$(trash) The token for ${host.name} was removed`, 3_000);
  await scout.refresh('user');
}

/** Offers what can be done when a server no longer accepts an account. */
export async function tellRefusal({ host, via }: Refusal): Promise<void> {
  const what = via === 'token' ? 'your token' : 'the account VS Code is signed in with';
  const [enterNew, useToken, signIn] = ['Enter a New Token', 'Use a Token', 'Sign In'];
  const answer = await vscode.window.showWarningMessage(
    `${host.name} no longer accepts ${what}. What was read before is kept.`,
    ...(via === 'token' ? [enterNew, signIn] : [signIn, useToken]),
  );
  if (answer === signIn) await vscode.commands.executeCommand('contextScout.signIn', host.name);
  else if (answer !== undefined) await vscode.commands.executeCommand('contextScout.useToken', host.name);
}
