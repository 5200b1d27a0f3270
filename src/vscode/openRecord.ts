/** Answers for opening an issue where it lives: its record in a file, or its page. */
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { SourceContext } from '../domain/context';
import type { RecordLocation } from '../domain/issue';
import type { EvaluatedIssue } from '../domain/readiness';

/**
 * Opens the record of `issue`; tells the user, with what to do, when there is nothing to open.
 * @param preview keep keyboard focus where it is and let the next preview replace the editor
 */
export async function openIssueRecord(issue: EvaluatedIssue, source: SourceContext, preview: boolean): Promise<void> {
  const { location, url, id } = issue.issue;
  if (location !== null) {
    await openLocation(source.root, location, preview, id);
  } else if (url !== null && /^https?:\/\//i.test(url)) {
    await vscode.env.openExternal(vscode.Uri.parse(url, true));
  } else {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} is kept in the database of {1}; it has no file to open.', id, source.label),
    );
  }
}

/**
 * Opens a file below `root` with the cursor on a line.
 * @param id when given, the file has many records and the line does not mention it (the file changed), the line that
 *   does is taken
 */
export async function openLocation(
  root: string,
  location: { readonly path: string; readonly line: number | null },
  preview: boolean,
  id?: string,
): Promise<void> {
  const path = join(root, location.path);
  try {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
    const line = lineOf(document, { path: location.path, line: location.line ?? 1 }, id);
    const start = new vscode.Position(line, 0);
    await vscode.window.showTextDocument(document, {
      selection: new vscode.Range(start, start),
      preview,
      preserveFocus: preview,
    });
  } catch (error) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t(
        '{0} could not be opened: {1}',
        location.path,
        error instanceof Error ? error.message : String(error),
      ),
    );
  }
}

/** 0-based. */
function lineOf(document: vscode.TextDocument, location: RecordLocation, id: string | undefined): number {
  const stated = Math.min(Math.max(location.line - 1, 0), document.lineCount - 1);
  if (id === undefined || !location.path.endsWith('.jsonl')) return stated;
  const mentions = (line: number): boolean => document.lineAt(line).text.includes(JSON.stringify(id));
  if (mentions(stated)) return stated;
  for (let line = 0; line < document.lineCount; line++) {
    const text = document.lineAt(line).text;
    if (text.includes(`"id":${JSON.stringify(id)}`) || text.includes(`"id": ${JSON.stringify(id)}`)) return line;
  }
  return stated;
}
