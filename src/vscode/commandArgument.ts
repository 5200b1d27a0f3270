/** Answers for what a command is told: an issue's key, the context of a row in the panel, or nothing. */
import * as vscode from 'vscode';
import type { ContextScout } from '../app/contextScout';
import type { ProjectContext } from '../domain/context';
import type { EvaluatedIssue } from '../domain/readiness';
import { pickIssue } from './pickIssue';

/** `webview`: where it was chosen, as VS Code adds it to the context of a menu; one of {@link webviewIds}. */
export type IssueArgument =
  | string
  | {
      readonly issueKey?: unknown;
      readonly issueKeys?: unknown;
      readonly url?: unknown;
      readonly webview?: unknown;
    }
  | undefined;

export const webviewIds = { panel: 'contextScout.panel', board: 'contextScout.board' } as const;

/** The panel in the side bar, or the board among the editors. */
export type PageName = keyof typeof webviewIds;

/** The page in which a command was chosen; null: in the palette, or by another extension. */
export function pageOf(argument: IssueArgument): PageName | null {
  const webview = typeof argument === 'object' ? argument.webview : undefined;
  if (webview === webviewIds.board) return 'board';
  return webview === webviewIds.panel ? 'panel' : null;
}

export const keyOf = (argument: IssueArgument): unknown =>
  typeof argument === 'string' ? argument : argument?.issueKey;

export const currentContext = async (scout: ContextScout): Promise<ProjectContext> =>
  scout.context ?? (await scout.refresh());

/** The issue the command was told, or that the person chooses; undefined when there is none. */
export async function chosenIssue(
  context: ProjectContext,
  argument: IssueArgument,
  question: string,
  fits: (issue: EvaluatedIssue) => boolean = () => true,
): Promise<EvaluatedIssue | undefined> {
  const key = keyOf(argument);
  if (key === undefined) return pickIssue({ ...context, issues: context.issues.filter(fits) }, question);
  const issue = context.issues.find((each) => each.key === key);
  if (issue === undefined) void vscode.window.showInformationMessage(vscode.l10n.t('That issue is no longer there.'));
  return issue;
}
