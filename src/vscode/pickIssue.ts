/** Answers for choosing an issue by typing, when a command was not told which. */
import * as vscode from 'vscode';
import type { ProjectContext } from '../domain/context';
import type { EvaluatedIssue, Status } from '../domain/readiness';
import { issueName } from '../protocol/issueName';
import { statusWord } from './statusWords';
import { withoutIcons } from './withoutIcons';

const order: readonly Status[] = ['inProgress', 'ready', 'blocked', 'deferred', 'other', 'done'];

/** The issue chosen, or undefined when the user turned away. Issues under way first, done ones last. */
export async function pickIssue(context: ProjectContext, placeHolder: string): Promise<EvaluatedIssue | undefined> {
  const items = order.flatMap((status) =>
    context.issues
      .filter((issue) => issue.status === status)
      .map((issue) => ({
        label: withoutIcons(issue.issue.title),
        description: `${withoutIcons(issueName(issue.source, issue.issue.id))} · ${statusWord(status)}`,
        issue,
      })),
  );
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no issue in this workspace yet.'));
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true });
  return chosen?.issue;
}
