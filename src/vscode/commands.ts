/** Answers for the commands: the palette, the panel's menus and the status bar all call these. */
import * as vscode from 'vscode';
import type { ContextScout } from '../app/contextScout';
import { DisposableStore } from '../app/disposableStore';
import type { ProjectContext } from '../domain/context';
import type { EvaluatedIssue } from '../domain/readiness';
import type { Disposable } from '../ports/disposable';
import type { IssueStore } from '../ports/issueStore';
import { archiveIssue } from './archiveIssue';
import { clearCache, rebuildCache } from './cacheCommands';
import { newIssue } from './newIssue';
import { openIssueRecord } from './openRecord';
import type { OutputLog } from './outputLog';
import { pickIssue } from './pickIssue';

export const panelViewId = 'contextScout.panel';

/** What a command may be told: an issue's key, or the context of a row in the panel. */
type IssueArgument = string | { readonly issueKey?: unknown } | undefined;

export function registerCommands(scout: ContextScout, store: IssueStore, log: OutputLog): Disposable {
  const lifetime = new DisposableStore();
  const register = (id: string, run: (argument: IssueArgument, preview?: unknown) => Promise<void> | void): void => {
    lifetime.add(vscode.commands.registerCommand(`contextScout.${id}`, run));
  };
  register('syncNow', () => syncNow(scout));
  register('showPanel', async () => {
    await vscode.commands.executeCommand(`${panelViewId}.focus`);
  });
  register('showLog', () => {
    log.show();
  });
  register('openIssue', async (argument, preview) => {
    const context = await currentContext(scout);
    const issue = await chosenIssue(context, argument, 'Open which issue?');
    const source = context.sources.find(({ id }) => id === issue?.source);
    if (issue !== undefined && source !== undefined) await openIssueRecord(issue, source, preview === true);
  });
  register('copyIssueKey', async (argument) => {
    const issue = await chosenIssue(await currentContext(scout), argument, 'Copy the key of which issue?');
    if (issue === undefined) return;
    await vscode.env.clipboard.writeText(issue.issue.id);
    vscode.window.setStatusBarMessage(`$(copy) ${issue.issue.id} copied`, 2_000);
  });
  register('newIssue', () => newIssue(scout));
  register('archiveIssue', async (argument) => {
    const issue = await chosenIssue(await currentContext(scout), argument, 'Archive which issue?', (each) =>
      scout.writing.isWritable(each.source),
    );
    if (issue !== undefined) await archiveIssue(scout, issue);
  });
  register('rebuildCache', () => rebuildCache(scout, panelViewId));
  register('clearCache', () => clearCache(scout, store));
  return lifetime;
}

async function syncNow(scout: ContextScout): Promise<void> {
  const context = await vscode.window.withProgress({ location: { viewId: panelViewId } }, () => scout.refresh());
  const failing = context.sources.filter(({ error }) => error !== null);
  if (failing.length === 0) {
    vscode.window.setStatusBarMessage(`$(check) Context Scout: ${context.counts.ready} ready`, 2_000);
    return;
  }
  const showLog = 'Show Log';
  const answer = await vscode.window.showWarningMessage(
    `${failing.map(({ id }) => id).join(', ')} could not be read. What was known before is kept.`,
    showLog,
  );
  if (answer === showLog) await vscode.commands.executeCommand('contextScout.showLog');
}

const currentContext = async (scout: ContextScout): Promise<ProjectContext> => scout.context ?? (await scout.refresh());

async function chosenIssue(
  context: ProjectContext,
  argument: IssueArgument,
  question: string,
  fits: (issue: EvaluatedIssue) => boolean = () => true,
): Promise<EvaluatedIssue | undefined> {
  const key = typeof argument === 'string' ? argument : argument?.issueKey;
  if (key === undefined) return pickIssue({ ...context, issues: context.issues.filter(fits) }, question);
  const issue = context.issues.find((each) => each.key === key);
  if (issue === undefined) void vscode.window.showInformationMessage('That issue is no longer there.');
  return issue;
}
