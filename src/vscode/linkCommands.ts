/** Answers for opening the page of an issue, and for copying its address. */
import * as vscode from 'vscode';
import type { ContextScout } from '../app/contextScout';
import { findReferences } from '../domain/reference';
import type { EvaluatedIssue } from '../domain/readiness';
import { chosenIssue, currentContext, keyOf, type IssueArgument } from './commandArgument';
import { pageOf } from './editor/hoverText';
import { placeOf } from './editor/place';
import type { ReferenceLookup } from './editor/referenceLookup';
import { webAddress } from './panel/links';

const pageOfIssue = ({ issue }: EvaluatedIssue): string | null => webAddress(issue.url);

export async function openInBrowser(
  scout: ContextScout,
  lookup: ReferenceLookup,
  argument: IssueArgument,
): Promise<void> {
  const page = await chosenPage(scout, lookup, argument, vscode.l10n.t('Open which issue on GitHub?'));
  if (page !== undefined) await vscode.env.openExternal(vscode.Uri.parse(page, true));
}

export async function copyLink(scout: ContextScout, lookup: ReferenceLookup, argument: IssueArgument): Promise<void> {
  const page = await chosenPage(scout, lookup, argument, vscode.l10n.t('Copy the link of which issue?'));
  if (page === undefined) return;
  await vscode.env.clipboard.writeText(page);
  vscode.window.setStatusBarMessage(`$(copy) ${vscode.l10n.t('Link copied')}`, 2_000);
}

/** The page of the issue a row or a hover names, or of the one at the cursor, or of the one the person chooses. */
async function chosenPage(
  scout: ContextScout,
  lookup: ReferenceLookup,
  argument: IssueArgument,
  question: string,
): Promise<string | undefined> {
  const url = typeof argument === 'object' ? argument.url : undefined;
  const given = typeof url === 'string' ? webAddress(url) : null;
  if (given !== null) return given;
  const context = await currentContext(scout);
  const atCursor = keyOf(argument) === undefined ? pageAtCursor(lookup) : null;
  if (atCursor !== null) return atCursor;
  const issue = await chosenIssue(context, argument, question, (each) => pageOfIssue(each) !== null);
  if (issue === undefined) return undefined;
  const page = pageOfIssue(issue);
  if (page === null) void vscode.window.showInformationMessage(vscode.l10n.t('{0} has no page.', issue.issue.id));
  return page ?? undefined;
}

/** Whatever stands there, in code or not: the person says that it is a reference. */
function pageAtCursor(lookup: ReferenceLookup): string | null {
  const editor = vscode.window.activeTextEditor;
  const place = editor === undefined ? null : placeOf(editor.document.uri);
  if (editor === undefined || place === null) return null;
  const { document, selection } = editor;
  const { text } = document.lineAt(selection.active.line);
  const at = selection.active.character;
  const reference = findReferences(text).find(({ start, end }) => start <= at && at <= end);
  const known = reference === undefined ? null : lookup.find(reference, place);
  return known === null ? null : pageOf(known);
}
