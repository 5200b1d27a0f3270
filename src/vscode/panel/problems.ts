/** Answers for the records that could not be read: opening one at its line, and a document that lists them all. */
import * as vscode from 'vscode';
import type { ContextScout } from '../../app/contextScout';
import { DisposableStore } from '../../app/disposableStore';
import type { ContextProblem, ProjectContext } from '../../domain/context';
import type { Disposable } from '../../ports/disposable';
import type { ProblemPlace } from '../../protocol/messages';
import { openLocation } from '../openRecord';
import { findProblem, problemsText } from './problemList';

const scheme = 'context-scout';

/** The document that lists all of them. */
export const problemsUri = (): vscode.Uri =>
  vscode.Uri.from({ scheme, path: `/${vscode.l10n.t('Unreadable Records')}.txt` });

/** Opens the record at its line; a place that is not among the problems of the snapshot opens nothing. */
export async function openProblem(context: ProjectContext | null, place: ProblemPlace): Promise<void> {
  const problem = context === null ? null : findProblem(context, place);
  if (problem === null) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('That record is no longer among those that could not be read.'),
    );
  } else if (problem.path !== null) {
    await openLocation(problem.root, { path: problem.path, line: problem.line }, false);
  } else {
    void vscode.window.showInformationMessage(problem.message);
  }
}

/** Serves the document, and keeps an open one current. */
export function registerProblemsDocument(
  problems: () => readonly ContextProblem[],
  scout: Pick<ContextScout, 'onDidChange'>,
): Disposable {
  const lifetime = new DisposableStore();
  const changed = lifetime.add(new vscode.EventEmitter<vscode.Uri>());
  let shown = problems();
  lifetime.add(
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: () => problemsText(problems()),
    }),
  );
  lifetime.add(
    scout.onDidChange(() => {
      const before = shown;
      shown = problems();
      if (before.length > 0 || shown.length > 0) changed.fire(problemsUri());
    }),
  );
  return lifetime;
}
