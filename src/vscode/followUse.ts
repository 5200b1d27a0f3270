/** Answers for telling which repositories a person works in: whose file is looked at, edited or saved. */
import * as vscode from 'vscode';
import type { ContextScout } from '../app/contextScout';
import { DisposableStore } from '../app/disposableStore';
import type { Disposable } from '../ports/disposable';

export function followUse(scout: ContextScout): Disposable {
  const lifetime = new DisposableStore();
  const used = (document: vscode.TextDocument | undefined): void => {
    if (document?.uri.scheme === 'file') scout.uses.usedFile(document.uri.fsPath);
  };
  const usedActive = (): void => {
    used(vscode.window.activeTextEditor?.document);
  };
  lifetime.add(vscode.window.onDidChangeActiveTextEditor(usedActive));
  lifetime.add(vscode.window.onDidChangeTextEditorSelection(usedActive));
  lifetime.add(
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) usedActive();
    }),
  );
  lifetime.add(vscode.workspace.onDidSaveTextDocument(used));
  // Which repositories there are is known from the first snapshot on.
  const first = lifetime.add(
    scout.onDidChange(() => {
      first.dispose();
      usedActive();
    }),
  );
  return lifetime;
}
