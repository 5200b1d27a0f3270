/** Answers for the commands about the numbers that commits name: looking them up, and telling how far that is. */
import * as vscode from 'vscode';
import type { ReferenceBacklog } from '../app/referenceBacklog';
import type { Clock } from '../ports/clock';
import { referenceStatus, resolveText, typedLimit } from './referenceText';

/** As many as one request to GitHub looks up. */
const fewReferences = 50;

const resolveTitle = (): string => vscode.l10n.t('Resolve Commit References');

/** Runs until all that is chosen was looked up, the server asks for a pause, or the person cancels. */
export async function resolveReferences(references: ReferenceBacklog, clock: Clock): Promise<void> {
  await references.look(null);
  const { pending } = references.counts();
  if (pending === 0) {
    void vscode.window.showInformationMessage(referenceStatus(references.counts()));
    return;
  }
  const limit = await askLimit(pending);
  if (limit === undefined) return;
  const outcome = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: resolveTitle(), cancellable: true },
    (progress, cancellation) => run(references, limit, progress, cancellation),
  );
  const text =
    outcome === null
      ? vscode.l10n.t('Cancelled. What was resolved before is kept.')
      : resolveText(outcome, clock.nowMs());
  void vscode.window.showInformationMessage(text);
}

/** Looks for new commits first, which takes no request. */
export async function showReferenceStatus(references: ReferenceBacklog): Promise<void> {
  await references.look(null);
  const counts = references.counts();
  const text = referenceStatus(counts);
  if (counts.pending === 0) {
    void vscode.window.showInformationMessage(text);
    return;
  }
  const resolve = resolveTitle();
  if ((await vscode.window.showInformationMessage(text, resolve)) === resolve) {
    await vscode.commands.executeCommand('contextScout.resolveReferences');
  }
}

/** Null: cancelled. */
async function run(
  references: ReferenceBacklog,
  limit: number | null,
  progress: vscode.Progress<{ message?: string; increment?: number }>,
  cancellation: vscode.CancellationToken,
): Promise<Awaited<ReturnType<ReferenceBacklog['resolve']>> | null> {
  const abort = new AbortController();
  const listening = cancellation.onCancellationRequested(() => {
    abort.abort();
  });
  let shown = 0;
  try {
    return await references.resolve({
      limit,
      signal: abort.signal,
      onProgress: ({ done, total }) => {
        const percent = total === 0 ? 100 : (100 * done) / total;
        progress.report({ message: vscode.l10n.t('{0} of {1}', done, total), increment: Math.max(0, percent - shown) });
        shown = Math.max(shown, percent);
      },
    });
  } catch (error) {
    if (abort.signal.aborted) return null;
    throw error;
  } finally {
    listening.dispose();
  }
}

/** Null: all. Undefined: the person turned away. */
async function askLimit(pending: number): Promise<number | null | undefined> {
  const items = [
    { label: vscode.l10n.t('All {0}', pending), limit: null },
    ...(pending > fewReferences
      ? [{ label: vscode.l10n.t('The newest {0}', fewReferences), limit: fewReferences }]
      : []),
    { label: vscode.l10n.t('A number…'), limit: undefined },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: resolveTitle(),
    placeHolder: vscode.l10n.t('How many?'),
  });
  if (chosen === undefined || chosen.limit !== undefined) return chosen?.limit;
  const typed = await vscode.window.showInputBox({
    title: resolveTitle(),
    prompt: vscode.l10n.t('How many of the newest?'),
    validateInput: (text) => (typedLimit(text) === null ? vscode.l10n.t('Type a number.') : null),
  });
  return typed === undefined ? undefined : (typedLimit(typed) ?? undefined);
}
