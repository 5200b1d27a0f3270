/** Answers for the commands about the numbers that commits name: looking them up, and telling how far that is. */
import * as vscode from 'vscode';
import type { ReferenceBacklog } from '../app/referenceBacklog';
import type { Clock } from '../ports/clock';
import { referenceStatus, resolveText, typedLimit } from './referenceText';

/** As many as one request to GitHub looks up. */
const fewReferences = 50;

const resolve = 'Resolve Commit References';

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
    { location: vscode.ProgressLocation.Notification, title: resolve, cancellable: true },
    (progress, cancellation) => run(references, limit, progress, cancellation),
  );
  const text = outcome === null ? 'Cancelled. What was resolved before is kept.' : resolveText(outcome, clock.nowMs());
  void vscode.window.showInformationMessage(text);
}

/** Looks for new commits first, which takes no request. */
export async function showReferenceStatus(references: ReferenceBacklog): Promise<void> {
  await references.look(null);
  const counts = references.counts();
  const text = referenceStatus(counts);
  if (counts.pending === 0) {
    void vscode.window.showInformationMessage(text);
  } else if ((await vscode.window.showInformationMessage(text, resolve)) === resolve) {
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
        progress.report({ message: `${done} of ${total}`, increment: Math.max(0, percent - shown) });
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
    { label: `All ${pending}`, limit: null },
    ...(pending > fewReferences ? [{ label: `The newest ${fewReferences}`, limit: fewReferences }] : []),
    { label: 'A number…', limit: undefined },
  ];
  const chosen = await vscode.window.showQuickPick(items, { title: resolve, placeHolder: 'How many?' });
  if (chosen === undefined || chosen.limit !== undefined) return chosen?.limit;
  const typed = await vscode.window.showInputBox({
    title: resolve,
    prompt: 'How many of the newest?',
    validateInput: (text) => (typedLimit(text) === null ? 'Type a number.' : null),
  });
  return typed === undefined ? undefined : (typedLimit(typed) ?? undefined);
}
