/** Answers for copying what people paste elsewhere: keys, links, Markdown, the name of a branch. */
import * as vscode from 'vscode';
import type { ContextScout } from '../../app/contextScout';
import type { EvaluatedIssue } from '../../domain/readiness';
import { sayCount } from '../../domain/words';
import type { IssueArgument } from '../commandArgument';
import { webAddress } from '../panel/links';
import { chosenIssues, keysOf, type Choosing } from './chosenIssues';
import { issueMarkdown } from './issueMarkdown';

const shownForMs = 2_000;

export async function copyKeys(scout: ContextScout, argument: IssueArgument): Promise<void> {
  const question = vscode.l10n.t('Copy the key of which issue?');
  await copy(scout, argument, { question }, (issues) => issues.map(({ issue }) => issue.id).join('\n'));
}

/** Links of several issues, one a line. */
export async function copyLinks(scout: ContextScout, argument: IssueArgument): Promise<void> {
  await copy(scout, argument, { question: '' }, (issues) => pagesOf(issues).join('\n'));
}

export async function copyMarkdown(scout: ContextScout, argument: IssueArgument): Promise<void> {
  const question = vscode.l10n.t('Copy which issue as Markdown?');
  await copy(scout, argument, { question, takesCurrent: true }, issueMarkdown);
}

export async function copyBranchName(
  scout: ContextScout,
  argument: IssueArgument,
  nameOf: (issue: EvaluatedIssue) => string,
): Promise<void> {
  const question = vscode.l10n.t('Copy the branch name for which issue?');
  await copy(scout, argument, { question }, (issues) => issues.map(nameOf).join('\n'));
}

/** So many pages at once are opened without asking. */
const mostPages = 5;

/** Opens the pages of several issues. */
export async function openPages(scout: ContextScout, argument: IssueArgument): Promise<void> {
  const pages = pagesOf(await chosenIssues(scout, argument, { question: '' }));
  if (pages.length > mostPages) {
    const open = vscode.l10n.t('Open');
    const asked = sayCount('Open {0} page in the browser? | Open {0} pages in the browser?', pages.length);
    if ((await vscode.window.showWarningMessage(asked, { modal: true }, open)) !== open) return;
  }
  for (const page of pages) await vscode.env.openExternal(vscode.Uri.parse(page, true));
}

export const areSeveral = (argument: IssueArgument): boolean => keysOf(argument).length > 1;

async function copy(
  scout: ContextScout,
  argument: IssueArgument,
  choosing: Choosing,
  textOf: (issues: readonly EvaluatedIssue[]) => string,
): Promise<void> {
  const issues = await chosenIssues(scout, argument, choosing);
  const text = issues.length === 0 ? '' : textOf(issues);
  if (text === '') return;
  await vscode.env.clipboard.writeText(text);
  const said = text.includes('\n') ? sayCount('{0} issue copied | {0} issues copied', issues.length) : text;
  const told = said === text ? vscode.l10n.t('{0} copied', text) : said;
  vscode.window.setStatusBarMessage(`$(copy) ${told}`, shownForMs);
}

const pagesOf = (issues: readonly EvaluatedIssue[]): readonly string[] =>
  issues.flatMap(({ issue }) => webAddress(issue.url) ?? []);
