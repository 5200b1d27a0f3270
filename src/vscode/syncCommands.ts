/** Answers for Sync Now and Cancel Sync, and for whether the latter can be chosen. */
import * as vscode from 'vscode';
import type { ContextScout } from '../app/contextScout';
import { PatientActivity } from '../app/patientActivity';
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import type { AccountMeans } from './credentials/accountOutcome';
import { syncMessage, type SyncOffer } from './syncMessage';

/** @param viewId shows that the sync goes on */
export async function syncNow({ scout, credentials }: AccountMeans, viewId: string): Promise<void> {
  const context = await credentials.whileAwaited(() =>
    vscode.window.withProgress({ location: { viewId } }, () => scout.refresh('user')),
  );
  const { failed, text, offers } = syncMessage(context);
  if (!failed) {
    vscode.window.setStatusBarMessage(`$(check) ${vscode.l10n.t('Context Scout: {0}', text)}`, 2_000);
    return;
  }
  const answer = await vscode.window.showWarningMessage(text, ...offers.map(({ label }) => label));
  const chosen = offers.find(({ label }) => label === answer);
  if (chosen !== undefined) await takeUp(chosen);
}

async function takeUp(offer: SyncOffer): Promise<void> {
  switch (offer.kind) {
    case 'signIn':
      await vscode.commands.executeCommand('contextScout.signIn', offer.source);
      return;
    case 'useToken':
      await vscode.commands.executeCommand('contextScout.useToken', offer.source);
      return;
    case 'openUrl':
      await vscode.env.openExternal(vscode.Uri.parse(offer.url, true));
      return;
    case 'showLog':
      await vscode.commands.executeCommand('contextScout.showLog');
  }
}

export function cancelSync(scout: ContextScout): void {
  const text = scout.syncing ? vscode.l10n.t('the sync was cancelled') : vscode.l10n.t('nothing is being read');
  scout.cancel();
  vscode.window.setStatusBarMessage(`$(debug-stop) ${vscode.l10n.t('Context Scout: {0}', text)}`, 2_000);
}

/** Keeps the context key that Cancel Sync is shown by. */
export function followSyncing(scout: ContextScout, clock: Clock): Disposable {
  const activity: PatientActivity = new PatientActivity(scout, clock, () => {
    void vscode.commands.executeCommand('setContext', 'contextScout.syncing', activity.isShown);
  });
  return activity;
}
