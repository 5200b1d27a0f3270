/** Answers for the extension at work inside VS Code: its snapshot, its commands, and that it follows the files. */
import assert from 'node:assert/strict';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { contextWhere, scoutApi } from './scoutApi';

const folder = (): string => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
const issuesFile = (): string => path.join(folder(), '.beads', 'issues.jsonl');

const lines = (): string[] => readFileSync(issuesFile(), 'utf8').trimEnd().split('\n');

function isRecord(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}

describe('the snapshot', () => {
  it('holds every record of the file, live, with git beside it', async () => {
    const context = await contextWhere(({ repositories }) => repositories[0]?.git?.untracked !== null);
    assert.equal(context.issues.length, lines().filter(isRecord).length);
    assert.equal(context.sources[0]?.freshness, 'live');
    assert.equal(context.repositories[0]?.root, folder());
  });

  it('follows an edit in place and a replacement by rename', async () => {
    const before = readFileSync(issuesFile(), 'utf8');
    const [first = '', ...others] = lines();
    const edited = JSON.stringify({ ...(JSON.parse(first) as object), title: 'Edited in place' });
    writeFileSync(issuesFile(), [edited, ...others].join('\n'));
    await contextWhere(({ issues }) => issues.some(({ title }) => title === 'Edited in place'));
    writeFileSync(`${issuesFile()}.next`, before);
    renameSync(`${issuesFile()}.next`, issuesFile());
    await contextWhere(({ issues }) => issues.every(({ title }) => title !== 'Edited in place'));
  });

  it('lists a broken line by file and line, and nothing else is lost', async () => {
    const before = readFileSync(issuesFile(), 'utf8');
    const known = await contextWhere(() => true);
    writeFileSync(issuesFile(), `{"id": broken\n${before}`);
    // Writing in place takes a moment, in which a part of the file may be read.
    const { problems } = await contextWhere(
      (context) => context.problems.length > known.problems.length && context.issues.length === known.issues.length,
    );
    assert.deepEqual([problems[0]?.path, problems[0]?.line], ['.beads/issues.jsonl', 1]);
    writeFileSync(issuesFile(), before);
    await contextWhere((context) => context.problems.length === known.problems.length);
  });
});

describe('the commands', () => {
  it('open the record of an issue at its line', async () => {
    const { issues } = await contextWhere(() => true);
    const issue = issues.find(({ line }) => line !== null && line > 1);
    assert.ok(issue);
    await vscode.commands.executeCommand('contextScout.openIssue', issue.key);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, issuesFile());
    assert.equal(editor.selection.active.line + 1, issue.line);
  });

  it('copy the key as the tracker writes it, from a row of the panel too', async () => {
    const { issues } = await contextWhere(() => true);
    const [issue] = issues;
    assert.ok(issue);
    await vscode.commands.executeCommand('contextScout.copyIssueKey', { webviewSection: 'issue', issueKey: issue.key });
    assert.equal(await vscode.env.clipboard.readText(), issue.id);
  });

  it('sync on request', async () => {
    const before = readFileSync(issuesFile(), 'utf8');
    writeFileSync(issuesFile(), `${before.trimEnd()}\n${JSON.stringify({ id: 'shop-sync', title: 'Just written' })}\n`);
    await vscode.commands.executeCommand('contextScout.syncNow');
    const { issues } = await (await scoutApi()).getContext({ all: true });
    writeFileSync(issuesFile(), before);
    assert.ok(issues.some(({ title }) => title === 'Just written'));
    await contextWhere((context) => context.issues.every(({ id }) => id !== 'shop-sync'));
  });
});
