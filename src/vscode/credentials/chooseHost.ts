/** Answers for which server an account is for: the one a button stands for, or the one a person chooses. */
import * as vscode from 'vscode';
import type { SourceContext } from '../../domain/context';
import type { AccountHost } from '../../ports/credentials';
import { readSettings } from '../settings';
import { accountHosts, offeredHosts } from './accountHosts';

/** All there are by the settings. */
export const allHosts = (): readonly AccountHost[] => accountHosts(readSettings().github?.enterpriseUrl ?? null);

/** @param named id of a source, or name of a host */
export async function chooseHost(
  sources: readonly SourceContext[],
  named: string | undefined,
  question: string,
): Promise<AccountHost | undefined> {
  const hosts = allHosts();
  const one = hosts.find(({ name }) => name === named);
  return one ?? pickHost(offeredHosts(hosts, sources, named), question);
}

export async function pickHost(hosts: readonly AccountHost[], placeHolder: string): Promise<AccountHost | undefined> {
  if (hosts.length <= 1) return hosts[0];
  const items = hosts.map((host) => ({
    label: host.name,
    ...(host.kind === 'githubEnterprise' && { description: vscode.l10n.t('GitHub Enterprise Server') }),
    host,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.host;
}

/** Whether accounts may act here; says what to do where not. */
export async function mayAct(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = vscode.l10n.t('Manage Trust');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('In Restricted Mode no server is asked. Trust this folder first.'),
    manage,
  );
  if (answer === manage) await vscode.commands.executeCommand('workbench.trust.manage');
  return false;
}
