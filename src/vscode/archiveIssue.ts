/** Answers for putting an issue away on a person's act. */
import * as vscode from 'vscode';
import type { ContextScout } from '../app/contextScout';
import { describeFailure } from '../domain/failure';
import type { EvaluatedIssue } from '../domain/readiness';

/** Asks first where others wait for the issue: archived counts as done. */
export async function archiveIssue(scout: ContextScout, { issue, source, unblocks }: EvaluatedIssue): Promise<void> {
  if (!scout.writing.isWritable(source)) {
    void vscode.window.showInformationMessage(`${issue.id} is not kept in a file that Context Scout writes.`);
    return;
  }
  if (unblocks.direct > 0) {
    const archive = 'Archive';
    const answer = await vscode.window.showWarningMessage(
      `Archive ${issue.id}?`,
      { modal: true, detail: `It counts as done then, and ${String(unblocks.direct)} waiting for it will be free.` },
      archive,
    );
    if (answer !== archive) return;
  }
  const written = await scout.writing.archive(source, issue);
  if (written.ok) vscode.window.setStatusBarMessage(`$(archive) ${issue.id} archived`, 2_000);
  else void vscode.window.showErrorMessage(`${issue.id} was not archived. ${describeFailure(written.error)}`);
}
