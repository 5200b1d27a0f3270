/** Answers for what the panel's buttons do: each runs a command, or opens a page whose address the snapshot knows. */
import * as vscode from 'vscode';
import type { ProjectContext } from '../../domain/context';
import type { PanelAction, PanelRequests } from '../../protocol/messages';
import type { RowCommand } from '../../protocol/rowCommand';
import { webviewIds, type PageName } from '../commandArgument';
import { findLink, webAddress } from './links';
import { problemsUri } from './problems';

type Command = readonly [command: string, ...args: unknown[]];

const commandsOf = (source: string | undefined): Readonly<Record<Exclude<PanelAction, 'openOffer'>, Command>> => ({
  sync: ['contextScout.syncNow'],
  newIssue: ['contextScout.newIssue'],
  showProblems: ['vscode.open', problemsUri()],
  showLog: ['contextScout.showLog'],
  manageTrust: ['workbench.trust.manage'],
  openFolder: ['vscode.openFolder'],
  openSettings: ['workbench.action.openSettings', '@ext:context-scout.context-scout'],
  signIn: ['contextScout.signIn', source],
  useToken: ['contextScout.useToken', source],
  cancelSync: ['contextScout.cancelSync', source],
  showStatistics: ['contextScout.showRequestStatistics'],
});

export async function runAction(
  context: ProjectContext | null,
  { action, source }: PanelRequests['act']['argument'],
): Promise<void> {
  if (action !== 'openOffer') {
    await vscode.commands.executeCommand(...commandsOf(source)[action]);
    return;
  }
  const remote = context?.sources.find(({ id }) => id === source)?.remote;
  await openPage(webAddress(remote?.offerUrl ?? null));
}

export async function openLink(
  context: ProjectContext | null,
  { key, which }: PanelRequests['openLink']['argument'],
): Promise<void> {
  await openPage(context === null ? null : findLink(context, key, which));
}

/** @param address null: it is known no longer */
async function openPage(address: string | null): Promise<void> {
  if (address === null)
    void vscode.window.showInformationMessage(vscode.l10n.t('That page is no longer known. Sync to look again.'));
  else await vscode.env.openExternal(vscode.Uri.parse(address, true));
}

/** Opens an address out of an issue's text, in the browser or the mail program; anything else is refused. */
export async function openAddress(address: string): Promise<void> {
  const isMail = URL.canParse(address) && new URL(address).protocol === 'mailto:';
  if (isMail) await vscode.env.openExternal(vscode.Uri.parse(address, true));
  else await openPage(webAddress(address));
}

/** Runs what the context menu would, on one issue or several. */
export async function runOnIssues(page: PageName, command: RowCommand, keys: readonly string[]): Promise<void> {
  const argument = { webview: webviewIds[page], issueKey: keys[0], issueKeys: keys };
  await vscode.commands.executeCommand(`contextScout.${command}`, argument);
}
