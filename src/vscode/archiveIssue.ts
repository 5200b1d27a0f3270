/** Answers for putting an issue away on a person's act. */
import * as vscode from 'vscode';
import type { ContextScout } from '../app/contextScout';
import { describeFailure } from '../domain/failure';
import type { EvaluatedIssue } from '../domain/readiness';
import { sayCount } from '../domain/words';

/** Asks first where others wait for the issue: archived counts as done. */
export async function archiveIssue(scout: ContextScout, { issue, source, unblocks }: EvaluatedIssue): Promise<void> {
  if (!scout.writing.isWritable(source)) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} is not kept in a file that Context Scout writes.', issue.id),
    );
    return;
  }
  if (unblocks.direct > 0) {
    const archive = vscode.l10n.t('Archive');
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t('Archive {0}?', issue.id),
      {
        modal: true,
        detail: sayCount(
          'It counts as done then, and {0} waiting for it will be free. | It counts as done then, and {0} waiting for it will be free.',
          unblocks.direct,
        ),
      },
      archive,
    );
    if (answer !== archive) return;
  }
  const written = await scout.writing.archive(source, issue);
  if (written.ok) vscode.window.setStatusBarMessage(`$(archive) ${vscode.l10n.t('{0} archived', issue.id)}`, 2_000);
  else
    void vscode.window.showErrorMessage(
      vscode.l10n.t('{0} was not archived. {1}', issue.id, describeFailure(written.error)),
    );
}
