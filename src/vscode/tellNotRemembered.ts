/** Answers for telling the user that this window works from memory. */
import * as vscode from 'vscode';

/** @param why a sentence */
export function tellNotRemembered(why: string): void {
  const showLog = 'Show Log';
  const message = `Context Scout works from memory: nothing is kept for the next start of this window until this is mended. ${why}`;
  void vscode.window.showWarningMessage(message, showLog).then((answer) => {
    if (answer === showLog) void vscode.commands.executeCommand('contextScout.showLog');
  });
}
