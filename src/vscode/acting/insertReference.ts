/** Answers for putting the names of issues into the commit message that is being written in the editor. */
import { realpathSync } from 'node:fs';
import * as vscode from 'vscode';
import type { ContextScout } from '../../app/contextScout';
import type { EvaluatedIssue } from '../../domain/readiness';
import type { IssueArgument } from '../commandArgument';
import type { ApiRepository, GitApi } from '../git/gitApi';
import { chosenIssues } from './chosenIssues';
import { withReferences } from './commitReferences';
import { nameOf } from './workWords';

const shownForMs = 3_000;

/** Each into the box of its own repository; where that has none open, and there is one alone, into that. */
export async function insertReference(
  scout: ContextScout,
  gitApi: () => GitApi | null,
  argument: IssueArgument,
): Promise<void> {
  const question = vscode.l10n.t('Insert a reference to which issue?');
  const issues = await chosenIssues(scout, argument, { question, takesCurrent: true });
  if (issues.length === 0) return;
  const repositories = gitApi()?.repositories ?? [];
  const byBox = new Map<ApiRepository, string[]>();
  for (const issue of issues) {
    const repository = repositoryOf(scout, repositories, issue);
    if (repository !== undefined) byBox.set(repository, [...(byBox.get(repository) ?? []), nameOf(issue)]);
  }
  if (byBox.size === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("There is no commit message to insert it in: the editor's Git has not opened the repository."),
    );
    return;
  }
  for (const [{ inputBox }, names] of byBox) inputBox.value = withReferences(inputBox.value, names);
  const names = [...byBox.values()].flat().join(', ');
  vscode.window.setStatusBarMessage(
    `$(git-commit) ${vscode.l10n.t('The commit message refers to {0}', names)}`,
    shownForMs,
  );
}

function repositoryOf(
  { context }: ContextScout,
  repositories: readonly ApiRepository[],
  issue: EvaluatedIssue,
): ApiRepository | undefined {
  const root = context?.sources.find(({ id }) => id === issue.source)?.repository ?? null;
  const own = root === null ? undefined : repositories.find(({ rootUri }) => real(rootUri.fsPath) === real(root));
  return own ?? (repositories.length === 1 ? repositories[0] : undefined);
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
