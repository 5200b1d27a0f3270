/** Answers for signing in with an account of the editor, on a person's own act. */
import * as vscode from 'vscode';
import type { AccountHost } from '../../ports/credentials';
import { tellOutcome, type AccountMeans } from './accountOutcome';
import { chooseHost, mayAct } from './chooseHost';
import { ownScopes, providerOf } from './editorSessions';

const useTokenLabel = (): string => vscode.l10n.t('Use a Token');

/** @param source id of the source whose button was pressed */
export async function signInToGitHub(means: AccountMeans, source: string | undefined): Promise<void> {
  const { credentials, sessions } = means;
  if (!(await mayAct())) return;
  const host = await chooseHost(means.scout.context?.sources ?? [], source, vscode.l10n.t('Sign in where?'));
  if (host === undefined) return;
  if (!sessions.isServed(host)) {
    await explainEnterprise(host);
    return;
  }
  if (!(await givesWay(means, host))) return;
  const session = await askForSession(host, await credentials.isSessionRefused(host));
  if (session === undefined) return;
  sessions.adopt(host, session);
  await tellOutcome(means, host, 'account');
}

/** VS Code signs in to the one Enterprise Server its own setting names. */
async function explainEnterprise(host: AccountHost): Promise<void> {
  const openSetting = vscode.l10n.t('Open Setting');
  const useToken = useTokenLabel();
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'To sign in at {0}, name it in the setting github-enterprise.uri of VS Code, or use a token.',
      host.name,
    ),
    openSetting,
    useToken,
  );
  if (answer === openSetting) {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'github-enterprise.uri');
  } else if (answer === useToken) {
    await vscode.commands.executeCommand('contextScout.useToken', host.name);
  }
}

/** A typed token goes before the account: who signs in is asked which of both they mean. */
async function givesWay({ credentials }: AccountMeans, host: AccountHost): Promise<boolean> {
  if ((await credentials.storedToken(host)) !== 'accepted') return true;
  const remove = vscode.l10n.t('Remove Token and Sign In');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('A token for {0} is stored, and goes before the account of VS Code.', host.name),
    { modal: true },
    remove,
  );
  if (answer !== remove) return false;
  await credentials.removeToken(host);
  return true;
}

/** @param anew the session there is was refused */
async function askForSession(host: AccountHost, anew: boolean): Promise<vscode.AuthenticationSession | undefined> {
  const presentation = {
    detail: vscode.l10n.t('Context Scout reads the issues and pull requests of your repositories at {0}.', host.name),
  };
  try {
    return await vscode.authentication.getSession(
      providerOf(host),
      ownScopes,
      anew ? { forceNewSession: presentation } : { createIfNone: presentation },
    );
  } catch (error) {
    const useToken = useTokenLabel();
    const why = error instanceof Error ? error.message : vscode.l10n.t('VS Code gave no reason.');
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t('You are not signed in at {0}: {1}', host.name, why),
      useToken,
    );
    if (answer === useToken) await vscode.commands.executeCommand('contextScout.useToken', host.name);
    return undefined;
  }
}
