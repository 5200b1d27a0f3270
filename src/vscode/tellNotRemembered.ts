/** Answers for telling the user that this window works from memory. */
import * as vscode from 'vscode';

/** @param why a sentence */
export function tellNotRemembered(why: string): void {
  const showLog = vscode.l10n.t('Show Log');
  const message = vscode.l10n.t(
    'Context Scout works from memory: nothing is kept for the next start of this window until this is mended. {0}',
    why,
  );
  void vscode.window.showWarningMessage(message, showLog).then((answer) => {
    if (answer === showLog) void vscode.commands.executeCommand('contextScout.showLog');
  });
}
