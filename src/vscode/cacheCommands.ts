/** Answers for the commands that concern what is remembered: reading all anew, and forgetting. */
import * as vscode from 'vscode';
import type { ContextScout } from '../app/contextScout';
import { describeFailure } from '../domain/failure';
import { sayCount } from '../domain/words';
import type { IssueStore } from '../ports/issueStore';

/** Reads every source from scratch and remembers that in place of what was. */
export async function rebuildCache(scout: ContextScout, viewId: string): Promise<void> {
  const context = await vscode.window.withProgress({ location: { viewId } }, () => scout.rebuild());
  const total = Object.values(context.counts).reduce((sum, count) => sum + count, 0);
  vscode.window.setStatusBarMessage(
    `$(check) ${sayCount('Context Scout: {0} issue read anew | Context Scout: {0} issues read anew', total)}`,
    3_000,
  );
}

/** Deletes what is remembered of all folders and can be fetched again, after asking. */
export async function clearCache(scout: ContextScout, store: IssueStore): Promise<void> {
  const clear = vscode.l10n.t('Clear Cache');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Clear the cached issues of every folder you have opened?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'No issue is lost: they stay in their trackers and are read again when a folder is opened. Until then a window cannot show them at once. What became of the numbers in commit messages is kept: it cannot be read again.',
      ),
    },
    clear,
  );
  if (answer !== clear) return;
  const cleared = await store.clear();
  scout.memoryCleared();
  if (!cleared.ok) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The cache was not cleared. {0}', describeFailure(cleared.error)),
    );
    return;
  }
  const text = sayCount(
    'Context Scout: the cache of {0} source was cleared | Context Scout: the cache of {0} sources was cleared',
    cleared.value,
  );
  vscode.window.setStatusBarMessage(`$(check) ${text}`, 3_000);
}
